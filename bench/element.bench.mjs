// Measures the built element in Chromium: how soon the session request leaves, how soon an action follows its attribute,
// and the long tasks of the page while it loads and while its frame floods it. Tasks over 50 ms are long (W3C Long Tasks API).
// BUILD_DIR=/elsewhere/dist measures another build, for a comparison by turns.
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {chromium} from 'playwright-core';
import {chromiumArgs, findChromium} from '../scripts/browsers.mjs';

const serve = (answer) =>
  new Promise((resolve) => {
    const server = createServer(answer);
    server.listen(0, () => resolve({port: server.address().port, stop: () => server.close()}));
  });

// The frame posts ready at once, records when an action comes, and floods on demand. Its clock is the machine's, as the page's is.
const frame = `<!doctype html><script>
const say = (name, payload = {}) => { parent.postMessage({source: 'cube-embed', direction: 'event', type: 'cube:event:' + name, payload, timestamp: 0, surface: 'dashboard'}, '*'); };
addEventListener('message', ({data}) => {
  if (data.type === 'cube:action:flood') for (let i = 0; i < data.payload.messages; i++) say('view', {path: '/' + i});
  say('action-came', {type: data.type, at: performance.timeOrigin + performance.now()});
});
say('ready', {mode: 'signed', surface: 'dashboard', deploymentId: 32, embedTenant: null});
</script>`;
const cube = await serve((_req, res) => res.setHeader('content-type', 'text/html').end(frame));

const files = {
  '/': ['text/html', '<!doctype html><title>bench</title><script type="module" src="/cube-embed.js"></script>'],
  '/cube-embed.js': ['text/javascript', readFileSync(`${process.env.BUILD_DIR ?? 'dist'}/cube-embed.js`)],
};
let sessions = 0;
const host = await serve((req, res) => {
  const isSession = req.url === '/session';
  const [type, body] = isSession
    ? ['application/json', JSON.stringify({sessionId: `session-${String(++sessions).padStart(8, '0')}`})]
    : (files[req.url] ?? ['text/plain', '']);
  res.setHeader('content-type', type).end(body);
});

const browser = await chromium.launch({executablePath: findChromium(), args: chromiumArgs()});
const page = await browser.newPage();
await page.goto(`http://localhost:${host.port}/`);
const measured = await page.evaluate(async (baseUrl) => {
  const longTasks = [];
  new PerformanceObserver((list) => longTasks.push(...list.getEntries())).observe({type: 'longtask', buffered: true});
  const settled = () => new Promise((resolve) => setTimeout(resolve, 500));
  const longest = async (run) => {
    const start = performance.now();
    await run();
    await settled();
    return Math.max(0, ...longTasks.filter((task) => task.startTime >= start).map((task) => task.duration));
  };
  const embed = document.createElement('cube-embed');
  Object.assign(embed, {id: 'OwVQpbdaZmBT', baseUrl, sessionEndpoint: '/session'});
  let askedAfterMicrotasks = null;
  const realFetch = globalThis.fetch;
  let microtasks = 0;
  globalThis.fetch = (...args) => {
    askedAfterMicrotasks = microtasks;
    globalThis.fetch = realFetch;
    return realFetch(...args);
  };
  const load = await longest(async () => {
    document.body.append(embed);
    const count = () => {
      if (askedAfterMicrotasks === null && microtasks < 50) queueMicrotask(() => (microtasks++, count()));
    };
    count();
    await embed.whenReady();
  });
  const came = (type) =>
    new Promise((resolve) => {
      const heard = ({detail}) => {
        if (detail.type !== `cube:action:${type}`) return;
        embed.removeEventListener('cube-action-came', heard);
        resolve(detail.at);
      };
      embed.addEventListener('cube-action-came', heard);
    });
  const delays = [];
  for (let i = 0; i < 50; i++) {
    const at = performance.timeOrigin + performance.now();
    const arrival = came('set-locale');
    embed.locale = i % 2 ? 'de' : 'fr';
    delays.push((await arrival) - at);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  delays.sort((a, b) => a - b);
  const flood = await longest(async () => {
    const arrival = came('flood');
    embed.send('flood', {messages: 10_000});
    await arrival;
  });
  return {askedAfterMicrotasks, load, medianDelay: delays[25], worstDelay: delays.at(-1), flood};
}, `http://127.0.0.1:${cube.port}`);
await browser.close();
cube.stop();
host.stop();

const {askedAfterMicrotasks, load, medianDelay, worstDelay, flood} = measured;
const ms = (value) => `${value.toFixed(1)} ms`;
console.log(`session request: leaves before microtask ${askedAfterMicrotasks + 1} after the element was connected`);
console.log(`load: longest task ${load ? ms(load) : 'under 50 ms'}`);
console.log(
  `action at the frame after its attribute changed: median ${ms(medianDelay)}, worst ${ms(worstDelay)} of 50; one frame is 16 ms`,
);
console.log(`10,000 messages: longest task ${flood ? ms(flood) : 'under 50 ms'}`);
