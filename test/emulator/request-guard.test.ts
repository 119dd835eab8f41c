import assert from 'node:assert/strict';
import {once} from 'node:events';
import {request, type IncomingMessage} from 'node:http';
import {text} from 'node:stream/consumers';
import {after, test} from 'node:test';
import {ruleLimit} from '../../src/emulator/faults/fault-box.js';
import {createEmulator, sessionName, type FaultRule} from '../../src/emulator/index.js';
import {Account, messageOf} from './support/account.js';

const small = {sampleData: {rows: 100}};
const emulator = createEmulator(small);
const server = await emulator.listen({allowHosts: ['cube', 'Emulator.test:4280', '::2']});
after(() => emulator.close());

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request as it is, whatever its Host says. */
const send = async ({method = 'GET', path = '/', headers = {}, body = ''}: Sent) => {
  const sent = request({host: '127.0.0.1', port: server.port, method, path, headers});
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const source = await text(answer);
  return {status: answer.statusCode ?? 0, headers: new Headers(answer.headers as Record<string, string>), source};
};

const sentenceOf = ({status, headers, source}: Awaited<ReturnType<typeof send>>): string =>
  messageOf({status, headers, body: JSON.parse(source) as unknown});

const own = `http://127.0.0.1:${String(server.port)}`;
const json = {'Content-Type': 'application/json'};

const hosts: readonly (readonly [host: string, status: number])[] = [
  ['127.0.0.1', 200],
  [`127.0.0.1:${String(server.port)}`, 200],
  ['localhost:4280', 200],
  ['LOCALHOST', 200],
  ['shop.localhost:8080', 200],
  ['[::1]:4280', 200],
  ['cube', 200],
  ['cube:4280', 200],
  ['emulator.test', 200],
  ['[::2]', 200],
  ['evil.test', 403],
  ['cube.evil.test', 403],
  ['localhost.evil.test', 403],
  ['127.0.0.1.evil.test', 403],
  ['notlocalhost', 403],
  ['192.168.1.7', 403],
  ['acme.cubecloud.dev', 403],
];

for (const [host, status] of hosts) {
  test(`every route answers ${String(status)} to the Host ${host}`, async () => {
    for (const path of ['/', '/embed/chat', '/emulator/ledger']) {
      const answer = await send({path, headers: {Host: host}});
      assert.equal(answer.status, status, path);
      if (status === 403) assert.match(sentenceOf(answer), /--allow-host/);
    }
    const headers = {...json, Host: host, Authorization: 'Api-Key emulator-key'};
    const body = JSON.stringify({deploymentId: 32, externalId: 'ada'});
    const answer = await send({method: 'POST', path: '/api/v1/embed/generate-session', headers, body});
    assert.equal(answer.status, status);
  });
}

for (const host of ['a@b', 'h/x?y', 'a b', '127.0.0.1@evil.test', '127.0.0.1:4280:1']) {
  test(`the Host "${host}" is refused`, async () => {
    const {status} = await send({headers: {Host: host}});
    assert.ok(status === 400 || status === 403, String(status));
  });
}

test('the address that it listens on is one of its hosts', async (t) => {
  const everywhere = await emulator.listen({hostname: '0.0.0.0'});
  t.after(() => everywhere.close());
  assert.equal((await fetch(`http://0.0.0.0:${String(everywhere.port)}/`)).status, 200);
});

test('a host that is none is an error', async () => {
  await assert.rejects(emulator.listen({allowHosts: ['http://cube']}), /allowHosts/);
});

const control: readonly Sent[] = [
  {path: '/emulator/ledger'},
  {path: '/emulator/faults'},
  {path: '/emulator/open?path=/embed/d/32/chat'},
  {path: '/emulator/page.js'},
  {method: 'DELETE', path: '/emulator/ledger'},
  {method: 'DELETE', path: '/emulator/faults'},
  {method: 'DELETE', path: '/emulator/faults/1'},
  {method: 'OPTIONS', path: '/emulator/faults'},
  {method: 'POST', path: '/emulator/faults', headers: json, body: '{"on": "data", "do": "hang", "times": 1}'},
  {method: 'POST', path: '/emulator/advance', headers: json, body: '{"ms": 0}'},
  {method: 'POST', path: '/emulator/sign-in', headers: json, body: '{}'},
  {method: 'POST', path: '/emulator/pages/x/poll', headers: json, body: '{"after": 0}'},
];

