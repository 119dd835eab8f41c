// The command as it is typed: usage, exit statuses, lines and JSON. The key is in no output.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {test, type TestContext} from 'node:test';
import {parseArguments} from '../../src/doctor/arguments.js';
import {runDoctor} from '../../src/doctor/command.js';
import {key, openTenant} from './support/doctor-run.js';

const tenant = ['--base-url', 'https://acme.cubecloud.dev', '--deployment', '32'];

async function run(args: readonly string[], apiKey: string | undefined = key, signal?: AbortSignal) {
  const said = {out: '', err: ''};
  const status = await runDoctor(args, {
    key: apiKey,
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
    ...(signal && {signal}),
  });
  if (apiKey) assert.ok(!(said.out + said.err).includes(apiKey), 'the key is shown');
  return {status, ...said};
}

const mistakes: readonly (readonly [title: string, args: readonly string[], says: RegExp, apiKey?: string])[] = [
  ['no arguments', [], /^--base-url must be the tenant's origin/],
  ['a base URL with a path', ['--base-url', 'https://acme.cubecloud.dev/embed', '--deployment', '32'], /^--base-url/],
  ['a base URL over http', ['--base-url', 'http://acme.cubecloud.dev', '--deployment', '32'], /^--base-url/],
  ['no deployment', ['--base-url', 'https://acme.cubecloud.dev'], /^--deployment must be the number/],
  ['a deployment that is no number', [...tenant, '--deployment', '32x'], /^--deployment/],
  ['an unknown type', [...tenant, '--type', 'report'], /^--type must be one of dashboard, chat, app/],
  ['a dashboard that is no public id', [...tenant, '--dashboard', '../x'], /^--dashboard must be a public id/],
  ['a dashboard for a chat', [...tenant, '--dashboard', 'x', '--type', 'chat'], /^--dashboard goes with/],
  ['a user in capitals', [...tenant, '--user', 'Ada'], /^--user must be an external id/],
  ['a page that is no URL', [...tenant, '--page', 'app.example.com'], /^--page must be an http\(s\) URL/],
  ['a page with a password', [...tenant, '--page', 'https://a:b@example.com'], /^--page .*without a user/],
  ['a relative endpoint without a page', [...tenant, '--endpoint', '/api/session'], /^--endpoint/],
  ['an unknown option', [...tenant, '--colour', 'red'], /^There is no option --colour\.\n/],
  [
    'an option of the element’s',
    [...tenant, '--session-endpoint', '/api'],
    /^There is no option --session-endpoint\.\n/,
  ],
  ['an option without its value', [...tenant, '--page'], /^Every option but --json and --help takes one value/],
  ['a value for a switch', [...tenant, '--json=yes'], /^Every option but/],
  ['a stray word', [...tenant, 'please'], /^Every value belongs to an option/],
  ['no key', tenant, /^CUBE_API_KEY is not set/, ''],
  ['a key with a line break', tenant, /^CUBE_API_KEY must be visible ASCII/, 'abc\ndef'],
  ['an option for a key', [...tenant, '--api-key', 'something'], /does not belong on the command line/],
  ['a key as an option’s value', [...tenant, '--user', key], /does not belong on the command line/],
  ['another key in a URL', [...tenant, '--page', 'https://example.com/?k=sk-9876543210'], /does not belong/],
  ['a key as a stray word', [...tenant, 'sk-9876543210'], /does not belong/],
  ['a key of another shape', [...tenant, '--user', 'plainkeyplainkey'], /does not belong/, 'plainkeyplainkey'],
  ['a token', [...tenant, '--page=eyJhbGciOiJIUzI1NiJ9.e30.x'], /does not belong/],
];

for (const [title, args, says, apiKey] of mistakes) {
  test(`${title} is wrong usage: exit status 2, the reason and the usage`, async () => {
    const {status, out, err} = await run(args, apiKey);
    assert.equal(status, 2);
    assert.equal(out, '');
    assert.match(err, says);
    assert.match(err, /\n\nUsage: cube-embed doctor/);
    assert.doesNotMatch(err, /sk-9876543210|something/);
  });
}

test('a host name that begins as a key does is no key', () => {
  const parsed = parseArguments(['--base-url', 'https://sk-analytics.cubecloud.dev', '--deployment', '32'], key);
  assert.equal(parsed?.options.baseUrl, 'https://sk-analytics.cubecloud.dev');
});

test('--help prints the usage, wherever it stands, and needs no key', async () => {
  const {status, out} = await run(['--base-url', 'x', '--help'], '');
  assert.equal(status, 0);
  assert.match(out, /^Usage: cube-embed doctor/);
});

const argumentsFor = (url: string) => ['--base-url', url, '--deployment', '32', '--dashboard', 'OwVQpbdaZmBT'];

test('each check is one line that begins with how it ended; all well is exit status 0', async (t) => {
  const {url} = await openTenant(t);
  const {status, out, err} = await run(argumentsFor(url));
  assert.equal(status, 0);
  assert.equal(err, '');
  for (const line of out.trimEnd().split('\n')) assert.match(line, /^(ok|skipped) +[a-z-]+ +\S/);
  assert.match(out, /^ok +revocation +The session is revoked\.$/m);
});

test('a failed check is exit status 1, with its cure behind an arrow', async (t) => {
  const {url} = await openTenant(t, {apiKeys: ['sk-another-key']});
  const {status, out} = await run(argumentsFor(url));
  assert.equal(status, 1);
  assert.match(out, /^failed +key +Cube does not know this API key .* → Copy a key/m);
});

test('--json prints the report and nothing else', async (t) => {
  const {url, emulator} = await openTenant(t);
  const well = await run([...argumentsFor(url), '--json']);
  assert.equal((JSON.parse(well.out) as {ok: boolean}).ok, true);
  emulator.faults.add({on: 'exchange', do: 'status', status: 500});
  const {status, out, err} = await run([...argumentsFor(url), '--json']);
  assert.equal(status, 1);
  assert.equal(err, '');
  const report = JSON.parse(out) as {ok: boolean; checks: Record<string, string>[]};
  assert.deepEqual(Object.keys(report), ['ok', 'checks']);
  assert.equal(report.ok, false);
  for (const check of report.checks) {
    const names = ['name', 'status', 'message', ...(check['status'] === 'failed' ? ['cure'] : [])];
    assert.deepEqual(Object.keys(check), names);
  }
});

test('an interrupted run ends after the check at hand, and revokes its session', async (t) => {
  const {url, emulator} = await openTenant(t);
  const interrupted = new AbortController();
  const said: string[] = [];
  const status = await runDoctor(argumentsFor(url), {
    key,
    signal: interrupted.signal,
    err: () => undefined,
    out: (line) => {
      said.push(line);
      if (/^ok +session /.test(line)) interrupted.abort();
    },
  });
  assert.equal(status, 1);
  assert.equal(said.length, 4);
  const [session] = emulator.ledger.sessions();
  assert.notEqual(session?.revokedAt, null);
});

/** Runs the built program. */
async function program(t: TestContext, args: readonly string[], env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, ['dist/cli.js', ...args], {env: {...process.env, ...env}});
  t.after(() => child.kill('SIGKILL'));
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const [status] = (await once(child, 'close')) as [number];
  return {status, out, err};
}

test('the installed program looks along the chain, and ends by itself', async (t) => {
  const {url, emulator} = await openTenant(t);
  const well = await program(t, ['doctor', ...argumentsFor(url)], {CUBE_API_KEY: key});
  assert.deepEqual([well.status, well.err], [0, '']);
  emulator.faults.add({on: 'document', do: 'refuse-frame', how: 'x-frame-options'});
  const ill = await program(t, ['doctor', ...argumentsFor(url), '--json'], {CUBE_API_KEY: key});
  assert.equal(ill.status, 1);
  assert.match(ill.out, /"name": "framing",\n\s+"status": "failed"/);
  const wrong = await program(t, ['doctor'], {CUBE_API_KEY: ''});
  assert.equal(wrong.status, 2);
});
