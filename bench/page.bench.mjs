// Measures the load of a dashboard in a page that the browser sees for the first time: from the navigation to the frame's request at
// the tenant, and to `ready`. Page, module and tenant are of three sites, behind TLS and HTTP/2 and
// over links of several lengths. Every load is of a page on a site of its own, which the browser has neither connections
// to nor anything of in its cache; the profile is an ordinary one, since a private one opens no connection ahead.
// `npm run bench page -- 50 150 --rounds 30` measures these round trips alone, by as many rounds.
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {chromium} from 'playwright-core';
import {chromiumArgs, findChromium} from '../scripts/browsers.mjs';
import {SecureSite} from '../test/support/secure-site.ts';
import {startSlowLink} from './page/slow-link.mjs';
import {frames, moduleSite, scripts, sessionPath, tenant, variants} from './page/variants.mjs';
import {median, printTable, spread} from './statistics.mjs';

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {rounds: {type: 'string', default: '15'}, slow: {type: 'string', default: '1'}},
});
const rounds = Number(values.rounds);
const roundTrips = positionals.length ? positionals.map(Number) : [0, 50, 150];
const routeDelays = [0, 150];

const pages = variants();
const names = Object.keys(pages);
const texts = await scripts();
const framePages = await frames();
let routeDelayMs = 0;
let sessions = 0;
const json = (value) => ({
  headers: {'content-type': 'application/json', 'cache-control': 'no-store'},
  body: JSON.stringify(value),
});
/** Superset's loader reads when its token ends. */
const token = () =>
  `${btoa('{}')}.${btoa(JSON.stringify({exp: Date.now() / 1000 + 3600}))}.${String(++sessions).padStart(8, '0')}`;

const site = await SecureSite.start(async ({host, path}) => {
  const [route] = path.split('?');
  if (route === sessionPath || route === '/api/looker/auth') {
    await new Promise((resolve) => setTimeout(resolve, routeDelayMs));
    return route === sessionPath ? json({sessionId: token()}) : json({url: `${tenant}/login/embed/${token()}`});
  }
  return texts[route] ?? pages[names[Number(/^v(\d+)-/.exec(host)?.[1])]] ?? {status: 404};
});
const modules = await SecureSite.start(({path}) => texts[path] ?? {status: 404});
let arrivedAt = 0;
const cube = await SecureSite.start(({path, at}) => {
  const kind = /^\/(embedded|login|embed)\//.exec(path)?.[1];
  if (!kind) return {status: 404};
  arrivedAt = at;
  return framePages[{embed: 'cube', embedded: 'superset', login: 'looker'}[kind]];
});
const links = await Promise.all([site, modules, cube].map(({port}) => startSlowLink(port)));
const [siteLink, modulesLink, cubeLink] = links;

/** Starts Chromium with a profile of its own that lets third parties have cookies, as browsers come. */
async function startBrowser() {
  const profile = mkdtempSync(join(tmpdir(), 'cube-embed-bench-'));
  mkdirSync(join(profile, 'Default'));
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify({profile: {cookie_controls_mode: 0}}));
  const names = [
    `MAP ${new URL(moduleSite).host} 127.0.0.1:${modulesLink.port}`,
    `MAP ${new URL(tenant).host} 127.0.0.1:${cubeLink.port}`,
    `MAP *.example 127.0.0.1:${siteLink.port}`,
  ];
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    args: [...chromiumArgs(), '--ignore-certificate-errors', `--host-resolver-rules=${names.join(',')}`],
  });
  return {
    context,
    async stop() {
      await context.close();
      rmSync(profile, {recursive: true, force: true, maxRetries: 5});
    },
  };
}

/** Loads one page; times are ms since its navigation. */
async function load(page, url) {
  cube.connections = [];
  await page.goto(url, {waitUntil: 'commit', timeout: 60_000});
  const {readyMs, startedAt} = await page.evaluate(async () => ({
    readyMs: await window.done,
    startedAt: performance.timeOrigin,
  }));
  const measured = {requestMs: arrivedAt - startedAt, readyMs, connections: cube.connections.length};
  await page.goto('about:blank');
  for (const server of [site, modules, cube]) server.hangUp();
  return measured;
}

const slowness = Number(values.slow);
for (const roundTripMs of roundTrips) {
  for (const delayMs of routeDelays) {
    for (const link of links) link.roundTripMs = roundTripMs;
    routeDelayMs = delayMs;
    const browser = await startBrowser();
    const page = await browser.context.newPage();
    if (slowness > 1) {
      const devtools = await browser.context.newCDPSession(page);
      await devtools.send('Emulation.setCPUThrottlingRate', {rate: slowness});
    }
    const measured = names.map(() => []);
    // The first round warms the browser up, and is not counted.
    for (let round = 0; round <= rounds; round++) {
      for (let turn = 0; turn < names.length; turn++) {
        const which = (turn + round) % names.length;
        const result = await load(page, `https://v${which}-${round}-${roundTripMs}-${delayMs}.example/`);
        if (round) measured[which].push(result);
      }
    }
    await browser.stop();
    const ratios = (which, figure) => measured[which].map((own, round) => own[figure] / measured[0][round][figure]);
    console.log(
      `\nround trip ${roundTripMs} ms, session route answers ${delayMs ? `after ${delayMs} ms` : 'at once'}${slowness > 1 ? `, CPU ${slowness} times slower` : ''}; ${rounds} rounds`,
    );
    printTable(
      ['', 'frame request', 'of the snippet', 'ready', 'of the snippet', 'connections'],
      names.map((name, which) => [
        name,
        `${Math.round(median(measured[which].map(({requestMs}) => requestMs)))} ms`,
        spread(ratios(which, 'requestMs')),
        `${Math.round(median(measured[which].map(({readyMs}) => readyMs)))} ms`,
        spread(ratios(which, 'readyMs')),
        `${median(measured[which].map(({connections}) => connections))}`,
      ]),
    );
  }
}
for (const server of [site, modules, cube, ...links]) server.stop();
