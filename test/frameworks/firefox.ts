import assert from 'node:assert/strict';
import puppeteer, {type Browser} from 'puppeteer-core';
import type {Demo} from '../../demo/host/start-demo.js';
import {findFirefox} from '../../scripts/browsers.mjs';
import {firstEvents} from './movements.js';

const timeout = 60_000;

/** Starts Firefox; null where there is none. */
export const startFirefox = async (): Promise<Browser | null> => {
  const executablePath = findFirefox();
  return executablePath ? puppeteer.launch({browser: 'firefox', executablePath, headless: true, timeout}) : null;
};

let turn: Promise<unknown> = Promise.resolve();

/**
 * Mounts the first page, takes it away and brings it back, in Firefox. One application at a time: Firefox may lose a tab
 * that is opened while another one closes.
 */
export function mountInFirefox(firefox: Browser, demo: Demo): Promise<void> {
  const mine = turn.then(() => mountAndReturn(firefox, demo));
  turn = mine.catch(() => {}); // told by its own test
  return mine;
}

async function mountAndReturn(firefox: Browser, demo: Demo): Promise<void> {
  const context = await firefox.createBrowserContext();
  try {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warn') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    const isReady = `document.querySelector('cube-embed')?.matches(':state(ready)') ?? false`;
    const from = demo.emulator.ledger.totals();

    await page.goto(demo.hostUrl);
    await page.waitForFunction(isReady, {timeout}).catch(() => assert.fail(`Not ready. ${complaints.join('; ')}`));
    const heard = await page.$$eval('ol li', (items) => items.map(({textContent}) => textContent));
    assert.deepEqual(heard.slice(0, firstEvents.length), firstEvents);

    await page.evaluate(`document.querySelector('nav a[href="/about"]').click()`);
    await page
      .waitForFunction(`!document.querySelector('cube-embed')`, {timeout})
      .catch(() => assert.fail('Not gone.'));
    await page.evaluate('history.back()');
    await page.waitForFunction(isReady, {timeout}).catch(() => assert.fail(`Not back. ${complaints.join('; ')}`));

    const totals = demo.emulator.ledger.totals();
    const taken = {issued: totals.issued - from.issued, exchanged: totals.exchanged - from.exchanged};
    assert.deepEqual(taken, {issued: 2, exchanged: 2});
    assert.equal(totals.reused + totals.refused, 0);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}
