// What the session handler costs over a proxy that only forwards: one load tool, one run, 50 connections, the servers by turns.
// Each round measures every server once, for a second; a ratio is the median of the rounds' ratios, so that whatever else the
// machine does falls on all of them alike.  node --import tsx bench/server.bench.mjs [rounds]
import {fork} from 'node:child_process';
import {createServer} from 'node:http';
import {fileURLToPath} from 'node:url';
import autocannon from 'autocannon';

const path = '/api/v1/embed/generate-session';
const body = JSON.stringify({type: 'dashboard', id: 'OwVQpbdaZmBT', reason: 'initial'});

const listen = (listener) => {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
};

const roles = {
  /** Answers at once: nothing hides what the servers before it cost. */
  cube: () =>
    listen((req, res) => {
      req.resume().on('end', () => {
        res.setHeader('content-type', 'application/json');
        res.end('{"sessionId":"session-0123456789"}');
      });
    }),
  /** Node's http and fetch: takes the body, sends it on, sends the answer back. */
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

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function compare(rounds) {
  const cube = await start('cube');
  const servers = {proxy: await start('proxy', cube.url), handler: await start('handler', cube.url)};
  const figures = {proxy: [], handler: []};
  for (const {url} of Object.values(servers)) await measure(url, 4);
  for (let round = 0; round < rounds; round += 1) {
    // Who goes first changes, so that nobody always has the quiet moment.
    const names = round % 2 ? ['handler', 'proxy'] : ['proxy', 'handler'];
    for (const name of names) figures[name].push(await measure(servers[name].url, 1));
  }
  for (const server of [cube, ...Object.values(servers)]) server.stop();
  const ratio = (what) => median(figures.handler.map((figure, round) => figure[what] / figures.proxy[round][what]));
  for (const [name, rounds] of Object.entries(figures)) {
    const of = (what) => median(rounds.map((figure) => figure[what])).toFixed(1);
    console.log(`${name}: ${of('latencyMs')} ms, ${of('perSecond')} sessions a second`);
  }
  console.log(`Latency: ${ratio('latencyMs').toFixed(2)} times the proxy's (limit 1.25)`);
  console.log(`Throughput: ${ratio('perSecond').toFixed(2)} times the proxy's (limit 0.90)`);
}

const [role = '15', baseUrl] = process.argv.slice(2);
if (roles[role]) await roles[role](baseUrl);
else await compare(Number(role));
