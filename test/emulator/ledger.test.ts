import assert from 'node:assert/strict';
import {test} from 'node:test';
import {sessionName} from '../../src/emulator/index.js';
import {Account} from './support/account.js';

const now = 1_800_000_000_000;
const small = {sampleData: {rows: 100}, now: () => now};

test('the ledger has a session’s life from issue to revoke, by its id or by its name', async () => {
  const account = new Account(small);
  const {ledger} = account.emulator;
  const sessionId = await account.mint({externalId: 'ada'});
  await account.call(`/embed/chat?sessionId=${sessionId}`, {headers: {referer: 'https://host.test/page?secret=1'}});
  await account.emulator.advance(1000);
  await account.exchange(sessionId);
  await account.exchange(sessionId);
  await account.emulator.advance(1000);
  await account.revoke(sessionId);
  const life = ledger.session(sessionId);
  assert.deepEqual(life, {
    session: sessionName(sessionId),
    user: 'ada',
    issuedAt: now,
    expiresAt: now + 300_000,
    requested: 1,
    exchanged: 1,
    exchangedAt: now + 1000,
    set: 0,
    reused: 1,
    refused: 0,
    revokedAt: now + 2000,
    hosts: ['emulator.test'],
    origins: ['https://host.test'],
  });
  assert.deepEqual(ledger.session(sessionName(sessionId)), life);
  assert.equal(ledger.session('unknown'), undefined);
});

test('the ledger counts an exchange for set-session apart', async () => {
  const account = new Account(small);
  const sessionId = await account.mint();
  await account.call('/api/v1/embed/session/token', {
    body: {sessionId},
    headers: {'X-Emulator-Exchange': 'set-session'},
  });
  assert.equal(account.emulator.ledger.session(sessionId)?.set, 1);
  assert.equal(account.emulator.ledger.totals().set, 1);
});

test('totals count everything, refused ids that were never issued too', async () => {
  const account = new Account(small);
  const {ledger} = account.emulator;
  await account.enter();
  await account.exchange('never issued');
  await account.call('/embed/d/32/app/workbook/130?session=stale');
  assert.deepEqual(ledger.totals(), {
    issued: 1,
    requested: 1,
    exchanged: 1,
    set: 0,
    reused: 0,
    refused: 1,
    revoked: 0,
  });
  assert.equal(ledger.session('stale')?.issuedAt, null);
  ledger.clear();
  assert.equal(ledger.totals().issued, 0);
  assert.deepEqual(ledger.sessions(), []);
  assert.deepEqual(ledger.requests(), []);
});

test('requests are logged without query, body and credentials', async () => {
  const account = new Account(small);
  const sessionId = await account.mint();
  await account.call(`/embed/chat?session=${sessionId}`, {headers: {origin: 'https://host.test'}});
  await account.exchange(sessionId);
  await account.call('/api/v1/nothing');
  const {ledger} = account.emulator;
  assert.deepEqual(
    ledger.requests().map(({method, path, status, origin}) => [method, path, status, origin]),
    [
      ['POST', '/api/v1/embed/generate-session', 200, null],
      ['GET', '/embed/chat', 200, 'https://host.test'],
      ['POST', '/api/v1/embed/session/token', 200, null],
      ['GET', '/api/v1/nothing', 200, null],
    ],
  );
  assert.doesNotMatch(JSON.stringify(ledger.snapshot()), new RegExp(`${sessionId}|emulator-key`));
});

test('how many requests were in flight at once is counted', async () => {
  const account = new Account(small);
  const {faults, ledger} = account.emulator;
  faults.add({on: 'generate-session', do: 'hang'});
  const pending = Array.from({length: 7}, () => account.generate({externalId: 'ada'}));
  await account.call('/embed/chat');
  assert.deepEqual(ledger.inFlight('generate-session'), {now: 7, max: 7});
  faults.clear();
  await Promise.all(pending);
  assert.deepEqual(ledger.inFlight('generate-session'), {now: 0, max: 7});
});

test('the ledger keeps as many sessions and requests as ledgerLimit says', async () => {
  const account = new Account({...small, ledgerLimit: 10});
  for (let turn = 0; turn < 25; turn += 1) await account.mint({externalId: `user-${String(turn)}`});
  const {ledger} = account.emulator;
  assert.deepEqual(
    ledger.sessions().map(({user}) => user),
    Array.from({length: 10}, (_, index) => `user-${String(index + 15)}`),
  );
  assert.equal(ledger.requests().length, 10);
  assert.equal(ledger.totals().issued, 25);
});

test('over HTTP the ledger is read, by session or user, and cleared', async () => {
  const account = new Account(small);
  const sessionId = await account.mint({externalId: 'ada'});
  await account.mint({externalId: 'bob'});
  const read = async (query = '') => (await account.call(`/emulator/ledger${query}`)).body as Snapshot;
  const all = await read();
  assert.deepEqual(Object.keys(all), ['now', 'totals', 'inFlight', 'sessions', 'requests', 'pages']);
  assert.equal(all.now, now);
  assert.deepEqual(
    all.sessions.map(({user}) => user),
    ['ada', 'bob'],
  );
  assert.deepEqual(
    (await read('?user=bob')).sessions.map(({user}) => user),
    ['bob'],
  );
  const one = await read(`?session=${sessionName(sessionId)}`);
  assert.deepEqual(
    one.sessions.map(({user}) => user),
    ['ada'],
  );
  assert.equal((await account.call('/emulator/ledger', {method: 'DELETE'})).status, 204);
  assert.deepEqual((await read()).sessions, []);
  assert.equal((await account.exchange(sessionId)).status, 200, 'the session itself is still there');
});

interface Snapshot {
  readonly now: number;
  readonly sessions: readonly {readonly user: string}[];
}
