import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {chromiumArgs, findChromium, freePort} from '../../scripts/browsers.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const recipe = readFileSync(join(root, 'docs/recipes/testing-with-playwright.md'), 'utf8');

/** The code blocks of the page, by the file name in their first line. */
const blocks = new Map(
  [...recipe.matchAll(/```ts\n\/\/ (\S+)\n([\s\S]*?)```/g)].map(([, name = '', code = '']) => [name, code] as const),
);

/** The application under test, as a customer's: a page with the tag, and the session route. */
const application = `
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {createSessionHandler, toNodeHandler} from 'cube-embed/server';
const session = toNodeHandler(createSessionHandler({
  baseUrl: process.env.CUBE_BASE_URL,
  apiKey: process.env.CUBE_API_KEY,
  deploymentId: 32,
  identify: () => ({externalId: 'nora', userAttributes: [{name: 'city', value: 'New York'}]}),
}));
const page = \`<!doctype html><html lang="en"><title>App</title><script type="module" src="/cube-embed.js"></script>
<cube-embed id="OwVQpbdaZmBT" base-url="\${process.env.CUBE_BASE_URL}" session-endpoint="/session"></cube-embed></html>\`;
createServer((request, response) => {
  if (request.url === '/session') return session(request, response);
  const isScript = request.url === '/cube-embed.js';
  response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
  response.end(isScript ? readFileSync('node_modules/cube-embed/dist/cube-embed.js') : page);
}).listen(Number(process.env.PORT), '127.0.0.1');
`;

/** A project of a customer's, with the package and Playwright installed, and the recipe's files as they stand on its page. */
async function createProject(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'cube-embed-playwright-'));
  const modules = join(folder, 'node_modules');
  for (const path of [join(modules, '.bin'), join(folder, 'tests')]) mkdirSync(path, {recursive: true});
  symlinkSync(root, join(modules, 'cube-embed'));
  for (const name of ['@playwright', 'playwright', 'playwright-core'])
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  symlinkSync(join(root, 'dist/cli.js'), join(modules, '.bin/cube-embed'));
  const [cubePort, appPort] = [await freePort(), await freePort()];
  const start = `PORT=${String(appPort)} node app.mjs`;
  writeFileSync(join(folder, 'package.json'), JSON.stringify({type: 'module', private: true, scripts: {start}}));
  writeFileSync(join(folder, 'app.mjs'), application);
  const launchOptions = JSON.stringify({executablePath: findChromium(), args: chromiumArgs()});
  for (const [name, code] of blocks) {
    // Two things depend on the machine: free ports, and the browser.
    const here = code
      .replaceAll('4280', String(cubePort))
      .replaceAll('3000', String(appPort))
      .replace('use: {', `use: {launchOptions: ${launchOptions}, `);
    writeFileSync(join(folder, name), here);
  }
  return folder;
}

test('the tests of the recipe for Playwright pass unchanged', async (t) => {
  assert.deepEqual([...blocks.keys()], ['playwright.config.ts', 'tests/dashboard.spec.ts']);
  const folder = await createProject();
  t.after(() => rmSync(folder, {recursive: true}));
  const program = join(root, 'node_modules/@playwright/test/cli.js');
  const run = spawn(process.execPath, [program, 'test', '--reporter=line'], {
    cwd: folder,
    // Playwright's own runner must not believe that it is part of this one.
    env: {...process.env, NODE_OPTIONS: '', NODE_TEST_CONTEXT: undefined},
  });
  let output = '';
  for (const stream of [run.stdout, run.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = await new Promise((resolve) => run.once('close', resolve));
  assert.equal(code, 0, output);
  assert.match(output, /3 passed/);
});
