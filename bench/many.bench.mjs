// Measures what many embeds cost in Chromium: 50 of them, from their insertion until all are ready, against 50 frames
// whose sessions and URLs the page makes by hand; and what 300 mounts and removals, one after the other, leave behind.
// `npm run bench many -- --rounds 30` takes more rounds.
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {parseArgs} from 'node:util';
import {chromium} from 'playwright-core';
import {chromiumArgs, findChromium} from '../scripts/browsers.mjs';
import {median, printTable, spread} from './statistics.mjs';

const {values} = parseArgs({options: {rounds: {type: 'string', default: '15'}}, allowPositionals: true});
const rounds = Number(values.rounds);
const embeds = 50;
const mounts = 300;

const serve = (answer) =>
  new Promise((resolve) => {
    const server = createServer(answer).listen(0, '127.0.0.1', () =>
      resolve({port: server.address().port, stop: () => server.close()}),
    );
  });
const ready = `{source: 'cube-embed', direction: 'event', type: 'cube:event:ready', payload: {mode: 'signed', surface: 'dashboard', deploymentId: 32, embedTenant: null}, timestamp: 0, surface: 'dashboard'}`;
const cube = await serve((_request, response) =>
  response
    .setHeader('content-type', 'text/html')
    .end(`<!doctype html><title>Cube</title><script>parent.postMessage(${ready}, '*')</script>`),
);
let sessions = 0;
const host = await serve((request, response) => {
  const [type, body] =
    request.url === '/session'
      ? ['application/json', JSON.stringify({sessionId: `session-${String(++sessions).padStart(8, '0')}`})]
      : request.url === '/cube-embed.js'
        ? ['text/javascript', readFileSync('dist/cube-embed.js')]
        : ['text/html', '<!doctype html><title>bench</title><script type="module" src="/cube-embed.js"></script>'];
  response.setHeader('content-type', type).end(body);
});

const browser = await chromium.launch({executablePath: findChromium(), args: chromiumArgs()});
const page = await browser.newPage();
const devtools = await page.context().newCDPSession(page);
await devtools.send('Performance.enable');

/** Opens a page that can show dashboards either way. */
async function open() {
  await page.goto(`http://localhost:${host.port}/`);
  await page.evaluate((tenant) => {
    const element = () =>
      Object.assign(document.createElement('cube-embed'), {
        dashboardId: 'OwVQpbdaZmBT',
        baseUrl: tenant,
        sessionEndpoint: '/session',
      });
    const heard = (frame) =>
      new Promise((resolve) => {
        const listen = ({source}) => {
          if (source !== frame.contentWindow) return;
          removeEventListener('message', listen);
          resolve();
        };
        addEventListener('message', listen);
      });
    // As many session requests at once as the element sends.
    const waiting = [];
    let free = 4;
    const session = async () => {
      if (!free) await new Promise((resolve) => waiting.push(resolve));
      else free--;
      const {sessionId} = await (await fetch('/session', {method: 'POST'})).json();
      const next = waiting.shift();
      if (next) next();
      else free++;
      return sessionId;
    };
    window.mount = {
      async element() {
        const embed = element();
        document.body.append(embed);
        await embed.whenReady();
        return embed;
      },
      async frame() {
        const frame = document.createElement('iframe');
        frame.src = `${tenant}/embed/dashboard/OwVQpbdaZmBT?session=${await session()}`;
        document.body.append(frame);
        await heard(frame);
        return frame;
      },
    };
  }, `http://127.0.0.1:${cube.port}`);
  await page.waitForFunction(() => customElements.get('cube-embed'));
}

/** The ms until many embeds are ready. */
async function timeOfMany(kind) {
  await open();
  return page.evaluate(
    async ([kind, embeds]) => {
      const start = performance.now();
      await Promise.all(Array.from({length: embeds}, () => window.mount[kind]()));
      return performance.now() - start;
    },
    [kind, embeds],
  );
}

/** Measures the heap, nodes, listeners and documents that the page holds after garbage collections. */
async function held() {
  // A frame's document goes some tasks after it, and what it held with the next collection.
  for (let i = 0; i < 5; i++) {
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
    await devtools.send('HeapProfiler.collectGarbage');
  }
  const {usedSize} = await devtools.send('Runtime.getHeapUsage');
  const {metrics} = await devtools.send('Performance.getMetrics');
  const metric = (name) => metrics.find((entry) => entry.name === name).value;
  return {
    heap: usedSize,
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
    documents: metric('Documents'),
  };
}

/** Measures how much all mounts together leave behind. */
async function leftBy(kind) {
  await open();
  const repeat = (times) =>
    page.evaluate(
      async ([kind, times]) => {
        for (let i = 0; i < times; i++) (await window.mount[kind]()).remove();
        performance.clearMeasures();
        performance.clearResourceTimings();
      },
      [kind, times],
    );
  // Objects that the first embeds create once are no leak.
  await repeat(50);
  const before = await held();
  await repeat(mounts);
  const after = await held();
  return Object.fromEntries(Object.keys(before).map((name) => [name, after[name] - before[name]]));
}

const times = {element: [], frame: []};
for (let round = 0; round <= rounds; round++) {
  const order = round % 2 ? ['element', 'frame'] : ['frame', 'element'];
  for (const kind of order) {
    const time = await timeOfMany(kind);
    if (round) times[kind].push(time);
  }
}
console.log(`${embeds} at once, until all are ready; ${rounds} rounds`);
printTable(
  ['', 'time', 'of the frames by hand'],
  [
    ['frames, by hand', `${Math.round(median(times.frame))} ms`, '1.00'],
    [
      'elements',
      `${Math.round(median(times.element))} ms`,
      spread(times.element.map((time, round) => time / times.frame[round])),
    ],
  ],
);

const [element, frame] = [await leftBy('element'), await leftBy('frame')];
const row = (name, {heap, nodes, listeners, documents}) => [
  name,
  `${Math.round(heap / mounts)} bytes`,
  ...[nodes, listeners, documents].map(String),
];
console.log(`\nleft by ${mounts} mounts and removals`);
printTable(
  ['', 'heap, each', 'nodes, in all', 'listeners', 'documents'],
  [row('frames, by hand', frame), row('elements', element)],
);
await browser.close();
cube.stop();
host.stop();
