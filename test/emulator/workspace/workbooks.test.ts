import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Account, messageOf, type Body} from '../support/account.js';

const small = {sampleData: {rows: 100}};
const acme = {creatorMode: true, embedTenantName: 'acme-shop'};
const draft = {title: 'Mine', chart: 'bar', query: {measures: ['orders.count'], dimensions: ['orders.status']}};
const path = '/api/v1/embed/workbooks';

interface Item {
  readonly kind: string;
  readonly id: string;
  readonly path: string;
}

const itemsOf = async (account: Account, token: string) =>
  ((await account.call('/api/v1/embed/workspace', {token})).body as {items: readonly Item[]}).items;

test('the workspace lists workbooks and the dashboards that the session can see', async () => {
  const account = new Account(small);
  const items = await itemsOf(account, await account.enter(acme));
  assert.deepEqual(
    items.map(({kind, path: place}) => `${kind} ${place}`),
    [
      'workbook workbook/130',
      'workbook workbook/131',
      'dashboard dashboard/OwVQpbdaZmBT',
      'dashboard dashboard/rT5kWn8QyXc2',
    ],
  );
});

test('a workbook is saved, changed and deleted, and its tenant alone has it', async () => {
  const account = new Account(small);
  const [ada, bob] = [
    await account.enter({...acme, externalId: 'ada', userProfile: {displayName: 'Ada'}}),
    await account.enter({...acme, externalId: 'bob'}),
  ];
  const stranger = await account.enter({...acme, embedTenantName: 'globex'});
  const saved = await account.call(path, {token: ada, body: draft});
  assert.equal(saved.status, 201);
  const {id, updatedBy, ...rest} = saved.body as Body & {id: number};
  assert.equal(updatedBy, 'Ada');
  assert.equal(rest['title'], 'Mine');
  const workbook = `${path}/${String(id)}`;
  assert.equal((await account.call(workbook, {token: bob})).status, 200);
  for (const method of ['GET', 'PUT', 'DELETE']) {
    const body = method === 'PUT' ? draft : undefined;
    const answer = await account.call(workbook, {token: stranger, method, body});
    assert.equal(answer.status, 404, method);
    messageOf(answer);
  }
  const changed = await account.call(workbook, {token: bob, method: 'PUT', body: {...draft, title: 'Ours'}});
  assert.equal((changed.body as {title: string}).title, 'Ours');
  assert.equal((await account.call(workbook, {token: ada, method: 'DELETE'})).status, 204);
  assert.equal((await account.call(workbook, {token: ada})).status, 404);
  assert.equal((await itemsOf(account, stranger)).length, 4);
});

test('the workspace is Creator Mode’s: 403 for other sessions', async () => {
  const account = new Account(small);
  const token = await account.enter();
  for (const call of [`/api/v1/embed/workspace`, `${path}/130`]) {
    const answer = await account.call(call, {token});
    assert.equal(answer.status, 403);
    assert.match(messageOf(answer), /creatorMode/);
  }
  assert.equal((await account.call(path, {token, body: draft})).status, 403);
});

test('a workbook that couldn’t be opened again is not saved', async () => {
  const account = new Account(small);
  const token = await account.enter(acme);
  const wrong: readonly (readonly [body: Body, says: RegExp])[] = [
    [{...draft, title: ''}, /title/],
    [{...draft, chart: 'radar'}, /chart/],
    [{...draft, query: {measures: ['orders.nothing'], dimensions: []}}, /orders\.nothing/],
    [{...draft, query: {measures: [], dimensions: []}}, /measure or a dimension/],
  ];
  for (const [body, says] of wrong) {
    const answer = await account.call(path, {token, body});
    assert.equal(answer.status, 400);
    assert.match(messageOf(answer), says);
    assert.equal((await account.call(`${path}/130`, {token, method: 'PUT', body})).status, 400);
  }
  assert.equal((await itemsOf(account, token)).length, 4);
});
