// Every link on Cube's side, broken by the emulator's options and faults.
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {createServer} from 'node:http';
import {createServer as createTlsServer} from 'node:https';
import {type AddressInfo} from 'node:net';
import {test} from 'node:test';
import {defaultDeploymentContent} from '../../src/emulator/content/default-content.js';
import type {EmulatorOptions, FaultRule} from '../../src/emulator/index.js';
import {selfSigned} from '../support/self-signed.js';
import {examineWith, failures, key, openTenant} from './support/doctor-run.js';
import {serve} from './support/serve.js';

test('a healthy tenant passes every check, and keeps nothing but the one external user', async (t) => {
  const tenant = await openTenant(t);
  const run = await examineWith(t, tenant);
  assert.deepEqual(failures(run), []);
  assert.deepEqual(
    run.checks.filter(({status}) => status === 'ok').map(({name}) => name),
    ['address', 'key', 'embedding', 'session', 'exchange', 'dashboard', 'framing', 'revocation'],
  );
  assert.match(run.check('session').message, /external user “cube-embed-doctor”.*only change/);
  assert.deepEqual(
    tenant.emulator.ledger.sessions().map(({user, exchanged}) => [user, exchanged]),
    [['cube-embed-doctor', 1]],
  );
});

for (const type of ['chat', 'app']) {
  test(`a healthy tenant passes for --type ${type}`, async (t) => {
    const run = await examineWith(t, await openTenant(t), ['--type', type, '--user', 'somebody-else']);
    assert.deepEqual(failures(run), []);
    assert.equal(run.check('dashboard').status, 'skipped');
    assert.equal(run.check('framing').status, 'ok');
  });
}

test('without --dashboard the checks that need one say so', async (t) => {
  const run = await examineWith(t, await openTenant(t), []);
  assert.deepEqual(failures(run), []);
  for (const name of ['dashboard', 'framing']) assert.match(run.check(name).message, /--dashboard/);
});

const [standard] = defaultDeploymentContent.dashboards;
const withDashboard = (changes: object): EmulatorOptions => ({
  deployments: [{id: 32, dashboards: [{...standard, ...changes}]}],
});

interface Broken {
  readonly title: string;
  readonly options?: EmulatorOptions;
  readonly faults?: readonly FaultRule[];
  readonly args?: readonly string[];
  readonly apiKey?: string;
  readonly timeoutMs?: number;
  readonly fails: string;
  readonly message: RegExp;
  readonly cure: RegExp;
}

const dashboard = ['--dashboard', 'OwVQpbdaZmBT'];
const refusing = (status: number, body: unknown = {message: 'No.'}): FaultRule => ({
  on: 'generate-session',
  do: 'status',
  status,
  body,
});

