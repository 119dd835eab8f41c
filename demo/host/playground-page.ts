import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import type {Hono} from 'hono';
import {addDocuments} from './documents.js';
import {addElement} from './static-page.js';

const source = (file: string): URL => new URL(`../playground/${file}`, import.meta.url);

/** Bundles the page's script: its own code and Lit, without the element, which is a script of its own. */
export const bundlePlayground = async (): Promise<string> => {
  const {outputFiles} = await build({
    entryPoints: [fileURLToPath(source('main.ts'))],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['production'],
    minify: true,
    // `sideEffects` in package.json is about the package's files, not about the demo's, which register elements.
    ignoreAnnotations: true,
    write: false,
  });
  return outputFiles[0]?.text ?? '';
};

/** The page of the demo: the element from the built module, and the playground around it. */
export const addPlaygroundPage = (app: Hono, script: string): void => {
  addElement(app);
  addDocuments(app);
  app.get('/', async (context) => context.html(await readFile(source('index.html'), 'utf8')));
  app.get('/playground.css', async (context) =>
    context.body(await readFile(source('playground.css'), 'utf8'), 200, {'Content-Type': 'text/css; charset=utf-8'}),
  );
  app.get('/playground.js', (context) => context.body(script, 200, {'Content-Type': 'text/javascript; charset=utf-8'}));
};
