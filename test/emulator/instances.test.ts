import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Account} from './support/account.js';
import {rowsOf} from './support/rows.js';

test('emulators in one process know nothing of each other', async (t) => {
  const [one, other] = [new Account(), new Account()];
  const sessionId = await one.mint({embedTenantName: 'acme-shop', groups: ['analysts']});
  assert.equal((await other.exchange(sessionId)).status, 401);
  assert.equal((await one.exchange(sessionId)).status, 200);

  // Users, tenants and groups.
  assert.deepEqual((await other.admin('/api/v1/embed-tenants')).body, {
    items: [{name: 'emulator', displayName: null, userCount: 0}],
  });
  // What is switched about a dashboard.
  const dashboard = '/api/v1/embed/dashboard/OwVQpbdaZmBT';
  await one.admin(dashboard, {method: 'PATCH', body: {allowEmbed: false}});
  assert.equal((await one.call(dashboard, {token: await one.enter()})).status, 403);
  assert.equal((await other.call(dashboard, {token: await other.enter()})).status, 200);
  // Saved workbooks.
  const creator = {creatorMode: true};
  const draft = {title: 'Mine', chart: 'number', query: {measures: ['orders.count'], dimensions: []}};
  const saved = await one.call('/api/v1/embed/workbooks', {token: await one.enter(creator), body: draft});
  assert.equal(saved.status, 201);
  const {id} = saved.body as {id: number};
  const workbook = `/api/v1/embed/workbooks/${String(id)}`;
  assert.equal((await other.call(workbook, {token: await other.enter(creator)})).status, 404);
  // Faults, the ledger and the clock.
  one.emulator.faults.add({on: 'generate-session', do: 'status', status: 503});
  assert.equal((await one.generate({externalId: 'ada'})).status, 503);
  assert.equal((await other.generate({externalId: 'ada'})).status, 200);
  assert.equal(other.emulator.ledger.session(sessionId)?.issuedAt ?? null, null);
  const waiting = await other.mint();
  await one.emulator.advance(24 * 3_600_000);
  assert.equal((await other.exchange(waiting)).status, 200);

  // And ports.
  const servers = await Promise.all([one.emulator.listen(), other.emulator.listen(), other.emulator.listen()]);
  t.after(() => Promise.all([one.emulator.close(), other.emulator.close()]));
  assert.equal(new Set(servers.map(({port}) => port)).size, 3);
});

test('the rows that emulators share can’t be changed by one of them', async () => {
  const [one, other] = [new Account(), new Account()];
  const count = {measures: ['orders.count']};
  const before = await rowsOf(other, await other.enter(), count);
  const token = await one.enter();
  const evil = {measures: ['orders.count'], filters: {'orders.status': {value: "x'; DELETE FROM orders; --"}}};
  assert.deepEqual(await rowsOf(one, token, evil), [[0]]);
  assert.deepEqual(await rowsOf(other, await other.enter(), count), before);
});

test('a server that is closed lets its port go, and the emulator goes on', async () => {
  const {emulator} = new Account();
  const first = await emulator.listen();
  await first.close();
  await assert.rejects(fetch(first.url));
  const again = await emulator.listen({port: first.port});
  assert.equal((await fetch(`${again.url}/emulator/ledger`)).status, 200);
  await assert.rejects(emulator.listen({port: first.port}), new RegExp(`Port ${String(first.port)} .*is taken`));
  await emulator.close();
  await emulator.close();
  await assert.rejects(fetch(again.url));
});