const origins: readonly (readonly [origin: string | null, answers: boolean])[] = [
  [null, true],
  [own, true],
  ['http://localhost:3000', true],
  ['https://shop.localhost', true],
  ['http://[::1]:8080', true],
  ['https://evil.test', false],
  ['http://localhost.evil.test', false],
  ['http://127.0.0.1.evil.test', false],
  ['http://cube', false],
  ['null', false],
  ['file://', false],
  ['capacitor://localhost', false],
  ['', false],
];

for (const [origin, answers] of origins) {
  const who = origin === null ? 'a request without Origin' : `the origin "${origin}"`;
  test(`every control route ${answers ? 'answers' : 'refuses'} ${who}`, async (t) => {
    t.after(() => emulator.faults.clear());
    for (const sent of control) {
      const place = `${sent.method ?? 'GET'} ${sent.path ?? ''}`;
      const answer = await send({...sent, headers: {...sent.headers, ...(origin === null ? {} : {Origin: origin})}});
      if (answers) assert.notEqual(answer.status, 403, place);
      else assert.equal(answer.status, 403, place);
      const readable = answer.headers.get('access-control-allow-origin');
      if (origin === null || !answers) assert.equal(readable, null, place);
      else if (origin !== own) assert.equal(readable, origin, place);
    }
    assert.equal(emulator.faults.list().length, answers ? 1 : 0);
  });
}

for (const path of [
  '/%65mulator/faults',
  '/%65%6D%75%6C%61%74%6F%72/faults',
  '/emulator/%66aults',
  '/./emulator/faults',
  '/x/../%65mulator/faults',
  '/%65mulator/faults?%zz',
  `${own}/%65mulator/faults`,
]) {
  test(`a control route spelt ${path.replace(own, 'with an origin, as ')} refuses another origin, and anything but JSON`, async (t) => {
    t.after(() => emulator.faults.clear());
    for (const headers of [{...json, Origin: 'https://evil.test'}, {'Content-Type': 'text/plain'}]) {
      const body = '{"on": "document", "do": "answer", "body": "<script>alert(1)</script>"}';
      assert.equal((await send({method: 'POST', path, headers, body})).status, 403);
    }
    const ledger = await send({
      path: path.replace(/faults|%66aults/, 'ledger'),
      headers: {Origin: 'https://evil.test'},
    });
    assert.equal(ledger.status, 403);
    assert.deepEqual(emulator.faults.list(), []);
  });
}

test('the origin of a named host is the emulator’s own where it is asked by that name', async () => {
  const headers = {Host: 'cube:4280', Origin: 'http://cube:4280'};
  assert.equal((await send({path: '/emulator/ledger', headers})).status, 200);
  const other = {Host: 'cube:4280', Origin: 'http://cube:3000'};
  assert.equal((await send({path: '/emulator/ledger', headers: other})).status, 403);
});

test('Cube’s own routes are asked from any origin, and give none of them a CORS header', async () => {
  const headers = {Origin: 'https://app.test', Authorization: 'Api-Key emulator-key', ...json};
  const body = JSON.stringify({deploymentId: 32, externalId: 'ada'});
  const answer = await send({method: 'POST', path: '/api/v1/embed/generate-session', headers, body});
  assert.deepEqual([answer.status, answer.headers.get('access-control-allow-origin')], [200, null]);
});

const rule = '{"on": "document", "do": "answer", "body": "<script>alert(1)</script>"}';
for (const type of [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/json',
]) {
  test(`a control route refuses ${type}`, async () => {
    const answer = await send({method: 'POST', path: '/emulator/faults', headers: {'Content-Type': type}, body: rule});
    assert.equal(answer.status, 403);
    assert.match(sentenceOf(answer), /application\/json/);
    assert.deepEqual(emulator.faults.list(), []);
  });
}

test('a control route refuses a body that says nothing of its type', async () => {
  const chunked = {'Transfer-Encoding': 'chunked'};
  for (const headers of [{}, chunked]) {
    const answer = await send({method: 'POST', path: '/emulator/faults', headers, body: rule});
    assert.equal(answer.status, 403);
  }
  assert.deepEqual(emulator.faults.list(), []);
});

test('JSON with a charset is JSON', async () => {
  const headers = {'Content-Type': 'application/json; charset=utf-8'};
  assert.equal((await send({method: 'POST', path: '/emulator/advance', headers, body: '{"ms": 0}'})).status, 200);
});

for (const path of ['%0d%0aSet-Cookie:x', '%0a', '%00', '%7f', '%E2%80%A8', 'x%20y', 'ü']) {
  test(`a link with ${path} in its path is 400, and quotes no session`, async () => {
    const account = new Account(small);
    const answer = await account.call(`/emulator/open?path=/embed/d/32/app/${path}`);
    assert.equal(answer.status, 400);
    messageOf(answer);
    assert.equal(account.emulator.ledger.totals().issued, 0, 'no session was made');
  });
}

