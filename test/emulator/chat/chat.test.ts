import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Account, messageOf, type Body} from '../support/account.js';

interface Delta {
  readonly type: string;
  readonly chatId?: string;
  readonly text?: string;
  readonly chart?: string;
  readonly result?: {readonly rows: readonly (readonly unknown[])[]};
}

const path = '/api/v1/embed/chat';

/** Asks, and reads the stream to its end. */
async function ask(account: Account, token: string, body: Body) {
  const answer = await account.call(path, {token, body});
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  assert.match(answer.headers.get('content-type') ?? '', /^application\/x-ndjson/);
  const deltas = String(answer.body)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Delta);
  assert.equal(deltas[0]?.type, 'start');
  assert.equal(deltas.at(-1)?.type, 'done');
  const said = deltas.map(({text = ''}) => text).join('');
  const table = deltas.find(({type}) => type === 'table');
  return {chatId: deltas[0].chatId ?? '', said, chart: table?.chart, rows: table?.result?.rows ?? []};
}

const small = {sampleData: {rows: 2000, seed: 5}};

test('the same question about the same rows has the same answer, in another emulator too', async () => {
  const answers = [];
  for (let turn = 0; turn < 2; turn += 1) {
    const account = new Account(small);
    const {said, rows} = await ask(account, await account.enter(), {input: 'Revenue by city?'});
    answers.push({said, rows});
  }
  assert.deepEqual(answers[0], answers[1]);
  assert.match(answers[0]?.said ?? '', /Revenue by city/);
});

const questions: readonly (readonly [input: string, chart: string, rows: number | null])[] = [
  ['How many orders are there?', 'number', 1],
  ['Orders by status', 'bar', 5],
  ['revenue per month', 'line', null],
  ['Top 3 cities by revenue', 'bar', 3],
  ['sales in São Paulo', 'number', 1],
  ['average order by category', 'bar', 6],
];

for (const [input, chart, rows] of questions) {
  test(`“${input}” is answered with a ${chart}`, async () => {
    const account = new Account(small);
    const answer = await ask(account, await account.enter(), {input});
    assert.equal(answer.chart, chart);
    if (rows === null) assert.ok(answer.rows.length > 5);
    else assert.equal(answer.rows.length, rows);
  });
}

test('an answer is about the viewer’s rows alone', async () => {
  const account = new Account(small);
  const userAttributes = [{name: 'city', value: 'New York'}];
  const token = await account.enter({externalId: 'ny', userAttributes});
  const {rows} = await ask(account, token, {input: 'Orders by city'});
  assert.deepEqual(
    rows.map(([city]) => city),
    ['New York'],
  );
  const other = await ask(account, token, {input: 'How many orders in London?'});
  assert.doesNotMatch(JSON.stringify(other.rows), /London/);
});

test('a question that it doesn’t understand gets suggestions, and these have answers', async () => {
  const account = new Account(small);
  const token = await account.enter();
  const lost = await ask(account, token, {input: 'What is the meaning of life?'});
  assert.deepEqual(lost.rows, []);
  assert.match(lost.said, /Try/);
  const {suggestions} = (await account.call(path, {token})).body as {suggestions: readonly string[]};
  assert.ok(suggestions.length >= 3);
  for (const input of suggestions) assert.ok((await ask(account, token, {input})).rows.length > 0, input);
});

test('a chat goes on, is listed and read by its owner, and by nobody else', async () => {
  const account = new Account(small);
  const [ada, bob] = [await account.enter({externalId: 'ada'}), await account.enter({externalId: 'bob'})];
  const {chatId} = await ask(account, ada, {input: 'Orders by status'});
  const again = await ask(account, ada, {input: 'and revenue by city?', chatId});
  assert.equal(again.chatId, chatId);
  const transcript = `/api/v1/embed/chats/${chatId}`;
  const {title, messages} = (await account.call(transcript, {token: ada})).body as {
    title: string;
    messages: {role: string}[];
  };
  assert.equal(title, 'Orders by status');
  assert.deepEqual(
    messages.map(({role}) => role),
    ['user', 'assistant', 'user', 'assistant'],
  );
  assert.equal((await account.call(transcript, {token: bob})).status, 404);
  assert.equal((await account.call(path, {token: bob, body: {input: 'Orders', chatId}})).status, 404);
  assert.deepEqual((await account.call('/api/v1/embed/chats', {token: bob})).body, {chats: []});
  const {chats} = (await account.call('/api/v1/embed/chats', {token: ada})).body as {chats: unknown[]};
  assert.equal(chats.length, 1);
});

test('while a chat is answering it takes no other question', async () => {
  const account = new Account(small);
  const token = await account.enter();
  const {chatId} = await ask(account, token, {input: 'Orders by status'});
  const request = () =>
    account.emulator.fetch(
      new Request(`http://emulator.test${path}`, {
        method: 'POST',
        headers: {Authorization: `Embed-Token ${token}`},
        body: JSON.stringify({input: 'Orders by city', chatId}),
      }),
    );
  const first = await request();
  assert.equal((await request()).status, 409);
  await first.body?.cancel();
  const after = await request();
  assert.equal(after.status, 200, 'an answer that was cut sets the chat free');
  await after.text();
});

for (const [name, options, session] of [
  ['the session', small, {settings: {allowAi: false}}],
  ['the account', {...small, account: {settings: {allowAi: false}}}, {}],
  ['the account’s plan', {...small, account: {aiPaywalled: true}}, {settings: {allowAi: true}}],
] as const) {
  test(`no AI by ${name}: 403, whatever the rest says`, async () => {
    const account = new Account(options);
    const token = await account.enter(session);
    for (const call of [{token}, {token, body: {input: 'Orders'}}]) {
      const answer = await account.call(path, call);
      assert.equal(answer.status, 403);
      messageOf(answer);
    }
    assert.equal((await account.call('/api/v1/embed/chats', {token})).status, 403);
    const {aiAllowed} = (await account.config(token)).body as {aiAllowed: boolean};
    assert.equal(aiAllowed, false);
  });
}

test('a session may allow what the account switches off', async () => {
  const account = new Account({...small, account: {settings: {allowAi: false}}});
  const token = await account.enter({settings: {allowAi: true}});
  assert.equal((await account.call(path, {token})).status, 200);
});

for (const body of [{input: ''}, {input: 'x'.repeat(4001)}, {input: 7}, {}]) {
  test(`a question like ${JSON.stringify(body).slice(0, 20)} is 400`, async () => {
    const account = new Account(small);
    const answer = await account.call(path, {token: await account.enter(), body});
    assert.equal(answer.status, 400);
    assert.match(messageOf(answer), /input/);
  });
}
