import type {AddressInfo} from 'node:net';
import {createAdaptorServer} from '@hono/node-server';
import {namedHosts, refusalOf, urlHost} from './request-guard.js';
import type {RouteBindings} from './routes/route.js';

export interface ListenOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** The address to listen on; `0.0.0.0` for every one. Default 127.0.0.1, this machine alone. */
  readonly hostname?: string;
  /**
   * Further names that requests may carry as `Host`, such as a container's service name. Loopback names and `hostname` always
   * may; a request with any other is answered by 403.
   */
  readonly allowHosts?: readonly string[];
}

/** A server that runs. */
export interface RunningServer {
  /** Its origin, e.g. `http://127.0.0.1:4280`. */
  readonly url: string;
  /** The port that it got. */
  readonly port: number;
  /** Ends it, open connections included. */
  close(): Promise<void>;
}

type Answer = (request: Request, bindings: RouteBindings) => Promise<Response>;

/** What a browser calls the address: one that stands for all of them is the machine itself. */
const hostOf = (hostname: string): string => {
  if (hostname === '0.0.0.0' || hostname === '::') return '127.0.0.1';
  return urlHost(hostname);
};

const describe = (error: NodeJS.ErrnoException, port: number, hostname: string): Error => {
  if (error.code === 'EADDRINUSE') return new Error(`Port ${String(port)} on ${hostname} is taken by another program.`);
  if (error.code === 'EACCES') return new Error(`Port ${String(port)} on ${hostname} may not be used by this user.`);
  return error;
};

/** Serves on a port. Rejects with an error that names the port where it is taken. */
export const listen = (
  answer: Answer,
  {port = 0, hostname = '127.0.0.1', allowHosts = []}: ListenOptions,
): Promise<RunningServer> =>
  new Promise((resolve, reject) => {
    const named = namedHosts([hostname, ...allowHosts]);
    const server = createAdaptorServer({
      // The process belongs to the caller: its Request and Response stay what they are.
      overrideGlobalObjects: false,
      fetch: (request, {incoming, outgoing}) => {
        const refusal = refusalOf(request, incoming.headers.host, named);
        return refusal?.toResponse() ?? answer(request, {outgoing});
      },
    });
    server.on('error', (error: NodeJS.ErrnoException) => {
      reject(describe(error, port, hostname));
    });
    server.listen(port, hostname, () => {
      const {port: bound} = server.address() as AddressInfo;
      resolve({
        url: `http://${hostOf(hostname)}:${String(bound)}`,
        port: bound,
        close: () =>
          new Promise((closed) => {
            server.close(() => {
              closed();
            });
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      });
    });
  });
