import {readFileSync} from 'node:fs';
import {createEmulator, defaultApiKey, type Emulator, type EmulatorOptions} from 'cube-embed/emulator';
import {createSessionHandler, type CubeViewer} from 'cube-embed/server';
import {Hono} from 'hono';
import type {Browser, Page} from 'playwright-core';
import {listen} from '../../demo/host/listen.js';

interface Recipe {
  /** What stands in the page's body. */
  readonly html: string;
  readonly css?: string;
  /** The page's module; the element is registered before it runs. */
  readonly script: string;
  readonly viewer?: (type: string) => CubeViewer;
  readonly emulator?: EmulatorOptions;
}

export interface RecipeSite extends AsyncDisposable {
  readonly url: string;
  readonly page: Page;
  readonly emulator: Emulator;
  /** What the page threw or said on the console as a warning or an error. */
  readonly problems: readonly string[];
}

const reader = (type: string): CubeViewer => ({externalId: 'sam', creatorMode: type === 'app'});

/** Opens a site that has a recipe's page, a session route, and the built module. */
export async function openRecipeSite(browser: Browser, recipe: Recipe): Promise<RecipeSite> {
  const {html, css = '', script, viewer = reader} = recipe;
  const emulator = createEmulator(recipe.emulator);
  const cube = await emulator.listen();
  const session = createSessionHandler({
    baseUrl: cube.url,
    apiKey: defaultApiKey,
    deploymentId: 32,
    identify: (_request, {type}) => viewer(type),
  });
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
  host.all('/api/cube/session', (context) => session(context.req.raw));
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
