import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {bundleElement} from './bundle-element.js';
import {createBuiltEmulator} from './built-emulator.js';

/** What the page's endpoint does: hands out a session, never answers, or refuses. */
export type Endpoint = 'session' | 'hang' | 'forbid';

/** A host's page with one dashboard in it, and the Cube behind. */
export interface ScreensHost {
  url(endpoint: Endpoint, attributes?: string): string;
  /** What frames show in place of Cube's page, which then never says that it is ready; null for Cube's own. */
  showInFrames(body: string | null): void;
  close(): Promise<void>;
}

const page = (cube: string, endpoint: string, attributes: string): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Host</title><script type="module" src="/cube-embed.js"></script>
<style>:root { color-scheme: light dark; font-family: system-ui } body { margin: 1rem } cube-embed { height: 360px; border: 1px solid }</style>
<h1>Sales</h1>
<cube-embed id="OwVQpbdaZmBT" base-url="${cube}" session-endpoint="/session/${endpoint}" color-scheme="inherit" ${attributes}></cube-embed>
<p>After the dashboard.</p></html>`;

/** Serves the element, bundled from its source, on a page of its own. */
export async function openScreensHost(): Promise<ScreensHost> {
  const script = await bundleElement();
  const emulator = await createBuiltEmulator();
  const cube = await emulator.listen();
  const mint = async (): Promise<string> => {
    const answer = await emulator.fetch(
      new Request(`${cube.url}/api/v1/embed/generate-session`, {
        method: 'POST',
        headers: {'content-type': 'application/json', authorization: 'Api-Key emulator-key'},
        body: JSON.stringify({deploymentId: 32, externalId: 'viewer'}),
      }),
    );
    return answer.text();
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://host');
    const [, first, what = ''] = url.pathname.split('/');
    if (first === 'cube-embed.js') {
      response.writeHead(200, {'content-type': 'text/javascript'}).end(script);
    } else if (first === 'page') {
      const attributes = url.searchParams.get('attributes') ?? '';
      response.writeHead(200, {'content-type': 'text/html'}).end(page(cube.url, what, attributes));
    } else if (what === 'session') {
      void mint().then((body) => response.writeHead(200, {'content-type': 'application/json'}).end(body));
    } else if (what !== 'hang') response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address() as AddressInfo;
  return {
    url: (endpoint, attributes = '') =>
      `http://127.0.0.1:${port}/page/${endpoint}?attributes=${encodeURIComponent(attributes)}`,
    showInFrames: (body) => {
      emulator.faults.clear();
      if (body)
        emulator.faults.add({
          on: 'document',
          do: 'answer',
          body: `<!doctype html><html lang=en><title>Frame</title>${body}`,
        });
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await cube.close();
    },
  };
}
