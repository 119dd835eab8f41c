import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {serveStatic} from '@hono/node-server/serve-static';
import type {Hono} from 'hono';

/** The built element, read at each request: it may be built again meanwhile. */
const elementScript = new URL('../../dist/cube-embed.js', import.meta.url);

/** `/cube-embed.js`: what a page without a bundler loads. */
export const addElement = (app: Hono): void => {
  app.get('/cube-embed.js', async (context) =>
    context.body(await readFile(elementScript, 'utf8'), 200, {'Content-Type': 'text/javascript; charset=utf-8'}),
  );
};

/** Serves a folder with a built application; a path that names no file is a client route, and gets `index.html`. */
export const addStaticPage = (app: Hono, folder: string): void => {
  addElement(app);
  app.get('*', serveStatic({root: folder}));
  app.get('*', async (context) => {
    if (/\.\w+$/.test(context.req.path)) return context.notFound();
    return context.html(await readFile(join(folder, 'index.html'), 'utf8'));
  });
};
