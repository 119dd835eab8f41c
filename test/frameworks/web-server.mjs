// Serves what was built for a runtime of web requests: `node web-server.mjs FILE`. The file's default export is a handler,
// or has one as `fetch`. Reads `HOST` and `PORT`.
import {createServer} from 'node:http';
import {Readable} from 'node:stream';
import {pathToFileURL} from 'node:url';

const {default: built} = await import(pathToFileURL(process.argv[2]).href);
const handle = built.fetch ?? built;

createServer(async (req, res) => {
  const hasBody = req.method !== 'GET' && req.method !== 'HEAD';
  const request = new Request(`http://${req.headers.host}${req.url}`, {
    method: req.method,
    headers: req.headers,
    ...(hasBody ? {body: Readable.toWeb(req), duplex: 'half'} : {}),
  });
  const response = await handle(request, {});
  res.writeHead(response.status, [...response.headers].flat());
  res.end(new Uint8Array(await response.arrayBuffer()));
}).listen(Number(process.env.PORT), process.env.HOST);
