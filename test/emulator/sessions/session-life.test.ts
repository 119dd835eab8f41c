import assert from 'node:assert/strict';
import {test} from 'node:test';
import {jwtVerify} from 'jose';
import {Account, messageOf} from '../support/account.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

test('of 50 redemptions at once one succeeds', async () => {
  const account = new Account();
  const sessionId = await account.mint();
  const answers = await Promise.all(Array.from({length: 50}, () => account.exchange(sessionId)));
  assert.equal(answers.filter(({status}) => status === 200).length, 1);
  for (const refused of answers.filter(({status}) => status !== 200)) {
    assert.equal(refused.status, 401);
    messageOf(refused);
  }
  assert.equal(account.emulator.ledger.session(sessionId)?.exchanged, 1);
  assert.equal(account.emulator.ledger.session(sessionId)?.reused, 49);
});

test('a session can be redeemed until its fifth minute is over', async () => {
  const account = new Account({now: () => 1_800_000_000_000});
  const [early, late] = [await account.mint(), await account.mint()];
  await account.emulator.advance(5 * minuteMs - 1);
  assert.equal((await account.exchange(early)).status, 200);
  await account.emulator.advance(1);
  assert.equal((await account.exchange(late)).status, 401);
});

test('an id that was never given away is 401', async () => {
  const account = new Account();
  assert.equal((await account.exchange('A'.repeat(43))).status, 401);
  assert.equal((await account.exchange('')).status, 401);
});

test('the token is a JWT that can be verified, of cubecloud, for 24 hours', async () => {
  const account = new Account({embedSecret: 'a secret of the tests', now: () => 1_800_000_000_000});
  const token = await account.enter({externalId: 'ada'});
  const secret = new TextEncoder().encode('a secret of the tests');
  const {payload, protectedHeader} = await jwtVerify(token, secret, {
    issuer: 'cubecloud',
    subject: 'ada',
    currentDate: new Date(1_800_000_000_000),
  });
  assert.equal(protectedHeader.alg, 'HS256');
  assert.equal(Number(payload.exp) - Number(payload.iat), 24 * 3600);
  assert.equal(payload.iat, 1_800_000_000);
  await assert.rejects(jwtVerify(token, new TextEncoder().encode('another secret')));
});

test('without a secret of one’s own every emulator signs with another one', async () => {
  const [one, other] = [new Account(), new Account()];
  const token = await one.enter();
  await jwtVerify(token, new TextEncoder().encode(one.emulator.embedSecret));
  await assert.rejects(jwtVerify(token, new TextEncoder().encode(other.emulator.embedSecret)));
  assert.equal((await one.config(token)).status, 200);
  assert.equal((await other.config(token)).status, 401);
});

test('a token is taken for 24 hours', async () => {
  const account = new Account({now: () => 1_800_000_000_000});
  const token = await account.enter();
  await account.emulator.advance(24 * hourMs - 1000);
  assert.equal((await account.config(token)).status, 200);
  await account.emulator.advance(1000);
  const ended = await account.config(token);
  assert.equal(ended.status, 401);
  assert.match(messageOf(ended), /ended/);
});

test('the page is to warn five minutes before its 23 hours are over', async () => {
  const account = new Account({now: () => 1_800_000_000_000});
  const token = await account.enter();
  const clock = async () => ((await account.config(token)).body as {session: unknown}).session;
  assert.deepEqual(await clock(), {expiringInMs: 23 * hourMs - 5 * minuteMs, expiredInMs: 23 * hourMs});
  await account.emulator.advance(23 * hourMs);
  assert.deepEqual(await clock(), {expiringInMs: -5 * minuteMs, expiredInMs: 0});
});

const forged: readonly (readonly [string, (token: string) => string])[] = [
  ['no token', () => ''],
  ['nonsense', () => 'nonsense'],
  ['another signature', (token) => `${token.slice(0, -6)}AAAAAA`],
  ['another viewer', (token) => token.replace(/\.(.{40})/, (_, start: string) => `.${start.slice(0, 39)}A`)],
  ['no signature', (token) => `${btoa('{"alg":"none"}')}.${token.split('.')[1] ?? ''}.`],
];

