import {createAdaptorServer} from '@hono/node-server';
import type {AddressInfo} from 'node:net';

export interface RunningHost {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves on a port of this machine. Rejects with an error that names the port where it is taken. */
export const listen = (
  answer: (request: Request) => Response | Promise<Response>,
  port: number,
): Promise<RunningHost> =>
  new Promise((resolve, reject) => {
    const server = createAdaptorServer({fetch: answer, overrideGlobalObjects: false});
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${String(port)} on 127.0.0.1 is taken by another program.`)
          : error,
      );
    });
    server.listen(port, '127.0.0.1', () => {
      const {port: bound} = server.address() as AddressInfo;
      resolve({
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
