import {build} from 'esbuild';
import {recipeCode} from './recipe-code.js';
import {type Program, type RunningProgram, type Settings} from './recipe-program.js';
import {startWorker} from './recipe-worker.js';

/** The host application that the recipes in JavaScript import. */
const yourApp = `
export const findUser = async (id) => ({id, groups: ['analysts'], city: 'New York', isCreator: id === 'grace'});
export const login = async (name, password) => (password === 'password of ' + name ? findUser(name) : null);
export const currentUser = async (request) => {
  const user = /user=(\\w+)/.exec(request.headers.get('cookie') ?? '')?.[1];
  return user === undefined ? null : findUser(user);
};`;

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

const javascriptFiles = async (page: string, holds?: string): Promise<Program['files']> => ({
  'recipe.js': recipeCode(page, 'js', holds).replaceAll(`'cube-embed/server'`, `'./server.js'`),
  'your-app.js': yourApp,
  'server.js': await serverBundle(),
  'package.json': '{"type": "module"}',
});

const node = async (page: string, holds?: string): Promise<Program> => ({
  files: await javascriptFiles(page, holds),
  command: [process.execPath, 'recipe.js'],
});

export const javascriptRecipes: Readonly<Record<string, () => Promise<Program>>> = {
  'Node http': () => node('node', 'createServer'),
  Express: () => node('node', 'express'),
  'Express with Passport': () => node('express-passport'),
  Fastify: () => node('fastify'),
  Hono: () => node('hono'),
};

/** Starts the recipe in an isolate of workerd. */
export const startWorkerRecipe = async (settings: Settings): Promise<RunningProgram> => {
  const modules = Object.entries(await javascriptFiles('workers')).filter(([name]) => name.endsWith('.js'));
  return startWorker(Object.fromEntries(modules), settings);
};
