import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {createServer} from 'node:net';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test, type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = join(root, 'dist/cli.js');

/** Starts the built program; it is ended after the test. */
function start(
  t: TestContext,
  args: readonly string[],
  command = process.execPath,
  before: readonly string[] = [program],
  env = process.env,
) {
  const child = spawn(command, [...before, ...args], {cwd: root, env, stdio: ['ignore', 'pipe', 'pipe']});
  t.after(() => child.kill('SIGKILL'));
  const said = {out: '', err: ''};
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  const ended = once(child, 'close') as Promise<[number | null, string | null]>;
  /** Waits for words of its output; it may end instead. */
  const says = async (pattern: RegExp): Promise<string> => {
    while (!pattern.test(said.out)) {
      const [happened] = await Promise.race([
        once(child.stdout, 'data').then(() => ['more']),
        ended.then(() => ['end']),
      ]);
      if (happened === 'end') break;
    }
    assert.match(said.out, pattern, said.err);
    return said.out;
  };
  return {child, said, says, ended};
}

const generate = (url: string, key: string, body: object) =>
  fetch(`${url}/api/v1/embed/generate-session`, {
    method: 'POST',
    headers: {Authorization: `Api-Key ${key}`},
    body: JSON.stringify({externalId: 'ada', ...body}),
  });

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`npx cube-embed emulator prints its URL and its key, and ends on ${signal} with an open connection`, async (t) => {
    const emulator = start(t, ['emulator', '--port', '0']);
    const out = await emulator.says(/API key: .+\n/);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(out)?.[0] ?? '';
    assert.match(out, /^API key: emulator-key$/m);
    assert.equal((await generate(url, 'emulator-key', {deploymentId: 32})).status, 200);
    const hung = fetch(`${url}/emulator/faults`, {
      method: 'POST',
      headers: {'Content-Type': 'application/json'},
      body: '{"on": "document", "do": "hang"}',
    })
      .then(() => fetch(`${url}/embed/chat`))
      .then(
        () => 'answered',
        () => 'cut',
      );
    let inFlight = 0;
    while (inFlight === 0) {
      const ledger = (await (await fetch(`${url}/emulator/ledger`)).json()) as {inFlight: {document: {now: number}}};
      inFlight = ledger.inFlight.document.now;
    }
    emulator.child.kill(signal);
    assert.deepEqual(await emulator.ended, [0, null]);
    assert.equal(await hung, 'cut');
    assert.equal(emulator.said.err, '');
  });
}

test('npx finds the program by the package’s name', async (t) => {
  // A cache of its own: npm keeps the program that it once found in a folder.
  const cache = await mkdtemp(join(tmpdir(), 'cube-embed-npx-'));
  t.after(() => rm(cache, {recursive: true}));
  const env = {...process.env, npm_config_cache: cache};
  const help = start(t, ['--no-install', 'cube-embed', '--help'], 'npx', [], env);
  assert.deepEqual(await help.ended, [0, null], help.said.err);
  assert.match(help.said.out, /^Usage: cube-embed emulator .*\n +cube-embed doctor /);
});

test('it takes a content file and keys', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'cube-embed-cli-'));
  t.after(() => rm(folder, {recursive: true}));
  const content = join(folder, 'cube.json');
  await writeFile(content, JSON.stringify({deployments: [{id: 7}], sampleData: {rows: 10}}));
  const emulator = start(t, ['emulator', '--port=0', '--content', content, '--api-key', 'one', '--api-key', 'two']);
  const out = await emulator.says(/API key: two\n/);
  assert.match(out, /^API key: one$/m);
  const url = /http:\S+/.exec(out)?.[0] ?? '';
  assert.equal((await generate(url, 'two', {deploymentId: 7})).status, 200);
  assert.equal((await generate(url, 'emulator-key', {deploymentId: 7})).status, 401);
});

test('a port that is taken is named, in one line', async (t) => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  t.after(() => other.close());
  const {port} = other.address() as AddressInfo;
  const emulator = start(t, ['emulator', '--port', String(port)]);
  assert.deepEqual(await emulator.ended, [1, null]);
  assert.match(emulator.said.err, new RegExp(`^Port ${String(port)} .*is taken.*\\n$`));
  assert.equal(emulator.said.out, '');
});

const mistakes: readonly (readonly [args: readonly string[], code: number, says: RegExp])[] = [
  [[], 2, /commands are "emulator" and "doctor"/],
  [['simulator'], 2, /commands are "emulator" and "doctor"/],
  [['emulator', 'twice'], 2, /Every value belongs to an option/],
  [['emulator', '--port', 'http'], 2, /--port must be a number/],
  [['emulator', '--port', '65536'], 2, /--port must be a number/],
  [['emulator', '--colour'], 2, /--colour/],
  [['emulator', '--content', '/nowhere/cube.json'], 1, /^The content file can't be read: \/nowhere\/cube\.json/],
  [['emulator', '--port', '0', '--api-key', ''], 1, /apiKeys/],
];

for (const [args, code, says] of mistakes) {
  test(`cube-embed ${args.join(' ')}: exit code ${String(code)}, and why`, async (t) => {
    const emulator = start(t, args);
    assert.deepEqual(await emulator.ended, [code, null]);
    assert.match(emulator.said.err, says);
    assert.doesNotMatch(emulator.said.err, /\n {4}at /, 'no stack');
  });
}
