import assert from 'node:assert/strict';
import {connect} from 'node:net';
import {test} from 'node:test';
import {Account, messageOf} from './support/account.js';

const token = 'the token of a session';
const key = 'emulator-key';
const generate = '/api/v1/embed/generate-session';
const posts: readonly (readonly [path: string, credential: {readonly key?: string; readonly token?: string}])[] = [
  [generate, {key}],
  ['/api/v1/embed/session/token', {}],
  ['/api/v1/embed/session/revoke', {key}],
  ['/api/v1/embed-tenants/acme-shop/users', {key}],
  ['/api/v1/embed-tenants/acme-shop/users/bulk', {key}],
  ['/api/v1/embed-tenants/acme-shop/groups', {key}],
  ['/api/v1/embed/dashboard/OwVQpbdaZmBT/query', {token}],
  ['/api/v1/embed/dashboard/OwVQpbdaZmBT/drilldown', {token}],
  ['/api/v1/embed/query', {token}],
  ['/api/v1/embed/workbooks', {token}],
  ['/api/v1/embed/chat', {token}],
  ['/api/v1/deployments/32/token', {token}],
  ['/emulator/sign-in', {}],
  ['/emulator/pages/none/poll', {}],
  ['/emulator/advance', {}],
  ['/emulator/faults', {}],
];

const bodies: readonly (readonly [name: string, body: string, status: number])[] = [
  ['half an object', '{"deploymentId": 32,', 400],
  ['no JSON', 'deploymentId=32', 400],
  ['a list', '[]', 400],
  ['a number', '7', 400],
  ['null', 'null', 400],
  ['an unknown field', '{"__proto__x": 1}', 400],
  ['a field of an object’s own', '{"constructor": {}, "toString": 1}', 400],
  ['very deep nesting', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, 400],
  ['too much', JSON.stringify({securityContext: 'x'.repeat(300 * 1024)}), 413],
];

const small = {sampleData: {rows: 100}};
const creator = {creatorMode: true};

test('what is no request is 400, too much is 413, each with a sentence, and the session of somebody else goes on', async () => {
  const account = new Account(small);
  const [waiting, bystander, own] = [await account.mint(), await account.enter(), await account.enter(creator)];
  for (const [path, credential] of posts) {
    for (const [name, body, status] of bodies) {
      const sent = credential.token === undefined ? credential : {token: own};
      const answer = await account.call(path, {method: 'POST', body, ...sent});
      assert.equal(answer.status, status, `${path}, ${name}: ${JSON.stringify(answer.body)}`);
      messageOf(answer);
    }
    const empty = await account.call(path, {method: 'POST', ...(credential.token ? {token: own} : credential)});
    assert.equal(empty.status, path.endsWith('/32/token') ? 200 : 400, `${path}, no body`);
  }
  assert.equal((await account.config(bystander)).status, 200);
  assert.equal((await account.exchange(waiting)).status, 200);
});

test('a body is refused by its length before it is read, and by what comes where it says nothing', async () => {
  const account = new Account(small);
  let pulled = 0;
  const endless = () =>
    new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(64 * 1024).fill(32));
      },
    });
  const send = (headers: Record<string, string>) =>
    account.emulator.fetch(
      new Request(`http://emulator.test${generate}`, {
        method: 'POST',
        headers: {Authorization: `Api-Key ${key}`, ...headers},
        body: endless(),
        duplex: 'half',
      } as RequestInit),
    );
  assert.equal((await send({'Content-Length': '300000'})).status, 413);
  assert.ok(pulled <= 2, 'nothing was read');
  assert.equal((await send({})).status, 413);
  assert.ok(pulled < 12, 'it was not read to its end');
});

const wrongTypes: readonly (readonly [path: string, body: unknown, says: RegExp])[] = [
  ['/api/v1/embed/session/token', {sessionId: 7}, /sessionId must be a string/],
  ['/api/v1/embed/session/token', {}, /sessionId/],
  ['/api/v1/embed/session/token', {sessionId: 'x', token: 'y'}, /token is not a known field/],
  ['/emulator/advance', {ms: -1}, /ms/],
  ['/emulator/advance', {ms: 1.5}, /ms/],
  ['/emulator/advance', {ms: '1000'}, /ms/],
  ['/emulator/advance', {ms: 1e300}, /ms/],
  ['/emulator/advance', {ms: 9e15}, /9999/],
  ['/emulator/sign-in', {username: ''}, /username/],
  ['/emulator/sign-in', {deploymentId: -1}, /deploymentId/],
  ['/emulator/pages/none/poll', {}, /after/],
  ['/emulator/pages/none/poll', {after: 0, reports: [{kind: 'other'}]}, /reports\[0\]\.kind/],
  ['/emulator/faults', {on: 'moon', do: 'hang'}, /on must be one of/],
  ['/emulator/faults', {on: 'exchange', do: 'refuse-frame'}, /do must be one of/],
  ['/emulator/faults', {on: 'exchange', do: 'status'}, /status/],
  ['/emulator/faults', {on: 'exchange', do: 'status', status: 99}, /status/],
  ['/emulator/faults', {on: 'exchange', do: 'hang', times: 0}, /times/],
  ['/emulator/faults', {on: 'exchange', do: 'hang', when: 'now'}, /when is not a known field/],
];

