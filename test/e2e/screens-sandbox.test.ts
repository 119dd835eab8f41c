import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {chromium, type Browser, type FrameLocator, type Page} from 'playwright-core';
import {chromiumArgs, findChromium} from '../../scripts/browsers.mjs';
import {openScreensHost, type ScreensHost} from '../support/screens-host.js';

/** A page that tries each right of a frame at a viewer's click. */
const attempts = `<body><script>
parent.postMessage({source: 'cube-embed', direction: 'event', type: 'cube:event:ready', payload: {surface: 'dashboard'}}, '*');
const tries = {
  top: () => { top.location.href = 'about:blank#taken'; },
  confirm: () => confirm('?'),
  popup: () => { window.popup = open(location.origin + '/nothing-there'); return !!window.popup; },
  download: () => { const a = document.createElement('a'); a.download = 'rows.csv'; a.href = URL.createObjectURL(new Blob(['a,b'])); a.click(); },
  storage: () => { localStorage.setItem('a', '1'); return localStorage.getItem('a'); },
  fullscreen: () => document.documentElement.requestFullscreen().then(() => !!document.fullscreenElement),
  clipboard: () => navigator.clipboard.writeText('copied').then(() => true),
  camera: () => navigator.mediaDevices ? navigator.mediaDevices.getUserMedia({video: true}).then(() => 'granted') : 'none',
};
for (const [name, attempt] of Object.entries(tries)) {
  const button = document.createElement('button');
  button.textContent = name;
  button.onclick = async () => {
    const said = document.createElement('p');
    said.id = name;
    try { said.textContent = String(await attempt()); } catch (error) { said.textContent = error.name; }
    document.body.append(said);
  };
  document.body.append(button);
}
</script><form action="/submitted"><button>form</button></form>`;

describe('at a click a frame', () => {
  let host: ScreensHost;
  let browser: Browser;
  let page: Page;
  let frame: FrameLocator;

  before(async () => {
    host = await openScreensHost();
    browser = await chromium.launch({executablePath: findChromium() ?? '', args: chromiumArgs()});
    page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    host.showInFrames(attempts);
    await page.goto(host.url('session'));
    await page.locator('cube-embed:state(ready)').waitFor();
    frame = page.frameLocator('cube-embed iframe');
  });

  after(async () => {
    await browser.close();
    await host.close();
  });

  const attempt = async (name: string): Promise<string | null> => {
    await frame.getByRole('button', {name, exact: true}).click();
    return frame.locator(`#${name}`).textContent();
  };

  it('can’t navigate the page around it', async () => {
    const url = page.url();
    assert.equal(await attempt('top'), 'SecurityError');
    assert.equal(page.url(), url);
  });

  it('can’t open dialogs', async () => {
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    assert.equal(await attempt('confirm'), 'false');
    assert.deepEqual(dialogs, []);
  });

  it('can’t use the camera', async () => {
    assert.notEqual(await attempt('camera'), 'granted');
  });

  it('opens a tab that is free of the sandbox', async () => {
    const [popup] = await Promise.all([page.waitForEvent('popup'), attempt('popup')]);
    await popup.waitForLoadState();
    const dialog = popup.waitForEvent('dialog').then((shown) => shown.accept());
    assert.equal(await popup.evaluate(() => confirm('?')), true);
    await dialog;
    await popup.close();
  });

  it('downloads, stores, goes fullscreen and copies', async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), attempt('download')]);
    assert.equal(download.suggestedFilename(), 'rows.csv');
    assert.equal(await attempt('storage'), '1');
    assert.equal(await attempt('clipboard'), 'true');
    assert.equal(await attempt('fullscreen'), 'true');
    await page.evaluate(() => document.exitFullscreen());
  });

  it('sends forms', async () => {
    const sent = page.waitForRequest((request) => request.url().includes('/submitted'));
    await frame.getByRole('button', {name: 'form', exact: true}).click();
    await sent;
  });
});
