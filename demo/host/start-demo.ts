import {createEmulator, defaultApiKey, type Emulator} from 'cube-embed/emulator';
import {contentPolicy} from './content-policy.js';
import {demoContent} from './demo-content.js';
import {createHost} from './create-host.js';
import {listen} from './listen.js';
import {addPlaygroundPage, bundlePlayground} from './playground-page.js';
import {createPlayground} from './playground.js';
import {createEmbedRoutes} from './session-route.js';
import {addStaticPage} from './static-page.js';
import type {Tenant} from './tenant.js';

export interface DemoOptions {
  /** A built application that `/` serves; a path that names no file gets its `index.html`. Default: the playground. */
  readonly staticFolder?: string | undefined;
  /** Default 0: any free port. */
  readonly emulatorPort?: number;
  /** Default 0: any free port. */
  readonly hostPort?: number;
}

/** A running host application. */
export interface RunningHost {
  /** Its origin, whose host name differs from the emulator's, as in production. */
  readonly hostUrl: string;
  stop(): Promise<void>;
}

/** A host application and its emulator. */
export interface Demo extends RunningHost {
  readonly emulatorUrl: string;
  /** In the same process: its ledger, faults and clock are at hand. */
  readonly emulator: Emulator;
}

const serve = async (host: ReturnType<typeof createHost>, port: number): Promise<RunningHost> => {
  const server = await listen((request) => host.fetch(request), port);
  return {hostUrl: `http://localhost:${String(server.port)}`, stop: () => server.close()};
};

/** Starts the demo's page on a host that uses a real tenant, where the page can't choose viewers. */
export const startHost = async (tenant: Tenant, hostPort = 0): Promise<RunningHost> => {
  const script = await bundlePlayground();
  const host = createHost({
    tenant,
    policy: contentPolicy({frames: [tenant.baseUrl], isOwnPage: true}),
    createRoutes: (visits) => createEmbedRoutes(tenant, visits),
    addPage: (app) => addPlaygroundPage(app, script),
  });
  return serve(host, hostPort);
};

/** Starts the emulator and a host application with login and session route. Rejects with an error that names the port where it is taken. */
export const startDemo = async ({staticFolder, emulatorPort = 0, hostPort = 0}: DemoOptions = {}): Promise<Demo> => {
  const emulator = createEmulator(demoContent);
  const {url: emulatorUrl, port} = await emulator.listen({port: emulatorPort});
  const tenant: Tenant = {
    baseUrl: emulatorUrl,
    apiKey: defaultApiKey,
    deploymentId: 32,
    dashboardId: 'OwVQpbdaZmBT',
  };
  const otherOrigin = `http://localhost:${String(port)}`;

  const playgroundHost = async () => {
    const script = await bundlePlayground();
    const playground = createPlayground(tenant, emulator, otherOrigin);
    return createHost({
      tenant,
      // The policy allows the other origin, so that the element, not the browser, must refuse it.
      policy: contentPolicy({frames: [emulatorUrl, otherOrigin], isOwnPage: true}),
      hasPlayground: true,
      createRoutes: playground.createRoutes,
      addPage: (app, visits) => {
        playground.addRoutes(app, visits);
        addPlaygroundPage(app, script);
      },
    });
  };
  const staticHost = (folder: string) =>
    createHost({
      tenant,
      policy: contentPolicy({frames: [emulatorUrl], isOwnPage: false}),
      createRoutes: (visits) => createEmbedRoutes(tenant, visits),
      addPage: (app) => addStaticPage(app, folder),
    });

  try {
    const running = await serve(
      staticFolder === undefined ? await playgroundHost() : staticHost(staticFolder),
      hostPort,
    );
    return {
      hostUrl: running.hostUrl,
      emulatorUrl,
      emulator,
      stop: async () => {
        await Promise.all([running.stop(), emulator.close()]);
      },
    };
  } catch (error) {
    await emulator.close();
    throw error;
  }
};