for (const [path, body, says] of wrongTypes) {
  test(`${path} with ${JSON.stringify(body)}: 400`, async () => {
    const answer = await new Account(small).call(path, {body});
    assert.equal(answer.status, 400);
    assert.match(messageOf(answer), says);
  });
}

const unknownPaths = [
  '/api',
  '/api/v1/nothing',
  '/api/v2/embed/generate-session',
  '/api/v1/embed/session',
  '/embed',
  '/embed/d/32',
  '/embed/d/32/dashboard',
  '/%zz',
  '/embed/dashboard/a/b',
  '/../../etc/passwd',
  '/emulator/../package.json',
  '/<script>',
];

for (const path of unknownPaths) {
  test(`${path}: 200 and the tenant’s HTML, whatever the method`, async () => {
    const account = new Account(small);
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND']) {
      const answer = await account.call(path, {method, key});
      assert.equal(answer.status, 200, method);
      assert.match(answer.headers.get('content-type') ?? '', /^text\/html/);
      assert.match(String(answer.body), /<!doctype html>/);
      assert.doesNotMatch(String(answer.body), /<script/);
    }
  });
}

for (const path of ['/emulator/nothing', '/emulator/pages', '/emulator/faults/1/2']) {
  test(`${path}: 404, since it is no address of a tenant`, async () => {
    const answer = await new Account(small).call(path, {headers: {accept: 'text/html'}});
    assert.equal(answer.status, 404);
    messageOf(answer);
  });
}

const methods: readonly (readonly [path: string, allow: string])[] = [
  [generate, 'POST'],
  ['/api/v1/embed/session/token', 'POST'],
  ['/api/v1/embed/session/revoke', 'POST'],
  ['/api/v1/app-config', 'GET, HEAD'],
  ['/api/v1/embed/dashboard/OwVQpbdaZmBT', 'GET, HEAD, PATCH'],
  ['/api/v1/embed/dashboard/OwVQpbdaZmBT/query', 'POST'],
  ['/api/v1/embed/chat', 'GET, HEAD, POST'],
  ['/api/v1/embed/workbooks/130', 'GET, HEAD, PUT, DELETE'],
  ['/api/v1/embed-tenants', 'GET, HEAD'],
  ['/embed/d/32/app', 'GET, HEAD'],
  ['/embed/chat', 'GET, HEAD'],
  ['/emulator/page.js', 'GET, HEAD'],
];

for (const [path, allow] of methods) {
  test(`${path} by another method: 405, and Allow`, async () => {
    const account = new Account(small);
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND']) {
      if (allow.includes(method)) continue;
      const answer = await account.call(path, {method, key: method === 'GET' ? null : key});
      assert.equal(answer.status, 405, method);
      assert.equal(answer.headers.get('allow'), allow);
      messageOf(answer);
    }
  });
}

/** Sends bytes to a port and waits until the other side has answered or hung up. */
const sendRaw = (port: number, bytes: string): Promise<string> =>
  new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => (answer += chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });

test('what is no HTTP, and a client that goes away, leave the server as it was', async (t) => {
  const account = new Account(small);
  const server = await account.emulator.listen();
  t.after(() => server.close());
  const head = `POST ${generate} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Api-Key ${key}\r\n`;
  const raw = [
    'nonsense\r\n\r\n',
    '\u0000\u0001\u0002',
    'GET / HTTP/1.1\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a b c\r\n\r\n',
    'GET http:// HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET //evil//..//%00 HTTP/1.1\r\nHost: x\r\n\r\n',
    `${head}Content-Length: 1000\r\n\r\n{"deploy`,
    `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
    `${head}Content-Length: x\r\n\r\n`,
    `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
  ];
  for (const bytes of raw) {
    const answer = await sendRaw(server.port, bytes);
    assert.doesNotMatch(answer, /^HTTP\/1\.1 5/, JSON.stringify(bytes.slice(0, 60)));
    const {status} = await fetch(`${server.url}${generate}`, {
      method: 'POST',
      headers: {Authorization: `Api-Key ${key}`},
      body: JSON.stringify({deploymentId: 32, externalId: 'ada'}),
    });
    assert.equal(status, 200);
  }
});
