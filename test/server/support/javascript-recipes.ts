import {build} from 'esbuild';
import {Miniflare} from 'miniflare';
import {recipeCode} from './recipe-code.js';
import {type Program, type RunningProgram, type Settings} from './recipe-program.js';

/** The host application that the recipes in JavaScript import. */
const yourApp = `
export const currentUser = async (request) => {
  const user = /user=(\\w+)/.exec(request.headers.get('cookie') ?? '')?.[1];
  return user === undefined ? null : {id: user, groups: ['analysts'], city: 'New York'};
};`;

/** As framework servers do: POST to the export of that name with what it takes, 405 for the others. */
const routeServer = (taken: string): string => `
import {serve} from '@hono/node-server';
import {POST} from './recipe.js';
const refuse = () => new Response(null, {status: 405, headers: {allow: 'POST', 'cache-control': 'no-store'}});
serve({fetch: (request) => request.method === 'POST' ? POST(${taken}) : refuse(), port: Number(process.env.PORT)});`;

/** Nuxt's server, by the name of its file: \`session.post.js\`. */
const nuxtServer = `
import {createServer} from 'node:http';
import {createApp, createRouter, defineEventHandler, fromNodeMiddleware, toNodeListener} from 'h3';
Object.assign(globalThis, {fromNodeMiddleware});
const {default: handler} = await import('./recipe.js');
const refuse = defineEventHandler(() => new Response(null, {status: 405, headers: {allow: 'POST', 'cache-control': 'no-store'}}));
const router = createRouter().post('/api/cube/session', handler).use('/api/cube/session', refuse);
createServer(toNodeListener(createApp().use(router))).listen(Number(process.env.PORT));`;

/** Angular's part of its server, which has no say in the route. */
const angularServer = `
export class AngularNodeAppEngine { async handle() { return null; } }
export const createNodeRequestHandler = (app) => app;
export const writeResponseToNodeResponse = () => {};`;

/** The published package as its source: recipes import it by name. */
const serverBundle = async (): Promise<string> => {
  const {outputFiles} = await build({
    entryPoints: ['src/server/index.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  });
  return outputFiles[0]?.text ?? '';
};

/** What a framework's bundler resolves, as files beside the recipe. */
const ownServer = (code: string): string =>
  code
    .replaceAll(`'cube-embed/server'`, `'./server.js'`)
    .replaceAll(`'$env/dynamic/private'`, `'./env.js'`)
    .replaceAll(`'@angular/ssr/node'`, `'./angular.js'`);

const javascriptFiles = async (page: string, holds?: string): Promise<Program['files']> => ({
  'recipe.js': ownServer(recipeCode(page, 'js', holds)),
  'your-app.js': yourApp,
  'env.js': 'export const {env} = process;',
  'server.js': await serverBundle(),
  'package.json': '{"type": "module"}',
});

const node = async (page: string, holds?: string): Promise<Program> => ({
  files: await javascriptFiles(page, holds),
  command: [process.execPath, 'recipe.js'],
});

const route = async (page: string, taken: string): Promise<Program> => ({
  files: {...(await javascriptFiles(page)), 'main.js': routeServer(taken)},
  command: [process.execPath, 'main.js'],
});

export const javascriptRecipes: Readonly<Record<string, () => Promise<Program>>> = {
  'Node http': () => node('node', 'createServer'),
  Express: () => node('node', 'express'),
  Fastify: () => node('fastify'),
  Hono: () => node('hono'),
  'Next-style route': () => route('next', 'request'),
  'SvelteKit-style route': () => route('sveltekit', '{request}'),
  'Astro-style route': () => route('astro', '{request}'),
  'Nuxt (h3)': async () => ({
    files: {...(await javascriptFiles('nuxt')), 'main.js': nuxtServer},
    command: [process.execPath, 'main.js'],
  }),
  'Angular SSR (Express)': async () => {
    const {command, files} = await node('angular-ssr');
    return {command, files: {...files, 'angular.js': angularServer}};
  },
};

/** Starts the recipe in an isolate of workerd. */
export const startWorkerRecipe = async (settings: Settings): Promise<RunningProgram> => {
  const modules = Object.entries(await javascriptFiles('workers')).filter(([name]) => name.endsWith('.js'));
  let output = '';
  const worker = new Miniflare({
    modules: modules.map(([path, contents]) => ({type: 'ESModule', path, contents})),
    compatibilityDate: '2025-09-01',
    bindings: settings,
    handleRuntimeStdio(...streams) {
      for (const stream of streams) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    },
  });
  const url = (await worker.ready).origin;
  return {url, output: () => output, [Symbol.asyncDispose]: () => worker.dispose()};
};
