import {createEmulator, defaultApiKey, type Emulator} from 'cube-embed/emulator';
import {contentPolicy} from './content-policy.js';
import {createHost} from './create-host.js';
import {listen} from './listen.js';
import {addStaticPage} from './static-page.js';
import type {Tenant} from './tenant.js';

export interface DemoOptions {
  /** A built application that `/` serves; a path that names no file gets its `index.html`. */
  readonly staticFolder: string;
  /** Default 0: any free port. */
  readonly emulatorPort?: number;
  /** Default 0: any free port. */
  readonly hostPort?: number;
}

/** A host application, and the emulator that it talks to. */
export interface Demo {
  /** The origin of the host application; its host name is another one than the emulator's, as in real life. */
  readonly hostUrl: string;
  readonly emulatorUrl: string;
  /** In the same process: its ledger, faults and clock are at hand. */
  readonly emulator: Emulator;
  stop(): Promise<void>;
}

/** Starts the emulator and a host application with login and session route. Rejects where a port is taken, naming it. */
export const startDemo = async ({staticFolder, emulatorPort = 0, hostPort = 0}: DemoOptions): Promise<Demo> => {
  const emulator = createEmulator();
  const {url: emulatorUrl} = await emulator.listen({port: emulatorPort});
  try {
    const tenant: Tenant = {
      baseUrl: emulatorUrl,
      apiKey: defaultApiKey,
      deploymentId: 32,
      dashboardId: 'OwVQpbdaZmBT',
    };
    const policy = contentPolicy({frames: [emulatorUrl], isOwnPage: false});
    const host = createHost({tenant, policy, addPage: (app) => addStaticPage(app, staticFolder)});
    const server = await listen((request) => host.fetch(request), hostPort);
    return {
      hostUrl: `http://localhost:${String(server.port)}`,
      emulatorUrl,
      emulator,
      stop: async () => {
        await Promise.all([server.close(), emulator.close()]);
      },
    };
  } catch (error) {
    await emulator.close();
    throw error;
  }
};
