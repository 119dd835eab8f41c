import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {build} from 'esbuild';
import {Miniflare} from 'miniflare';
import {toNodeHandler} from '../../../src/server/index.js';
import {createService, isServicePath, type ServiceSettings} from './hard-service.js';

export interface RunningService extends AsyncDisposable {
  readonly port: number;
}

/** Bundles for an isolate; fails where the server's source needs anything of Node. */
export const bundleForWorker = async (entry: string): Promise<string> => {
  const {outputFiles} = await build({
    entryPoints: [`test/server/support/${entry}`],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
  });
  return outputFiles[0]?.text ?? '';
};

const inNode = async (settings: ServiceSettings): Promise<RunningService> => {
  const service = createService(settings);
  const server = createServer((req, res) => {
    const path = req.url ?? '';
    if (isServicePath(path)) void toNodeHandler(service[path])(req, res);
    else res.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen({port: 0, host: '127.0.0.1', backlog: 2000}, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const inWorkerd = async (settings: ServiceSettings): Promise<RunningService> => {
  const worker = new Miniflare({
    modules: true,
    script: await bundleForWorker('hard-worker.ts'),
    compatibilityDate: '2025-09-01',
    bindings: {...settings},
  });
  const {port} = await worker.ready;
  return {port: Number(port), [Symbol.asyncDispose]: () => worker.dispose()};
};

export const hardRuntimes = {Node: inNode, workerd: inWorkerd};
