// A link of any length, in user space: a TCP proxy that delays every byte by half a round trip each way. The
// browser's own handshake with the proxy takes no time, so the first bytes wait one round trip longer, as if they had
// waited for the handshake. It simulates neither bandwidth nor slow start.
import {createServer, connect} from 'node:net';

/** Forwards the bytes of one socket to another one, in order, `delayMs()` later. */
function pass(from, to, delayMs) {
  const later = (act) => setTimeout(() => to.destroyed || act(), delayMs());
  from.on('data', (bytes) => later(() => to.write(bytes)));
  from.on('end', () => later(() => to.end()));
  from.on('close', () => later(() => to.destroy()));
  from.on('error', () => to.destroy());
  from.setNoDelay(true);
}

/** Starts a link to a port of this machine; `roundTripMs` may be set between loads. */
export async function startSlowLink(port) {
  const link = {roundTripMs: 0, port: 0, stop: () => server.close()};
  const server = createServer((client) => {
    const handshakeDone = performance.now() + link.roundTripMs;
    const upstream = connect(port, '127.0.0.1');
    pass(client, upstream, () => Math.max(handshakeDone - performance.now(), 0) + link.roundTripMs / 2);
    pass(upstream, client, () => link.roundTripMs / 2);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  link.port = server.address().port;
  return link;
}
