import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {after, before, test} from 'node:test';
import {chromium, type Browser} from 'playwright-core';
import puppeteer from 'puppeteer-core';
import {chromiumArgs, findChromium, findFirefox} from '../../scripts/browsers.mjs';
import {DemoPage, says} from '../support/demo-page.js';
import {startDemoProcess, startProgram, untilWritten, type StartedDemo} from '../support/demo-process.js';

/** The rows that are shown, and those that are not. */
const people = [
  {name: 'Sam', sees: /San Francisco/, never: /New York|London/},
  {name: 'Nora', sees: /New York/, never: /San Francisco|London/},
  {name: 'Max', sees: /San Francisco[\s\S]*New York|New York[\s\S]*San Francisco/, never: /(?!)/},
];

let demo: StartedDemo;
let browser: Browser;
before(async () => {
  demo = await startDemoProcess();
  browser = await chromium.launch({executablePath: findChromium() ?? '', args: chromiumArgs()});
});
after(async () => {
  await browser.close();
  await demo.end('SIGTERM');
});

test('each user sees the right rows on each surface, and the console stays empty', async () => {
  const site = await DemoPage.open(browser, demo.hostUrl);
  for (const {name, sees, never} of people) {
    const dashboard = await (name === 'Sam' ? site.frame() : site.renewed(() => site.choose('user', name)));
    assert.doesNotMatch(await says(dashboard, sees), never);

    const chat = await site.renewed(() => site.choose('surface', 'Chat'));
    await chat.getByRole('button', {name: 'Average order by city'}).click();
    assert.doesNotMatch(await says(chat, sees), never);

    const app = await site.renewed(() => site.choose('surface', 'App'));
    await app.getByRole('link', {name: /Orders overview/}).click();
    assert.doesNotMatch(await says(app, sees), never);
    await site.renewed(() => site.choose('surface', 'Dashboard'));
  }
  assert.deepEqual(site.problems, []);
  await site.close();
});

const firefox = findFirefox();
test(firefox ? 'Firefox: the same' : 'Firefox is not there: only Chromium was run', async () => {
  if (!firefox) return;
  const running = await puppeteer.launch({
    browser: 'firefox',
    executablePath: firefox,
    headless: true,
    timeout: 60_000,
  });
  const page = await running.newPage();
  page.setDefaultTimeout(60_000);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(demo.hostUrl);
  const choose = (what: string, value: string): Promise<void> =>
    page.evaluate(
      (name, wanted) => {
        const before = document.querySelector('cube-embed')?.frame;
        Object.assign(window, {frameBefore: before});
        const choice = document.querySelector(`segmented-choice[name=${name}]`);
        choice?.shadowRoot?.querySelector<HTMLInputElement>(`input[value=${wanted}]`)?.click();
      },
      what,
      value,
    );
  const rows = async (pattern: RegExp, act = ''): Promise<string> => {
    await page.waitForFunction(() => {
      const embed = document.querySelector('cube-embed');
      return embed?.state === 'ready' && embed.frame !== (window as {frameBefore?: unknown}).frameBefore;
    });
    const handle = await page.evaluateHandle(() => document.querySelector('cube-embed')?.frame ?? null);
    const frame = await handle.asElement()?.contentFrame();
    assert.ok(frame, 'there is a frame');
    if (act) await (await frame.waitForSelector(`aria/${act}`))?.click();
    await frame.waitForFunction((source) => new RegExp(source).test(document.body.innerText), {}, pattern.source);
    return frame.evaluate(() => document.body.innerText);
  };
  for (const {name, sees, never} of people.slice(0, 2)) {
    if (name !== 'Sam') await choose('user', name.toLowerCase());
    assert.doesNotMatch(await rows(sees), never);
    await choose('surface', 'chat');
    assert.doesNotMatch(await rows(sees, 'Average order by city'), never);
    await choose('surface', 'app');
    await rows(/Orders overview/);
    await choose('surface', 'dashboard');
    await rows(sees);
  }
  assert.deepEqual(problems, []);
  await running.close();
});

test('the error of a taken port names it and the cure', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => blocker.once('listening', resolve));
  const port = String((blocker.address() as AddressInfo).port);
  for (const [flag, other] of [
    ['port', 'emulator-port'],
    ['emulator-port', 'port'],
  ]) {
    const program = startProgram('npm', ['start', '--', `--${flag}`, port, `--${other}`, '0']);
    assert.equal(await program.ended(), 1);
    assert.match(program.output(), new RegExp(`Port ${port} on 127.0.0.1 is taken.*npm start -- --${flag} \\d+`));
    assert.doesNotMatch(program.output(), /\bat .*:\d+:\d+/, 'no stack');
  }
  const wrong = startProgram('npm', ['start', '--', '--port', 'abc']);
  assert.equal(await wrong.ended(), 1);
  assert.match(wrong.output(), /--port must be a number/);
  await new Promise((resolve) => blocker.close(resolve));
});

test('with the variables of a real tenant no emulator starts, and no page chooses viewers', async () => {
  const cube = startProgram('node', ['dist/cli.js', 'emulator', '--port', '0', '--api-key', 'a-real-key']);
  const [cubeUrl = ''] = await untilWritten(cube, /emulator: (http:\S+)/);
  const half = startProgram('npm', ['start'], {CUBE_BASE_URL: cubeUrl});
  assert.equal(await half.ended(), 1);
  assert.match(half.output(), /set CUBE_API_KEY and CUBE_DEPLOYMENT_ID too/);

  const real = await startDemoProcess({
    CUBE_BASE_URL: cubeUrl,
    CUBE_API_KEY: 'a-real-key',
    CUBE_DEPLOYMENT_ID: '32',
    CUBE_DASHBOARD_ID: 'OwVQpbdaZmBT',
  });
  assert.equal(real.cubeUrl, cubeUrl);
  const site = await DemoPage.open(browser, real.hostUrl);
  await says(await site.frame(), /San Francisco/);
  assert.equal(await site.page.getByRole('tab', {name: 'Faults'}).count(), 0);
  const status = await site.page.evaluate(async () => {
    const choice = {deploymentId: 32, viewer: {kind: 'external', city: 'London', groups: []}};
    const answer = await fetch('/api/playground/choice', {method: 'PUT', body: JSON.stringify(choice)});
    return answer.status;
  });
  assert.equal(status, 404);
  assert.deepEqual(
    site.problems.filter((problem) => !problem.includes('404')),
    [],
  );
  await site.close();
  for (const program of [real, cube]) await program.end('SIGTERM');
  assert.doesNotMatch(real.output(), /a-real-key/);
});

test('SIGINT and SIGTERM end the demo, and its ports are free again', async () => {
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    const short = await startDemoProcess();
    assert.equal((await fetch(short.hostUrl)).status, 200);
    await short.end(name);
    for (const url of [short.hostUrl, short.cubeUrl])
      await assert.rejects(fetch(url), `a server still answers at ${url}`);
  }
});
