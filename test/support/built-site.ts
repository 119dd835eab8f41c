import {existsSync, readFileSync, statSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {extname, join, normalize} from 'node:path';

const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

/** The file that an address means, as GitHub Pages finds it: `/server` is server.html, `/errors/` its index.html. */
export const fileAt = (folder: string, address: string): string | undefined => {
  const path = join(folder, normalize(decodeURIComponent(address)));
  return [path, `${path}.html`, join(path, 'index.html')].find(isFile);
};

/** Serves a built site as GitHub Pages does. */
export async function serveSite(folder: string): Promise<{readonly url: string; close(): void}> {
  const server = createServer((request, response) => {
    const {pathname} = new URL(request.url ?? '/', 'http://localhost');
    const file = fileAt(folder, pathname);
    const body = file ?? join(folder, '404.html');
    response.writeHead(file ? 200 : 404, {'Content-Type': types[extname(body)] ?? 'application/octet-stream'});
    response.end(readFileSync(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
