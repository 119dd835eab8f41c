import assert from 'node:assert/strict';
import {after, afterEach, before, test} from 'node:test';
import type {FaultRule} from '../../src/emulator/index.js';
import {EmulatedSite} from '../support/emulated-frame.js';
import {until} from '../support/page-life-host.js';

const path = '/embed/d/32/dashboard/OwVQpbdaZmBT';
let site: EmulatedSite;
before(async () => {
  site = await EmulatedSite.start();
});
afterEach(() => site.emulator.faults.clear());
after(() => site.stop());

type Command<Rule> = Rule extends {on: 'page-start' | 'open-pages'} ? Omit<Rule, 'on'> : never;
type PageCommand = Command<FaultRule>;

/** Opens a dashboard and sends its page a command. */
async function commanded(command: PageCommand) {
  const embed = await site.open(path);
  await embed.event('dashboard-loaded');
  site.emulator.faults.add({on: 'open-pages', ...command});
  return embed;
}

test('faults before ready leave events out, delay ready or replace it by an error', async () => {
  site.emulator.faults.add({on: 'page-start', do: 'omit', events: ['ready', 'view'], times: 1});
  const silent = await site.open(path);
  await silent.event('dashboard-loaded');
  assert.deepEqual(await silent.names(), ['dashboard-loaded']);
  await silent.close();

  site.emulator.faults.add({on: 'page-start', do: 'delay-ready', ms: 300, times: 1});
  const late = await site.open(path);
  await late.event('dashboard-loaded');
  assert.deepEqual(await late.names(), ['ready', 'view', 'dashboard-loaded']);
  await late.close();

  site.emulator.faults.add({on: 'page-start', do: 'error', message: 'Out of beans.', fatal: true, times: 1});
  const failed = await site.open(path);
  await failed.says(/Out of beans/);
  assert.deepEqual(await failed.names(), ['error']);
  await failed.close();
});

test('errors are posted, and a fatal one replaces the page', async () => {
  const embed = await commanded({do: 'error', message: 'A hiccup', name: 'Hiccup', context: 'query', fatal: false});
  assert.deepEqual((await embed.event('error')).payload, {
    message: 'A hiccup',
    name: 'Hiccup',
    context: 'query',
    fatal: false,
  });
  assert.match(await embed.text(), /Orders overview/);
  site.emulator.faults.add({on: 'open-pages', do: 'error', message: 'The end', fatal: true});
  assert.equal((await embed.event('error', 2)).payload['fatal'], true);
  await embed.says(/The end/);
  assert.doesNotMatch(await embed.text(), /Orders overview/);
  await embed.close();
});

test('any event can be posted, raw or as a flood', async () => {
  const embed = await commanded({do: 'announce', event: 'session-expired'});
  await embed.event('session-expired');
  assert.doesNotMatch(await embed.text(), /Session expired/);
  site.emulator.faults.add({on: 'open-pages', do: 'post', data: {type: 'cube:event:raw', odd: true}});
  assert.equal((await embed.event('raw')).source, undefined);
  site.emulator.faults.add({on: 'open-pages', do: 'flood', count: 500, event: 'view'});
  assert.equal((await embed.event('view', 501)).payload['count'], 499);
  await embed.close();
});

test('the page navigates with an event, without one, and by its URL alone', async () => {
  const embed = await commanded({do: 'navigate', path: '/embed/d/32/dashboard/elsewhere'});
  assert.equal((await embed.event('navigate')).payload['path'], '/embed/d/32/dashboard/elsewhere');
  site.emulator.faults.add({on: 'open-pages', do: 'back'});
  await embed.event('navigate', 2);
  await embed.event('dashboard-loaded', 2);
  site.emulator.faults.add({on: 'open-pages', do: 'push-state', path: '/embed/quietly'});
  await embed.frame.waitForFunction(() => location.pathname === '/embed/quietly');
  site.emulator.faults.add({on: 'open-pages', do: 'hash', hash: 'deep'});
  await embed.frame.waitForFunction(() => location.hash === '#deep');
  assert.equal((await embed.names()).filter((name) => name === 'navigate').length, 2);
  await embed.close();
});

test('the page leaves, or reloads and meets its spent session', async () => {
  const leaving = await commanded({do: 'leave', url: `${site.hostUrl}/elsewhere`});
  await leaving.page.waitForFunction(() => frames.length === 1);
  await leaving.frame.waitForURL(/elsewhere/);
  await leaving.close();
  site.emulator.faults.clear();
  const reloading = await commanded({do: 'reload'});
  assert.equal((await reloading.event('error')).payload['context'], 'embed-session');
  await reloading.close();
});

test('the page tries the rights that the sandbox forbids, and the ledger has the outcome', async () => {
  const embed = await commanded({do: 'attempt', what: 'top-navigation', url: 'http://127.0.0.1:9/'});
  site.emulator.faults.add({on: 'open-pages', do: 'attempt', what: 'alert'});
  site.emulator.faults.add({on: 'open-pages', do: 'announce', event: 'attempted'});
  await embed.event('attempted');
  const polls: string[] = [];
  embed.page.on('request', (request) => {
    if (request.url().endsWith('/poll')) polls.push(request.postData() ?? '');
  });
  assert.equal(new URL(embed.page.url()).origin, site.hostUrl);
  await embed.post('set-session', {sessionId: 'not-a-session'});
  await embed.post('set-locale', {locale: 'de'});
  await embed.event('error');
  const snapshot = () => JSON.stringify(site.emulator.ledger.snapshot());
  const tellOfBoth = (told: string) =>
    told.includes('cube:action:set-session') && told.includes('cube:action:set-locale');
  await until('the polls tell of both', () => tellOfBoth(polls.join()));
  await until('the ledger hears of both', () => tellOfBoth(snapshot()));
  const ledger = snapshot();
  assert.match(ledger, /"what":"top-navigation","outcome":"refused"/);
  assert.match(ledger, /"what":"alert","outcome":"refused"/);
  for (const told of [ledger, ...polls]) assert.doesNotMatch(told, /not-a-session/);
  await embed.close();
});
