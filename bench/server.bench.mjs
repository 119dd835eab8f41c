// Measures what the session handler costs over a proxy that only forwards, in one run, at 50 connections:
// node --import tsx bench/server.bench.mjs
import {fork} from 'node:child_process';
import {createServer} from 'node:http';
import autocannon from 'autocannon';

const listen = (listener) => {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
};
const body = JSON.stringify({type: 'dashboard', id: 'OwVQpbdaZmBT', reason: 'initial'});

const roles = {
  cube: () =>
    listen((req, res) => {
      req.resume().on('end', () => {
        res.setHeader('content-type', 'application/json');
        res.end('{"sessionId":"session-0123456789"}');
      });
    }),
  proxy: (baseUrl) =>
    listen(async (req, res) => {
      const chunks = [];
      for await (const chunk of req) chunks.push(chunk);
      const answer = await fetch(`${baseUrl}/api/v1/embed/generate-session`, {
        method: 'POST',
        headers: {'content-type': 'application/json'},
        body: Buffer.concat(chunks),
      });
      res.writeHead(answer.status, {'content-type': 'application/json'});
      res.end(Buffer.from(await answer.arrayBuffer()));
    }),
  async handler(baseUrl) {
    const {createSessionHandler, toNodeHandler} = await import('../src/server/index.ts');
    listen(
      toNodeHandler(
        createSessionHandler({
          baseUrl,
          apiKey: 'sk_0123456789',
          deploymentId: 32,
          identify: () => ({externalId: 'ada', groups: []}),
        }),
      ),
    );
  },
};

const start = async (role, baseUrl = '') => {
  const child = fork(process.argv[1], [role, baseUrl]);
  const port = await new Promise((resolve) => child.once('message', resolve));
  return {url: `http://127.0.0.1:${port}`, stop: () => child.kill()};
};

const measure = async (url, duration) => {
  const {latency, requests, non2xx} = await autocannon({
    url,
    connections: 50,
    duration,
    method: 'POST',
    body,
    headers: {'content-type': 'application/json'},
  });
  if (non2xx > 0) throw new Error(`${non2xx} answers were no success.`);
  return {latencyMs: latency.average, perSecond: requests.average};
};

const [role, baseUrl] = process.argv.slice(2);
if (roles[role]) await roles[role](baseUrl);
else {
  const seconds = Number(role ?? 5);
  const cube = await start('cube');
  const servers = {proxy: await start('proxy', cube.url), handler: await start('handler', cube.url)};
  const figures = {};
  for (const server of Object.values(servers)) await measure(server.url, 2);
  for (const [name, server] of Object.entries(servers)) figures[name] = await measure(server.url, seconds);
  const {proxy, handler} = figures;
  console.log(
    JSON.stringify(
      {
        ...figures,
        latencyRatio: handler.latencyMs / proxy.latencyMs,
        throughputRatio: handler.perSecond / proxy.perSecond,
      },
      null,
      2,
    ),
  );
  for (const server of [cube, ...Object.values(servers)]) server.stop();
}