for (const [name, forge] of forged) {
  test(`${name}: 401`, async () => {
    const account = new Account();
    const answer = await account.config(forge(await account.enter()));
    assert.equal(answer.status, 401);
    messageOf(answer);
  });
}

test('a revoked session can’t be redeemed', async () => {
  const account = new Account();
  const sessionId = await account.mint();
  const revoked = await account.revoke(sessionId);
  assert.equal(revoked.status, 204);
  assert.equal(revoked.body, '');
  assert.equal((await account.exchange(sessionId)).status, 401);
});

test('revoking a redeemed session ends its token, and no other', async () => {
  const account = new Account();
  const sessionId = await account.mint();
  const {token} = (await account.exchange(sessionId)).body as {token: string};
  const other = await account.enter();
  assert.equal((await account.config(token)).status, 200);
  assert.equal((await account.revoke(sessionId)).status, 204);
  const refused = await account.config(token);
  assert.equal(refused.status, 401);
  assert.match(messageOf(refused), /revoked/);
  assert.equal((await account.config(other)).status, 200);
});

test('revoking is idempotent: unknown, expired and revoked sessions are 204 too', async () => {
  const account = new Account({now: () => 1_800_000_000_000});
  const sessionId = await account.mint();
  for (const id of [sessionId, sessionId, 'f'.repeat(32)]) assert.equal((await account.revoke(id)).status, 204);
  const old = await account.mint();
  await account.emulator.advance(25 * hourMs);
  assert.equal((await account.revoke(old)).status, 204);
});

test('a token for the data APIs lives as long as was asked for, and a revoked session gets none', async () => {
  const account = new Account({now: () => 1_800_000_000_000});
  const sessionId = await account.mint();
  const {token} = (await account.exchange(sessionId)).body as {token: string};
  const path = '/api/v1/deployments/32/token';
  const lifetimeOf = async (body?: unknown) => {
    const answer = await account.call(path, {token, method: 'POST', body});
    assert.equal(answer.status, 200);
    const [, payload = ''] = (answer.body as {cubeApiToken: string}).cubeApiToken.split('.');
    const {exp, iat} = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {exp: number; iat: number};
    return exp - iat;
  };
  assert.equal(await lifetimeOf(), 86_400);
  assert.equal(await lifetimeOf({}), 86_400);
  assert.equal(await lifetimeOf({expiresIn: 60}), 60);
  for (const expiresIn of [59, 86_401, 60.5, '60']) {
    assert.equal((await account.call(path, {token, body: {expiresIn}})).status, 400);
  }
  assert.equal((await account.call('/api/v1/deployments/33/token', {token, method: 'POST'})).status, 404);
  assert.equal((await account.call(path, {method: 'POST'})).status, 401);
  await account.revoke(sessionId);
  assert.equal((await account.call(path, {token, method: 'POST'})).status, 401);
});

test('what a session is for was settled when it was made', async () => {
  const account = new Account();
  const early = await account.mint({externalId: 'ada', userProfile: {displayName: 'Ada'}});
  await account.mint({externalId: 'ada', userProfile: {displayName: 'Countess'}});
  const {token} = (await account.exchange(early)).body as {token: string};
  const {body} = await account.config(token);
  assert.equal((body as {user: {displayName: string}}).user.displayName, 'Ada');
});

for (const id of [
  '',
  'never seen',
  'F'.repeat(32),
  '0'.repeat(31),
  '0'.repeat(33),
  `${'0'.repeat(32)}\n`,
  'g'.repeat(32),
]) {
  test(`what has not the form of a session id, ${JSON.stringify(id)}, can’t be revoked: 400, and it isn’t quoted`, async () => {
    const answer = await new Account().revoke(id);
    assert.equal(answer.status, 400);
    const message = messageOf(answer);
    assert.match(message, /32 lowercase hex digits/);
    if (id.trim() !== '') assert.ok(!message.includes(id.trim()));
  });
}
