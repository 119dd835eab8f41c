import {readFileSync} from 'node:fs';
import {createEmulator, defaultApiKey, type Emulator} from 'cube-embed/emulator';
import {createSessionHandler} from 'cube-embed/server';
import {Hono} from 'hono';
import type {Browser, Page} from 'playwright-core';
import {listen} from '../../demo/host/listen.js';

interface Recipe {
  /** What stands in the page's body. */
  readonly html: string;
  readonly css?: string;
  /** The page's module; the element is registered before it runs. */
  readonly script: string;
  /** The site's own routes, once the Cube is there; by default a session route for everybody. */
  readonly routes?: (host: Hono, cubeUrl: string) => void | Promise<void>;
}

export interface RecipeSite extends AsyncDisposable {
  readonly url: string;
  readonly page: Page;
  readonly emulator: Emulator;
  /** What the page threw or said on the console as a warning or an error. */
  readonly problems: readonly string[];
}

const sessionForEverybody = (host: Hono, baseUrl: string): void => {
  const session = createSessionHandler({
    baseUrl,
    apiKey: defaultApiKey,
    deploymentId: 32,
    identify: (_request, {type}) => ({externalId: 'sam', creatorMode: type === 'app'}),
  });
  host.all('/api/cube/session', (context) => session(context.req.raw));
};

/** Opens a site that has a recipe's page, a session route, and the built module. */
export async function openRecipeSite(browser: Browser, recipe: Recipe): Promise<RecipeSite> {
  const {html, css = '', script, routes = sessionForEverybody} = recipe;
  const emulator = createEmulator();
  const cube = await emulator.listen();
  const host = new Hono();
  host.get('/', (context) =>
    context.html(`<!doctype html>
<html lang="en">
<head><title>Recipe</title><link rel="icon" href="data:,"><style>${css}</style></head>
<body>${html}<script type="module" src="/script.js"></script></body>
</html>`),
  );
  const module = {'Content-Type': 'text/javascript'};
  host.get('/script.js', (context) => context.body(`import '/cube-embed.js';\n${script}`, 200, module));
  host.get('/cube-embed.js', (context) => context.body(readFileSync('dist/cube-embed.js', 'utf8'), 200, module));
  await routes(host, cube.url);
  const server = await listen((request) => host.fetch(request), 0);

  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  return {
    url: `http://localhost:${server.port}/`,
    page,
    emulator,
    problems,
    async [Symbol.asyncDispose]() {
      await page.close();
      await server.close();
      await cube.close();
    },
  };
}
