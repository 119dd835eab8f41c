// Measures the built emulator (npm run build): start, session and exchange pairs, memory over many sessions, and a dashboard's
// paint in Chromium. Each figure stands beside its limit. node bench/emulator.bench.mjs [seconds of load]
import {spawn} from 'node:child_process';
import {Agent, createServer, request} from 'node:http';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {chromium} from 'playwright-core';
import {chromiumArgs, findChromium} from '../scripts/browsers.mjs';
import {createEmulator} from '../dist/emulator/index.js';

const seconds = Number(process.argv[2] ?? 5);
const dashboard = '/embed/d/32/dashboard/OwVQpbdaZmBT';
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const round = (number) => Math.round(number * 10) / 10;

/** Starts the program as `npx cube-embed emulator --port 0` does, and measures the ms until it has printed its URL. */
const startProgram = () =>
  new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = spawn(process.execPath, ['dist/cli.js', 'emulator', '--port', '0']);
    child.once('exit', (code) => reject(new Error(`The emulator ended with ${code}.`)));
    child.stdout.once('data', (text) => {
      const url = /http:\S+/.exec(text)[0];
      resolve({url, ms: performance.now() - begun, stop: () => child.removeAllListeners('exit').kill()});
    });
  });

const measureStart = async () => {
  const times = [];
  for (let turn = 0; turn < 7; turn += 1) {
    const program = await startProgram();
    times.push(program.ms);
    program.stop();
  }
  return {medianMs: round(median(times)), worstMs: round(Math.max(...times)), limitMs: 500};
};

const agent = new Agent({keepAlive: true, maxSockets: 64});
const post = (url, body, headers = {}) =>
  new Promise((resolve, reject) => {
    const sent = request(url, {method: 'POST', agent, headers: {'content-type': 'application/json', ...headers}});
    sent.once('error', reject);
    sent.once('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      answer.once('end', () =>
        answer.statusCode === 200 ? resolve(JSON.parse(text)) : reject(new Error(`${answer.statusCode}: ${text}`)),
      );
    });
    sent.end(JSON.stringify(body));
  });

/** The emulator in one process, its clients in this one: two cores. */
const measurePairs = async () => {
  const {url, stop} = await startProgram();
  const pair = async (client) => {
    const viewer = {deploymentId: 32, externalId: `client-${client}`, groups: [], userAttributes: []};
    const {sessionId} = await post(`${url}/api/v1/embed/generate-session`, viewer, {
      authorization: 'Api-Key emulator-key',
    });
    await post(`${url}/api/v1/embed/session/token`, {sessionId});
  };
  const run = async (forMs) => {
    const end = performance.now() + forMs;
    let pairs = 0;
    const client = async (_, index) => {
      for (; performance.now() < end; pairs += 1) await pair(index);
    };
    await Promise.all(Array.from({length: 50}, client));
    return pairs / (forMs / 1000);
  };
  await run(2000);
  const perSecond = await run(seconds * 1000);
  stop();
  return {perSecond: Math.round(perSecond), mustReach: 500};
};

/** 100,000 sessions of 1,000 users, half of them exchanged, with a minute of the emulator's clock after each 2,000. */
const measureMemory = async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const emulator = createEmulator();
  const send = async (path, body, headers = {}) => {
    const url = `http://emulator.test/api/v1/embed/${path}`;
    const answer = await emulator.fetch(new Request(url, {method: 'POST', headers, body: JSON.stringify(body)}));
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const heapMb = () => {
    collect();
    return round(process.memoryUsage().heapUsed / 2 ** 20);
  };
  const after = {};
  for (let made = 1; made <= 100_000; made += 1) {
    const viewer = {deploymentId: 32, externalId: `user-${made % 1000}`};
    const {sessionId} = await send('generate-session', viewer, {authorization: 'Api-Key emulator-key'});
    if (made % 2 === 0) await send('session/token', {sessionId});
    if (made % 2000 === 0) await emulator.advance(60_000);
    if (made % 20_000 === 0) after[made] = heapMb();
  }
  return {heapMbAfter: after, growthMb: round(after[100_000] - after[20_000]), mustReach: 'flat'};
};

/** In every frame: when the first picture with all widgets' rows in it was on the screen. */
const watchPaint = () => {
  const look = () => {
    const isPainted = document.querySelector('main[aria-busy=false] canvas') && document.querySelector('.big-number');
    requestAnimationFrame(isPainted ? (at) => (window.paintedAt = at) : look);
  };
  requestAnimationFrame(look);
};

/** From the answer of the exchange to the paint of all widgets, in a frame of another origin. */
const measurePaint = async () => {
  const program = await startProgram();
  const {url} = program;
  const host = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end('<!doctype html>'));
  await new Promise((resolve) => host.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({executablePath: findChromium(), args: chromiumArgs()});
  const context = await browser.newContext({viewport: {width: 1280, height: 900}});
  await context.addInitScript(watchPaint);
  const open = async () => {
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${host.address().port}`);
    const viewer = {deploymentId: 32, externalId: 'ada'};
    const {sessionId} = await post(`${url}/api/v1/embed/generate-session`, viewer, {
      authorization: 'Api-Key emulator-key',
    });
    await page.evaluate((source) => {
      const frame = document.createElement('iframe');
      frame.style.cssText = 'width: 1200px; height: 800px';
      frame.src = source;
      document.body.append(frame);
    }, `${url}${dashboard}?session=${sessionId}`);
    const frame = page.frames()[1];
    await frame.waitForFunction(() => window.paintedAt !== undefined);
    const ms = await frame.evaluate(() => {
      const [exchange] = performance.getEntriesByType('resource').filter(({name}) => name.endsWith('/session/token'));
      return window.paintedAt - exchange.responseEnd;
    });
    await page.close();
    return ms;
  };
  const first = await open();
  const times = [];
  for (let turn = 0; turn < 9; turn += 1) times.push(await open());
  await browser.close();
  program.stop();
  host.close();
  return {firstMs: round(first), medianMs: round(median(times)), worstMs: round(Math.max(...times)), limitMs: 300};
};

const figures = {};
for (const [name, measure] of Object.entries({
  start: measureStart,
  pairs: measurePairs,
  memory: measureMemory,
  paint: measurePaint,
})) {
  figures[name] = await measure();
  console.log(JSON.stringify({[name]: figures[name]}));
}
agent.destroy();
