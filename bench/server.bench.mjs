// Measures the cost of the session handler over a proxy that only forwards: one load tool, one run, 50 connections, the servers by
// turns. Each round measures every server once, for a second. A ratio is the median of the rounds' ratios: other load of the machine
// affects all servers alike. The second proxy, by Node's own client, shows the least that Node can do, for information.
// node --import tsx bench/server.bench.mjs [rounds]
import {fork} from 'node:child_process';
import {createServer, request} from 'node:http';
import {fileURLToPath} from 'node:url';
import autocannon from 'autocannon';
import {median} from './statistics.mjs';

const path = '/api/v1/embed/generate-session';
const body = JSON.stringify({type: 'dashboard', id: 'OwVQpbdaZmBT', reason: 'initial'});

const listen = (listener) => {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
};

const roles = {
  /** Answers at once, so that it hides no cost of the servers before it. */
  cube: () =>
    listen((req, res) => {
      req.resume().on('end', () => {
        res.setHeader('content-type', 'application/json');
        res.end('{"sessionId":"session-0123456789"}');
      });
    }),
  /** Node's http and fetch: reads the body, forwards it, sends the answer back. */
  proxy: (baseUrl) =>
    listen(async (req, res) => {
      const chunks = [];
      for await (const chunk of req) chunks.push(chunk);
      const answer = await fetch(baseUrl + path, {
        method: 'POST',
        headers: {'content-type': 'application/json', authorization: 'Api-Key sk_0123456789'},
        body: Buffer.concat(chunks),
      });
      res.writeHead(answer.status, {'content-type': 'application/json'});
      res.end(Buffer.from(await answer.arrayBuffer()));
    }),
  /** The same by Node's own client: from stream to stream. */
  pipe: (baseUrl) =>
    listen((req, res) => {
      const headers = {'content-type': 'application/json', authorization: 'Api-Key sk_0123456789'};
      const outgoing = request(baseUrl + path, {method: 'POST', headers}, (answer) => {
        res.writeHead(answer.statusCode, {'content-type': 'application/json'});
        answer.pipe(res);
      });
      req.pipe(outgoing);
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
  const child = fork(fileURLToPath(import.meta.url), [role, baseUrl], {execArgv: ['--import', 'tsx']});
  const port = await new Promise((resolve) => child.once('message', resolve));
  return {url: `http://127.0.0.1:${port}`, stop: () => child.kill()};
};

const measure = async (url, duration) => {
  const {latency, requests, non2xx, errors} = await autocannon({
    url,
    connections: 50,
    duration,
    method: 'POST',
    body,
    headers: {'content-type': 'application/json'},
  });
  if (non2xx + errors > 0) throw new Error(`${non2xx} answers were no success, ${errors} requests failed.`);
  return {latencyMs: latency.average, perSecond: requests.average};
};

async function compare(rounds) {
  const cube = await start('cube');
  const servers = {};
  for (const role of ['proxy', 'pipe', 'handler']) servers[role] = await start(role, cube.url);
  const figures = {proxy: [], pipe: [], handler: []};
  for (const {url} of Object.values(servers)) await measure(url, 4);
  for (let round = 0; round < rounds; round += 1) {
    // The order is turned round each time, so that no server always has the quiet moment.
    const names = Object.keys(servers);
    if (round % 2) names.reverse();
    for (const name of names) figures[name].push(await measure(servers[name].url, 1));
  }
  for (const server of [cube, ...Object.values(servers)]) server.stop();
  const ratio = (what, to) => median(figures.handler.map((figure, round) => figure[what] / figures[to][round][what]));
  for (const [name, rounds] of Object.entries(figures)) {
    const of = (what) => median(rounds.map((figure) => figure[what])).toFixed(1);
    console.log(`${name}: ${of('latencyMs')} ms, ${of('perSecond')} sessions a second`);
  }
  console.log(`Latency: ${ratio('latencyMs', 'proxy').toFixed(2)} times the proxy's (limit 1.25)`);
  console.log(`Throughput: ${ratio('perSecond', 'proxy').toFixed(2)} times the proxy's (limit 0.90)`);
  console.log(
    `To the least that Node can do: latency ${ratio('latencyMs', 'pipe').toFixed(2)}, throughput ${ratio('perSecond', 'pipe').toFixed(2)}`,
  );
}

const [role = '15', baseUrl] = process.argv.slice(2);
if (roles[role]) await roles[role](baseUrl);
else await compare(Number(role));