const broken: readonly Broken[] = [
  {
    title: 'a wrong key',
    apiKey: 'sk-another-tenants-key',
    fails: 'key',
    message: /does not know this API key \(401\).*“This API key is not known”/,
    cure: /Admin → API Keys.*CUBE_API_KEY/,
  },
  {
    title: 'a personal key',
    options: {apiKeys: [{key, admin: false}]},
    fails: 'key',
    message: /personal key \(403\)/,
    cure: /key of an admin under Admin → API Keys/,
  },
  {
    title: 'a key for another deployment',
    options: {apiKeys: [{key, deploymentIds: [7]}], deployments: [{id: 7}, {id: 32}]},
    fails: 'key',
    message: /not for deployment 32 \(403\)/,
    cure: /Add the deployment to the key/,
  },
  {
    title: 'embedding switched off',
    options: {account: {embedding: false}},
    fails: 'embedding',
    message: /switched off for the account \(403\)/,
    cure: /Admin → Embed/,
  },
  {
    title: 'Creator Mode switched off',
    options: {account: {creatorMode: false}},
    args: ['--type', 'app'],
    fails: 'session',
    message: /Creator Mode is not switched on/,
    cure: /Cube’s support/,
  },
  {
    title: 'a deployment that is not there',
    options: {deployments: [{id: 7}]},
    fails: 'session',
    message: /no deployment 32 \(404\)/,
    cure: /address of the deployment’s pages/,
  },
  {
    title: 'an account without room for another user',
    faults: [refusing(429)],
    fails: 'session',
    message: /no more external users.*\(429\)/,
    cure: /--user/,
  },
  {
    title: 'a session that Cube finds wrong, in its own words without control characters',
    faults: [refusing(400, {message: ['No \u001b[31mred', 'nor\nblue']})],
    fails: 'session',
    message: /refused the session \(400\)\. Cube’s answer: “No \[31mred; nor blue”/,
    cure: /Its sentence/,
  },
  {
    title: 'a tenant that is down',
    faults: [refusing(503, {})],
    fails: 'session',
    message: /Cube failed \(503\)/,
    cure: /in a few minutes/,
  },
  {
    title: 'an API behind a redirect',
    faults: [{on: 'generate-session', do: 'redirect', to: 'https://elsewhere.example'}],
    fails: 'key',
    message: /answered with a redirect/,
    cure: /--base-url/,
  },
  {
    title: 'an API behind a login page',
    faults: [{on: 'generate-session', do: 'answer', body: '<!doctype html><title>Sign in</title>'}],
    fails: 'key',
    message: /something else than JSON/,
    cure: /let \/api\/ pass/,
  },
  {
    title: 'an API that hangs',
    faults: [{on: 'generate-session', do: 'hang'}],
    timeoutMs: 300,
    fails: 'key',
    message: /did not answer in time/,
    cure: /Try again/,
  },
  {
    title: 'an API that cuts the connection',
    faults: [{on: 'generate-session', do: 'reset'}],
    fails: 'key',
    message: /could not be reached/,
    cure: /network/,
  },
  {
    title: 'a session that is spent at once',
    faults: [{on: 'exchange', do: 'status', status: 401}],
    fails: 'exchange',
    message: /does not know the session that it has just given/,
    cure: /requests twice/,
  },
  {
    title: 'an exchange that a proxy answers',
    faults: [{on: 'exchange', do: 'answer', body: '<html>Blocked</html>'}],
    fails: 'exchange',
    message: /answered by a page/,
    cure: /\/api\/v1\/embed\/session\/token/,
  },
  {
    title: 'an exchange that hangs',
    faults: [{on: 'exchange', do: 'hang'}],
    timeoutMs: 300,
    fails: 'exchange',
    message: /did not finish its answer within 300 ms/,
    cure: /firewall or proxy/,
  },
  {
    title: 'a dashboard that is not there',
    args: ['--dashboard', 'NoSuchDashboard'],
    fails: 'dashboard',
    message: /\(404\): the public id is wrong.*not published, or not shared/,
    cure: /Share → Embed.*publish.*share it/,
  },
  {
    title: 'a dashboard that is not published',
    options: withDashboard({published: false}),
    fails: 'dashboard',
    message: /\(404\).*not published/,
    cure: /publish the dashboard/,
  },
  {
    title: 'a dashboard that is not shared with the user',
    options: withDashboard({grants: ['user:ada']}),
    fails: 'dashboard',
    message: /\(404\).*not shared/,
    cure: /give --user the external id/,
  },
  {
    title: 'a dashboard without signed embedding',
    options: withDashboard({allowEmbed: false}),
    fails: 'dashboard',
    message: /Signed embedding is not allowed for it \(403\)/,
    cure: /Share → Embed → Allow signed embedding/,
  },
  {
    title: 'a dashboard that a proxy answers for',
    faults: [{on: 'data', do: 'answer', body: '<html>Blocked</html>'}],
    fails: 'dashboard',
    message: /A page came in place/,
    cure: /let \/api\/ pass/,
  },
  ...(['x-frame-options', 'frame-ancestors'] as const).map((how) => ({
    title: `a page that refuses framing by ${how}`,
    faults: [{on: 'document', do: 'refuse-frame', how} as const],
    fails: 'framing',
    message: new RegExp(`refuses to be framed by your page’s origin: ${how}`, 'i'),
    cure: /Cube’s support which origins/,
  })),
  {
    title: 'a page that leads to another origin',
    faults: [{on: 'document', do: 'redirect', to: 'https://analytics.example'}],
    fails: 'framing',
    message: /leads on to https:\/\/analytics\.example,/,
    cure: /base-url of the tag/,
  },
  {
    title: 'a page that comes as a download',
    faults: [{on: 'document', do: 'attachment'}],
    fails: 'framing',
    message: /as a download/,
    cure: /proxy/,
  },
  {
    title: 'a page that is not found',
    faults: [{on: 'document', do: 'status', status: 404}],
    fails: 'framing',
    message: /answered 404/,
    cure: /\/embed\/ pass/,
  },
  {
    title: 'a page that hangs',
    faults: [{on: 'document', do: 'hang'}],
    timeoutMs: 300,
    fails: 'framing',
    message: /Cube’s page did not finish its answer within 300 ms/,
    cure: /Try again/,
  },
];

for (const {title, options, faults = [], args = dashboard, fails, message, cure, ...how} of broken) {
  test(`${title}: "${fails}" fails and says where to mend it`, async (t) => {
    const tenant = await openTenant(t, options);
    for (const fault of faults) tenant.emulator.faults.add(fault);
    const run = await examineWith(t, tenant, args, how);
    assert.deepEqual(failures(run), [fails]);
    assert.match(run.check(fails).message, message);
    assert.match(run.check(fails).cure ?? '', cure);
  });
}

test('a 403 that neither status nor words explain names both causes', async (t) => {
  const url = await serve(t, (_request, response) => {
    response.writeHead(403, {'Content-Type': 'application/json'}).end('{"error":"Forbidden"}');
  });
  const run = await examineWith(t, {url}, []);
  assert.match(run.check('key').message, /not an admin’s, or embedding is switched off/);
  assert.match(run.check('key').cure ?? '', /Admin → API Keys.*Admin → Embed/);
});

const afterAddress = ['key', 'embedding', 'session', 'exchange', 'dashboard', 'framing'];

test('where no one listens the address fails, and what depends on it is skipped', async (t) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  const run = await examineWith(t, {url: `http://127.0.0.1:${String(port)}`});
  assert.match(run.check('address').message, /nothing that listens there/);
  assert.deepEqual(failures(run), ['address']);
  for (const name of afterAddress) assert.equal(run.check(name).status, 'skipped');
});

