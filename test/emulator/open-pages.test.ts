import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {PageRecord} from '../../src/emulator/index.js';
import {Account, type Body} from './support/account.js';

const hourMs = 3_600_000;
const small = {sampleData: {rows: 100}, now: () => 1_800_000_000_000};

interface Poll {
  readonly sequence: number;
  readonly session: {readonly expiringInMs: number; readonly expiredInMs: number} | null;
  readonly faults: readonly Body[];
}

/** An embedded page, as far as the emulator knows one: what it reads at its start, and its polls. */
async function openPage(account: Account, body: Body = {}) {
  const token = await account.enter(body);
  const config = await account.config(token);
  const {emulator: start} = config.body as {emulator: {pageId: string; faults: readonly Body[]}};
  const poll = async (after = 0, reports: readonly Body[] = []): Promise<Poll> => {
    const answer = await account.call(`/emulator/pages/${start.pageId}/poll`, {body: {after, reports}});
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body as Poll;
  };
  const record = (): PageRecord | undefined =>
    account.emulator.ledger.pages().find(({pageId}) => pageId === start.pageId);
  return {...start, token, poll, record};
}

test('the open pages get a moved clock with their next poll', async () => {
  const account = new Account(small);
  const page = await openPage(account);
  assert.equal((await page.poll()).session?.expiredInMs, 23 * hourMs);
  const moved = await account.call('/emulator/advance', {body: {ms: 23 * hourMs}});
  assert.deepEqual(moved.body, {now: 1_800_000_000_000 + 23 * hourMs});
  assert.deepEqual((await page.poll()).session, {expiringInMs: -300_000, expiredInMs: 0});
});

test('a renewed page keeps its id and gets the clock of its new session', async () => {
  const account = new Account(small);
  const page = await openPage(account);
  await account.emulator.advance(23 * hourMs);
  const token = await account.enter();
  const renewed = await account.call('/api/v1/app-config', {token, headers: {'X-Emulator-Page': page.pageId}});
  assert.equal((renewed.body as {emulator: {pageId: string}}).emulator.pageId, page.pageId);
  assert.equal((await page.poll()).session?.expiredInMs, 23 * hourMs);
  assert.equal(account.emulator.ledger.pages().length, 1);
});

test('commands come to the pages that they are for, in order, until they are acknowledged', async () => {
  const account = new Account(small);
  const [ada, bob] = [await openPage(account, {externalId: 'ada'}), await openPage(account, {externalId: 'bob'})];
  const {faults} = account.emulator;
  assert.deepEqual(faults.add({on: 'open-pages', do: 'reload'}), {id: null, pages: 2});
  assert.deepEqual(faults.add({on: 'open-pages', do: 'hash', hash: 'x', user: 'ada'}), {id: null, pages: 1});
  assert.deepEqual(faults.add({on: 'open-pages', do: 'back', user: 'eve'}), {id: null, pages: 0});
  const first = await ada.poll();
  assert.deepEqual(first.faults, [{do: 'reload'}, {do: 'hash', hash: 'x'}]);
  assert.deepEqual((await ada.poll()).faults, first.faults, 'an answer that got lost comes again');
  assert.deepEqual((await ada.poll(first.sequence)).faults, []);
  assert.deepEqual((await bob.poll()).faults, [{do: 'reload'}]);
});

test('what a page is to do at its start comes with its start', async () => {
  const account = new Account(small);
  account.emulator.faults.add({on: 'page-start', do: 'omit', events: ['ready'], times: 1});
  assert.deepEqual((await openPage(account)).faults, [{do: 'omit', events: ['ready']}]);
  assert.deepEqual((await openPage(account)).faults, []);
});

test('what pages post, get and try is in the ledger, session ids left out', async () => {
  const account = new Account(small);
  const page = await openPage(account, {externalId: 'ada'});
  await page.poll(0, [
    {kind: 'posted', type: 'cube:event:ready', payload: {mode: 'signed'}},
    {kind: 'posted', type: 'cube:event:view'},
    {kind: 'posted', type: 'cube:event:view'},
    {kind: 'received', type: 'cube:action:refresh', from: 'https://host.test', payload: {}},
    {kind: 'received', type: 'cube:action:set-session', from: 'https://host.test', payload: {sessionId: 'a secret'}},
    {kind: 'attempted', what: 'popup', outcome: 'refused', detail: 'sandboxed'},
  ]);
  const record = page.record();
  assert.equal(record?.user, 'ada');
  assert.equal(record.alive, true);
  assert.deepEqual(record.posted, {'cube:event:ready': 1, 'cube:event:view': 2});
  assert.deepEqual(record.received, [
    {type: 'cube:action:refresh', from: 'https://host.test', payload: {}},
    {type: 'cube:action:set-session', from: 'https://host.test'},
  ]);
  assert.deepEqual(record.attempted, [{kind: 'attempted', what: 'popup', outcome: 'refused', detail: 'sandboxed'}]);
  assert.doesNotMatch(JSON.stringify(account.emulator.ledger.snapshot()), /a secret/);
});

test('a page that the emulator doesn’t know may go on by its own timers', async () => {
  const account = new Account(small);
  const answer = await account.call('/emulator/pages/of-an-earlier-emulator/poll', {body: {after: 4}});
  assert.equal(answer.status, 200);
  const {sequence, session, faults} = answer.body as Poll;
  assert.deepEqual([sequence, session, faults], [4, null, []]);
});
