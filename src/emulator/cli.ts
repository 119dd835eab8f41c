import {parseArgs} from 'node:util';
import {defaultApiKey, defaultApiKeys} from './api-keys.js';
import {createEmulator, readContentFile} from './index.js';

const usage = `Usage: cube-embed emulator [--port 4280] [--host 127.0.0.1] [--allow-host NAME]
                           [--content file.json] [--api-key KEY]

  --port        the port to listen on; 0 picks a free one (default 4280)
  --host        the address to listen on (default 127.0.0.1; 0.0.0.0 for every one)
  --allow-host  a further name that requests may come by, such as a container's; may be given several times
  --content     a JSON file with your own tables, views and dashboards
  --api-key     a key that generate-session takes; may be given several times (default ${defaultApiKey})
  --help        this text
`;

/** A mistake in the command line: printed in one line, without a stack. */
class UsageError extends Error {}

const readArguments = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        port: {type: 'string', default: '4280'},
        host: {type: 'string', default: '127.0.0.1'},
        'allow-host': {type: 'string', multiple: true, default: []},
        content: {type: 'string'},
        'api-key': {type: 'string', multiple: true},
        help: {type: 'boolean', default: false},
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

const readPort = (value: string): number => {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : NaN;
  if (!(port <= 65_535)) throw new UsageError(`--port must be a number from 0 to 65535, not "${value}".`);
  return port;
};

const run = async (args: readonly string[]): Promise<void> => {
  const {values, positionals} = readArguments(args);
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  if (positionals.length > 0) throw new UsageError('Every value belongs to an option: --name value.');
  const port = readPort(values.port);
  const apiKeys = values['api-key'] ?? defaultApiKeys;
  const content = values.content === undefined ? {} : await readContentFile(values.content);
  const emulator = createEmulator({...content, apiKeys});
  const end = (): void => {
    // Nothing outlives the process: there is nothing to wait for.
    void emulator.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  const server = await emulator.listen({port, hostname: values.host, allowHosts: values['allow-host']});
  process.stdout.write(`Cube emulator: ${server.url}\n${apiKeys.map((key) => `API key: ${key}\n`).join('')}`);
};

/** Runs `cube-embed emulator` until a signal ends it. Resolves with an exit status only where it is over at once. */
export const runEmulator = async (args: readonly string[]): Promise<number | undefined> => {
  try {
    await run(args);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(error instanceof UsageError ? `${message}\n\n${usage}` : `${message}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
};
