import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {after, before, test} from 'node:test';
import {setTimeout} from 'node:timers/promises';
import {createEmulator, defaultApiKey, type Emulator, type RunningServer} from 'cube-embed/emulator';
import {Hono} from 'hono';
import {chromium, type Browser} from 'playwright-core';
import {listen} from '../../demo/host/listen.js';
import {chromiumArgs, findChromium, freePort} from '../../scripts/browsers.mjs';
import {packAndInstall} from '../package/packed.js';

// The README's code, unchanged: the tag, the route, the script and the policy make one page that works.
const readme = readFileSync('README.md', 'utf8');
const tenant = 'https://acme.cubecloud.dev';

/** The code block behind a `<!-- run: NAME -->`. */
const snippet = (name: string): string => {
  const code = new RegExp(`<!-- run: ${name} -->\\n\`\`\`\\w*\\n([^]*?)\\n\`\`\``).exec(readme)?.[1];
  assert.ok(code, `README.md has no code marked ${name}.`);
  return code;
};

let emulator: Emulator;
let cube: RunningServer;
let browser: Browser;
before(async () => {
  emulator = createEmulator();
  cube = await emulator.listen();
  browser = await chromium.launch({executablePath: findChromium() ?? '', args: chromiumArgs()});
});
after(async () => {
  await browser.close();
  await cube.close();
});

/** The route's module, with the reader's own login given. */
const importRoute = async (): Promise<(request: Request) => Promise<Response>> => {
  const file = `test/e2e/readme-route-${process.pid}.ts`;
  const login =
    "const currentUser = (_request: Request) => Promise.resolve({id: 'sam', groups: ['analysts'], city: 'New York'});";
  process.env['CUBE_BASE_URL'] = cube.url;
  process.env['CUBE_API_KEY'] = defaultApiKey;
  writeFileSync(file, `${snippet('route')}\n${login}\n`);
  try {
    const {POST} = (await import(`../../${file}`)) as {POST: (request: Request) => Promise<Response>};
    return POST;
  } finally {
    rmSync(file);
  }
};

test('the README’s tag, route, script and policy make a page that works', async () => {
  const answer = await importRoute();
  const host = new Hono();
  const policy = snippet('csp').replace(tenant, cube.url);
  const page = `<!doctype html><html lang="en"><title>README</title><link rel="icon" href="data:,">
${snippet('tag').replace(tenant, cube.url)}
<script type="module" src="/script.js"></script></html>`;
  const script = {'Content-Type': 'text/javascript'};
  host.get('/', (context) => context.html(page, 200, {'Content-Security-Policy': policy}));
  host.get('/cube-embed.js', (context) => context.body(readFileSync('dist/cube-embed.js', 'utf8'), 200, script));
  host.get('/script.js', (context) => context.body(`${snippet('script')}\ndocument.title = 'done';`, 200, script));
  host.post('/api/cube/session', (context) => answer(context.req.raw));
  const server = await listen((request) => host.fetch(request), 0);
  const site = await browser.newPage();
  const problems: string[] = [];
  site.on('pageerror', (error) => problems.push(String(error)));
  site.on('console', (message) => {
    // The policy refuses the icon, as any image.
    if (message.type() === 'error' && !message.text().includes('data:,')) problems.push(message.text());
  });
  try {
    await site.goto(`http://localhost:${server.port}/`);
    const frame = site.frameLocator('cube-embed iframe');
    await frame.getByText('New York').first().waitFor();
    await site.waitForFunction(() => document.title === 'done');
    assert.equal(await frame.getByText('San Francisco').count(), 0, 'rows of another city');
    await frame.getByText('completed', {exact: false}).first().waitFor();
    assert.deepEqual(problems, []);
    const lives = emulator.ledger.sessions();
    assert.deepEqual(
      lives.map(({user}) => user),
      ['sam'],
    );
  } finally {
    await site.close();
    await server.close();
  }
});

/** Waits until a server answers: it was only just started. */
const untilAnswered = async (url: string): Promise<void> => {
  for (let attempt = 0; attempt < 300; attempt++) {
    const isUp = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isUp) return;
    await setTimeout(100);
  }
  assert.fail(`${url} never answered.`);
};

/** The first block, in a shell and an empty folder, with the packed package in the place of npm's. */
test('the README’s first block gives a dashboard in a page of its own', async () => {
  const packed = await packAndInstall();
  symlinkSync(resolve('node_modules/express'), join(packed.project, 'node_modules/express'));
  const [cubePort, pagePort] = [await freePort(), await freePort()];
  const install = /^npm install cube-embed express$/m;
  assert.match(snippet('first'), install);
  const block = snippet('first')
    .replace(install, 'set -e')
    .replaceAll('4280', String(cubePort))
    .replace('cube-embed emulator', `--offline cube-embed emulator --port ${cubePort}`)
    .replaceAll('3000', String(pagePort));
  const shell = spawn('bash', ['-c', block], {cwd: packed.project, detached: true, stdio: 'ignore'});
  const site = await browser.newPage();
  try {
    await untilAnswered(`http://127.0.0.1:${cubePort}/`);
    await untilAnswered(`http://localhost:${pagePort}/`);
    await site.goto(`http://localhost:${pagePort}/`);
    const frame = site.frameLocator('cube-embed iframe');
    await frame.getByText('New York').first().waitFor();
    assert.equal(await frame.getByText('San Francisco').count(), 0, 'rows of another city');
    if (process.env['PICTURES']) await site.screenshot({path: join(process.env['PICTURES'], 'first-page.png')});
  } finally {
    await site.close();
    process.kill(-shell.pid!);
    packed.remove();
  }
});

test('the code in the README’s list of frameworks stands on each framework’s page', () => {
  const source = (name: string): string => readFileSync(`docs/frameworks/${name}.md`, 'utf8').replaceAll(/\s+/g, ' ');
  const rows = [...readme.matchAll(/^\| [\w .]+ \| (.+) \| \[page\]\(docs\/frameworks\/(\w+)\.md\) \|$/gm)];
  assert.equal(rows.length, 8);
  for (const [, tag, name] of rows) {
    for (const [, code] of tag!.matchAll(/`([^`]+)`/g)) {
      // An ellipsis stands for what differs from one application to the next.
      for (const part of code!
        .split('…')
        .map((text) => text.trim())
        .filter((text) => text.length > 3)) {
        assert.ok(source(name!).includes(part), `${name!}: ${part}`);
      }
    }
  }
});
