// The compared pages: each shows one dashboard and has a promise `window.done` for its `ready`. Only the way to get there differs.
import {existsSync, readFileSync} from 'node:fs';
import {brotliCompressSync} from 'node:zlib';
import {build} from 'esbuild';

export const tenant = 'https://acme.cubecloud.dev';
export const moduleSite = 'https://modules.example';
export const sessionPath = '/api/cube/session';
const id = 'OwVQpbdaZmBT';

const bundled = async (contents) => {
  const {outputFiles} = await build({
    stdin: {contents, resolveDir: import.meta.dirname},
    bundle: true,
    minify: true,
    format: 'iife',
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0].text;
};

const script = (text) => {
  const body = brotliCompressSync(text);
  return {
    headers: {'content-type': 'text/javascript', 'content-encoding': 'br', 'access-control-allow-origin': '*'},
    body,
  };
};
const html = (body) => ({headers: {'content-type': 'text/html', 'cache-control': 'no-store'}, body});

/** The scripts that pages load: the element, and the public loaders as an application's bundle has them. */
export const scripts = async () => ({
  '/cube-embed.js': script(readFileSync('dist/cube-embed.js')),
  '/superset.js': script(
    await bundled(`import {embedDashboard} from '@superset-ui/embedded-sdk';
      embedDashboard({
        id: '${id}', supersetDomain: '${tenant}', mountPoint: document.getElementById('mount'),
        fetchGuestToken: async () => (await (await fetch('${sessionPath}', {method: 'POST'})).json()).sessionId,
      });`),
  ),
  '/looker.js': script(
    await bundled(`import {getEmbedSDK} from '@looker/embed-sdk';
      getEmbedSDK().init('${new URL(tenant).host}', '/api/looker/auth');
      getEmbedSDK().createDashboardWithId('1').appendTo('#mount').build().connect();`),
  ),
});

const ready = `{source: 'cube-embed', direction: 'event', type: 'cube:event:ready', payload: {mode: 'signed', surface: 'dashboard', deploymentId: 32, embedTenant: null}, timestamp: 0, surface: 'dashboard'}`;

/** The page in the tenant's frame: it is ready as soon as it has the message of its loader. */
export const frames = async () => ({
  cube: html(`<!doctype html><title>Cube</title><script>parent.postMessage(${ready}, '*')</script>`),
  // Superset's page is authenticated by a token that comes through a port.
  superset: html(`<!doctype html><title>Superset</title><script>
    addEventListener('message', ({ports: [port]}) => {
      if (port) port.onmessage = ({data}) => { if (data.method === 'guestToken') parent.postMessage('ready', '*'); };
    });
  </script>`),
  // Looker's page shakes hands by Looker's own library.
  looker: html(
    `<!doctype html><title>Looker</title><script>${await bundled(
      `import {Chatty} from '@looker/chatty';
     Chatty.createClient().build().connect().then(() => parent.postMessage('ready', '*'));`,
    )}</script>`,
  ),
});

const page = (head, body) =>
  html(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sales</title><link rel="icon" href="data:,">
<script>
  window.done = new Promise((resolve) => addEventListener('message', ({data}) => {
    if (data === 'ready' || data?.type === 'cube:event:ready') resolve(performance.now());
  }));
</script>
${head}</head><body><h1>Sales</h1>
${body}
</body></html>`);

const element = (origin, fastStart) =>
  page(
    `<script type="module" crossorigin src="${origin}/cube-embed.js"></script>`,
    `<cube-embed id="${id}" base-url="${tenant}" session-endpoint="${sessionPath}"></cube-embed>${
      fastStart ? `<script data-session-endpoint="${sessionPath}">${fastStart}</script>` : ''
    }`,
  );
const loader = (path) => page(`<script defer src="${path}"></script>`, '<div id="mount"></div>');

/** The pages by their names; the others are measured against the first one. */
export function variants() {
  const fastStart = existsSync('dist/start.js') && readFileSync('dist/start.js', 'utf8').trim();
  return {
    'snippet, by hand': page(
      '',
      `<iframe id="cube" title="Sales" width="100%" height="600"></iframe>
<script>
  fetch('${sessionPath}', {method: 'POST'})
    .then((response) => response.json())
    .then(({sessionId}) => {
      document.getElementById('cube').src = '${tenant}/embed/dashboard/${id}?session=' + sessionId;
    });
</script>`,
    ),
    element: element(''),
    'element, third origin': element(moduleSite),
    ...(fastStart && {
      'element, fast start': element('', fastStart),
      'element, third origin, fast start': element(moduleSite, fastStart),
    }),
    Superset: loader('/superset.js'),
    Looker: loader('/looker.js'),
  };
}