test('a host that never answers costs the time limit, and no more', async (t) => {
  const run = await examineWith(t, {url: await serve(t, () => undefined)}, [], {timeoutMs: 200});
  assert.match(run.check('address').message, /did not finish its answer within 200 ms/);
});

test('an answer that never ends costs the time limit, and no more', async (t) => {
  const url = await serve(t, (_request, response) => {
    const timer = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(timer));
  });
  const run = await examineWith(t, {url}, [], {timeoutMs: 200});
  assert.match(run.check('address').message, /did not finish its answer within 200 ms/);
});

test('a certificate that is not trusted is named', async (t) => {
  const server = createTlsServer(selfSigned('localhost'), (_request, response) => response.end()).listen(0);
  await once(server, 'listening');
  t.after(() => server.close());
  const run = await examineWith(t, {url: `https://localhost:${String((server.address() as AddressInfo).port)}`});
  assert.match(run.check('address').message, /certificate that this machine does not trust/);
  assert.match(run.check('address').cure ?? '', /NODE_EXTRA_CA_CERTS/);
});

test('http where https is expected is named', async (t) => {
  const url = await serve(t, (_request, response) => response.end());
  const run = await examineWith(t, {url: url.replace('http:', 'https:')});
  assert.match(run.check('address').message, /does not speak TLS/);
});