test('a fault of the emulator’s own is a constant sentence, and logs where it was without quoting anything', async (t) => {
  const secret = '0123456789abcdef0123456789abcdef';
  const logged: unknown[] = [];
  t.mock.method(console, 'error', (...parts: unknown[]) => logged.push(...parts));
  let broken = false;
  const account = new Account({
    ...small,
    now: () => {
      if (broken) throw new Error(`the session ${secret}`);
      return Date.now();
    },
  });
  broken = true;
  const answer = await account.generate({externalId: 'ada'});
  broken = false;
  assert.equal(answer.status, 500);
  messageOf(answer);
  assert.doesNotMatch(JSON.stringify([answer.body, logged]), new RegExp(secret));
  assert.match(String(logged[0]), /^cube-embed emulator: Error\n {4}at .*\n.*clock/);
});

test('a rule for one session is listed by the session’s name, not by its id', async () => {
  const account = new Account(small);
  const id = await account.mint();
  const body = {on: 'exchange', do: 'status', status: 500, session: id, times: 1};
  await account.call('/emulator/faults', {body});
  const {body: list} = await account.call('/emulator/faults');
  assert.doesNotMatch(JSON.stringify(list), new RegExp(id));
  assert.match(JSON.stringify(list), new RegExp(sessionName(id)));
  assert.equal((await account.exchange(id)).status, 500);
});

test('a referrer that is no URL is not kept', async () => {
  const account = new Account(small);
  const id = await account.mint();
  await account.call(`/embed/chat?session=${id}`, {headers: {Referer: `no url ${id}`}});
  assert.doesNotMatch(JSON.stringify(account.emulator.ledger.snapshot()), new RegExp(id));
  assert.equal(account.emulator.ledger.session(id)?.requested, 1);
});

const unusable: readonly (readonly [name: string, rule: object])[] = [
  ['a header value with a line break', {do: 'status', status: 500, headers: {'X-A': 'a\r\nb'}}],
  ['a header name with a space', {do: 'status', status: 500, headers: {'a b': '1'}}],
  ['a content type with a line break', {do: 'answer', body: '', contentType: 'text/html\r\nX: y'}],
  ['a body with 204', {do: 'answer', body: 'x', status: 204}],
  ['a redirect to nowhere', {do: 'redirect', to: 'http://['}],
  ['a redirect with 204', {do: 'redirect', to: '/x', status: 204}],
];

for (const [name, part] of unusable) {
  test(`${name} is refused when the rule is added, not when it is due`, async () => {
    const account = new Account(small);
    const answer = await account.call('/emulator/faults', {body: {on: 'exchange', ...part}});
    assert.equal(answer.status, 400, JSON.stringify(answer.body));
    assert.deepEqual(account.emulator.faults.list(), []);
  });
}

test('a delay longer than any timer waits, and ends with its rule', async () => {
  const account = new Account(small);
  const {id} = account.emulator.faults.add({on: 'exchange', do: 'delay', ms: 2 ** 40, times: 1});
  const pending = account.exchange(await account.mint());
  assert.equal((await account.call('/embed/chat')).status, 200);
  assert.equal(account.emulator.ledger.inFlight('exchange').now, 1);
  account.emulator.faults.remove(id ?? -1);
  assert.ok((await pending).status === 200);
});

test('rules are bounded: one more than the limit is refused with a sentence', async () => {
  const account = new Account(small);
  const {faults} = account.emulator;
  const one: FaultRule = {on: 'data', do: 'status', status: 500, user: 'somebody'};
  for (let count = 0; count < ruleLimit; count += 1) faults.add(one);
  const answer = await account.call('/emulator/faults', {body: one});
  assert.equal(answer.status, 409);
  assert.match(messageOf(answer), /remove some first/);
  assert.throws(() => faults.add(one), /remove some first/);
  assert.equal(faults.list().length, ruleLimit);
  faults.clear();
  assert.notEqual(faults.add(one).id, null);
});

test('rules that are used up make room, hanging ones too once their requests have ended', async () => {
  const account = new Account(small);
  const {faults} = account.emulator;
  for (let count = 0; count <= ruleLimit; count += 1) {
    faults.add({on: 'document', do: 'hang', times: 1});
    const gone = new AbortController();
    const pending = account.emulator.fetch(new Request('http://emulator.test/embed/chat', {signal: gone.signal}));
    gone.abort();
    await pending;
  }
  assert.deepEqual(faults.list(), []);
});
