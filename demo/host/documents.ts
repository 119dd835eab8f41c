import {readFile} from 'node:fs/promises';
import type {Context, Hono} from 'hono';

const folder = new URL('../../docs/', import.meta.url);
const style = new URL('../playground/documents.css', import.meta.url);

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

const createRenderer = async () => {
  const {createMarkdownRenderer} = await import('vitepress');
  // Colours would need inline styles, which the policy of the demo forbids.
  return createMarkdownRenderer('.', {highlight: escaped});
};
let renderer: ReturnType<typeof createRenderer> | undefined;

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title} · cube-embed</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/documents.css" />
  </head>
  <body>
    <nav aria-label="Documents"><a href="/">Playground</a> <a href="/docs/">All documents</a></nav>
    <main>${body}</main>
  </body>
</html>
`;

const readDocument = async (context: Context, path: string): Promise<Response> => {
  const text = await readFile(new URL(`${path}.md`, folder), 'utf8').catch(() => null);
  if (text === null) return context.notFound();
  const markdown = await (renderer ??= createRenderer());
  // Code that is wider than the page is scrolled, by the keyboard too.
  return context.html(
    page(
      /^# (.*)$/m.exec(text)?.[1]?.replace(/[`<]/g, '') ?? path,
      markdown.render(text).replaceAll('<pre>', '<pre tabindex="0">'),
    ),
  );
};

/** Serves the documents of the repository as pages: `/docs/server.html` is `docs/server.md`. */
export const addDocuments = (app: Hono): void => {
  app.get('/documents.css', async (context) =>
    context.body(await readFile(style, 'utf8'), 200, {'Content-Type': 'text/css; charset=utf-8'}),
  );
  app.get('/docs/images/:name{[\\w-]+\\.png}', async (context) => {
    const image = await readFile(new URL(`images/${context.req.param('name')}`, folder)).catch(() => null);
    return image ? context.body(image, 200, {'Content-Type': 'image/png'}) : context.notFound();
  });
  app.get('/docs/:path{[\\w./-]*}', (context) => {
    const path = context.req
      .param('path')
      .replace(/(^|\/)(?:index\.html)?$/, '$1README')
      .replace(/\.(?:html|md)$/, '');
    return path.includes('..') ? context.notFound() : readDocument(context, path);
  });
};
