import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {EmulatedSite} from '../support/emulated-frame.js';

const path = '/embed/d/32/dashboard/OwVQpbdaZmBT';
const hourMs = 3_600_000;
let site: EmulatedSite;
before(async () => {
  site = await EmulatedSite.start({signedIn: null});
});
after(() => site.stop());

test('a session expires by the emulator’s clock, and a new one goes on in place', async () => {
  const embed = await site.open(path);
  await embed.event('dashboard-loaded');
  await embed.frame.evaluate(() => Object.assign(window, {isSameDocument: true}));
  await site.emulator.advance(23 * hourMs - 5 * 60_000);
  await embed.event('session-expiring');
  assert.doesNotMatch(await embed.text(), /Session expired/);
  await site.emulator.advance(5 * 60_000);
  await embed.event('session-expired');
  await embed.says(/Session expired/);
  await embed.view.locator('.dashboard').waitFor({state: 'hidden'});

  await embed.post('set-session', {sessionId: await site.mint()});
  await embed.view.locator('.dashboard').waitFor();
  assert.doesNotMatch(await embed.text(), /Session expired/);
  await embed.post('refresh', {});
  await embed.view.locator('main[aria-busy=false]').waitFor();
  assert.equal(await embed.frame.evaluate(() => 'isSameDocument' in window), true);
  const names = await embed.names();
  assert.equal(names.filter((name) => name === 'ready').length, 1);
  assert.equal(names.includes('error'), false);

  // The new session has a clock of its own.
  await site.emulator.advance(23 * hourMs);
  await embed.event('session-expired', 2);
  await embed.close();
});

test('the page, too, can move the clock, for every open page', async () => {
  const [embed, other] = [await site.open(path), await site.open('/embed/d/32/chat')];
  await embed.event('dashboard-loaded');
  await other.event('view');
  await embed.view.getByText('Emulator', {exact: true}).click();
  await embed.view.getByRole('button', {name: '+ 23 hours'}).click();
  for (const page of [embed, other]) {
    await page.event('session-expired');
    await page.close();
  }
});

test('a session also ends in real time', async () => {
  site.emulator.faults.add({on: 'token', do: 'lifetime', expiringAfterMs: 300, expiredAfterMs: 600, times: 1});
  const embed = await site.open('/embed/d/32/chat');
  await embed.event('session-expired');
  assert.ok((await embed.names()).includes('session-expiring'));
  await embed.says(/Session expired/);
  await embed.close();
});

test('a session that can’t be used for a renewal is an error that leaves the page as it was', async () => {
  const embed = await site.open(path);
  await embed.event('dashboard-loaded');
  await embed.post('set-session', {sessionId: embed.sessionId});
  const {payload} = await embed.event('error');
  assert.equal(payload['fatal'], false);
  assert.equal(payload['context'], 'embed-session');
  assert.equal(JSON.stringify(await embed.seen()).includes(embed.sessionId ?? '?'), false);
  await embed.post('refresh', {});
  await embed.view.locator('main[aria-busy=false]').waitFor();
  assert.match(await embed.text(), /100,000/);
  await embed.close();
});

test('without a session the viewer signs in to a simulated Cube, and the mode is private', async () => {
  const embed = await site.open('/embed/dashboard/OwVQpbdaZmBT', {session: null});
  const account = embed.view.getByLabel('Account');
  await account.fill('nobody@example.com');
  await embed.view.getByRole('button', {name: 'Sign in'}).click();
  await embed.view
    .getByRole('alert')
    .getByText(/nobody/)
    .waitFor();
  assert.deepEqual(await embed.names(), []);
  await account.fill('ada@example.com');
  await embed.view.getByRole('button', {name: 'Sign in'}).click();
  const {payload} = await embed.event('ready');
  assert.equal(payload['mode'], 'private');
  assert.equal(payload['embedTenant'], null);
  await embed.event('dashboard-loaded');
  await embed.close();
});

test('the page accepts actions from its parent alone, and in the envelope alone', async () => {
  const embed = await site.open(path);
  await embed.event('dashboard-loaded');
  const {frame, page} = embed;
  await frame.evaluate(() => {
    const languages: string[] = [];
    Object.assign(window, {languages});
    new MutationObserver(() => languages.push(document.documentElement.lang)).observe(document.documentElement, {
      attributeFilter: ['lang'],
    });
    const payload = {locale: 'de-DE'};
    window.postMessage({source: 'cube-embed', direction: 'action', type: 'cube:action:set-locale', payload}, '*');
  });
  // Another frame of the host's own origin isn't the host page.
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        const sibling = document.createElement('iframe');
        sibling.srcdoc = `<script>
          const payload = {locale: 'it-IT'};
          parent.frames[0].postMessage({source: 'cube-embed', direction: 'action', type: 'cube:action:set-locale', payload}, '*');
        </script>`;
        sibling.onload = resolve;
        document.body.append(sibling);
      }),
  );
  await page.evaluate(() => {
    const target = document.querySelector('iframe')?.contentWindow;
    const payload = {locale: 'fr-FR'};
    for (const message of [
      null,
      'cube:action:set-locale',
      ['cube-embed'],
      {source: 'other', direction: 'action', type: 'cube:action:set-locale', payload},
      {source: 'cube-embed', direction: 'event', type: 'cube:action:set-locale', payload},
      {source: 'cube-embed', direction: 'action', type: 'cube:event:set-locale', payload},
      {source: 'cube-embed', direction: 'action', type: 'cube:action:set-locale', payload: 'fr-FR'},
    ]) {
      target?.postMessage(message, '*');
    }
  });
  await embed.post('set-locale', {locale: 'sv-SE'});
  await frame.waitForFunction(() => document.documentElement.lang === 'sv-SE');
  const languages = await frame.evaluate(() => (window as unknown as {languages: readonly string[]}).languages);
  assert.deepEqual([...new Set(languages)], ['sv-SE']);
  await embed.close();
});