for (const [code, says] of [
  ['ENOTFOUND', /host name that this machine does not know/],
  ['CERT_HAS_EXPIRED', /certificate that has expired/],
  ['ERR_TLS_CERT_ALTNAME_INVALID', /certificate for another host name/],
  ['ECONNRESET', /cut the connection/],
  ['UND_ERR_CONNECT_TIMEOUT', /can not be reached/],
  ['HPE_INVALID_CONSTANT', /did not answer in HTTP/],
  ['ESOMETHING', /gave no answer/],
] as const) {
  test(`an address that fails by ${code} is explained`, async (t) => {
    const {parseArguments} = await import('../../src/doctor/arguments.js');
    const {examine} = await import('../../src/doctor/examine.js');
    t.mock.method(globalThis, 'fetch', () =>
      Promise.reject(new TypeError('fetch failed', {cause: Object.assign(new Error(key), {code})})),
    );
    const {options} = parseArguments(['--base-url', 'https://acme.cubecloud.dev', '--deployment', '32'], key)!;
    const first = await examine(options).next();
    assert.match(first.value?.message ?? '', says);
    assert.doesNotMatch(JSON.stringify(first.value), new RegExp(key));
  });
}

test('an address that leads elsewhere is named without its path, which may hold a secret', async (t) => {
  const url = await serve(t, (_request, response) =>
    response.writeHead(302, {Location: 'https://acme.example/login?ticket=secret'}).end(),
  );
  const run = await examineWith(t, {url}, []);
  assert.match(run.check('address').message, /answers, and leads on to https:\/\/acme\.example\.$/);
  assert.match(run.check('key').message, /redirect/);
});

test('a proxy that this program does not use is named where the address fails', async (t) => {
  const {HTTPS_PROXY: before} = process.env;
  process.env['HTTPS_PROXY'] = 'http://proxy.example:3128';
  t.after(() => {
    if (before === undefined) delete process.env['HTTPS_PROXY'];
    else process.env['HTTPS_PROXY'] = before;
  });
  const run = await examineWith(t, {url: 'http://127.0.0.1:9'}, []);
  assert.match(run.check('address').cure ?? '', /HTTPS_PROXY is set, which this program does not use/);
});

test('a gateway that answers 502 for the tenant is told from the tenant', async (t) => {
  const url = await serve(t, (_request, response) => response.writeHead(502).end('<html>Bad gateway</html>'));
  const run = await examineWith(t, {url});
  assert.match(run.check('address').message, /answered 502: a gateway/);
});

test('an origin whose every address is a page of HTML is not taken for a tenant', async (t) => {
  const url = await serve(t, (_request, response) =>
    response.writeHead(200, {'Content-Type': 'text/html'}).end('<!doctype html><title>Shop</title>'),
  );
  const run = await examineWith(t, {url});
  assert.deepEqual(failures(run), ['key']);
  assert.match(run.check('key').cure ?? '', /Check --base-url/);
});

test('a tenant without a way to revoke sessions says so, and the key is still judged', async (t) => {
  const {emulator} = await openTenant(t);
  const url = await serve(t, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url?.endsWith('/revoke')) {
        response.writeHead(404, {'Content-Type': 'application/json'}).end('{"message":"Cannot POST"}');
        return;
      }
      const body = request.method === 'POST' ? {body: Buffer.concat(chunks)} : {};
      const headers = Object.fromEntries(
        ['authorization', 'content-type'].flatMap((name) => {
          const value = request.headers[name];
          return typeof value === 'string' ? [[name, value]] : [];
        }),
      );
      void emulator
        .fetch(new Request(url + (request.url ?? ''), {method: request.method ?? 'GET', headers, ...body}))
        .then(async (answer) => {
          response
            .writeHead(answer.status, Object.fromEntries(answer.headers))
            .end(Buffer.from(await answer.arrayBuffer()));
        });
    });
  });
  const run = await examineWith(t, {url});
  assert.deepEqual(failures(run), ['revocation']);
  assert.match(run.check('revocation').cure ?? '', /ends after 5 minutes/);
});
