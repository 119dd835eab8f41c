// `npm start`: the demo. Builds the package where its sources are newer, starts the emulator and the host application, and runs
// until it is stopped. With CUBE_BASE_URL, CUBE_API_KEY and CUBE_DEPLOYMENT_ID set it talks to that Cube instead of the emulator.
import {spawnSync} from 'node:child_process';
import {readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';

const usage = `Usage: npm start -- [--port 4300] [--emulator-port 4280]

  --port            the port of the page, or the variable PORT (default 4300)
  --emulator-port   the port of the emulator, or the variable EMULATOR_PORT (default 4280)

0 picks a free port. With CUBE_BASE_URL, CUBE_API_KEY, CUBE_DEPLOYMENT_ID and CUBE_DASHBOARD_ID set, the page talks to
that Cube, and there is no emulator.
`;

/** A mistake in the command: printed in one line, without a stack. */
class UsageError extends Error {}

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const readPort = (name, value) => {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : NaN;
  if (!(port <= 65_535)) throw new UsageError(`${name} must be a number from 0 to 65535, not "${value}".`);
  return port;
};

const readArguments = () => {
  const {env} = process;
  try {
    const {values} = parseArgs({
      options: {
        port: {type: 'string', default: env.PORT || '4300'},
        'emulator-port': {type: 'string', default: env.EMULATOR_PORT || '4280'},
        help: {type: 'boolean', default: false},
      },
    });
    return {
      hostPort: readPort('--port', values.port),
      emulatorPort: readPort('--emulator-port', values['emulator-port']),
      wantsHelp: values.help,
    };
  } catch (error) {
    throw new UsageError(error.message);
  }
};

const changedAt = (file) => statSync(file, {throwIfNoEntry: false})?.mtimeMs ?? 0;

/** Builds the package unless all of its files are newer than the sources. */
const buildWhatIsNeeded = () => {
  const sources = readdirSync('src', {recursive: true}).map((file) => join('src', file));
  const newest = Math.max(...[...sources, 'rollup.config.mjs', 'package.json'].map(changedAt));
  const built = ['dist/cube-embed.js', 'dist/server.js', 'dist/emulator/index.js', 'dist/emulator/page.js'];
  if (built.every((file) => changedAt(file) > newest)) return;
  console.log('Building the package …');
  const {status} = spawnSync('npm', ['run', '--silent', 'build'], {stdio: 'inherit'});
  if (status !== 0) throw new UsageError('The build failed: see above.');
};

/** Adds to the error of a taken port how to choose another one. */
const withHint = (error, {hostPort, emulatorPort}) => {
  if (!/is taken/.test(error.message)) return error;
  const isHost = error.message.includes(`Port ${hostPort} `);
  const [flag, variable, port] = isHost ? ['port', 'PORT', hostPort] : ['emulator-port', 'EMULATOR_PORT', emulatorPort];
  return new UsageError(
    `${error.message} Choose another one: npm start -- --${flag} ${port + 1}, or set ${variable}; 0 picks a free one.`,
  );
};

const start = async (ports) => {
  const {startDemo, startHost} = await import('../demo/host/start-demo.ts');
  const {tenantFrom} = await import('../demo/host/tenant.ts');
  const tenant = tenantFrom(process.env);
  const running = tenant ? await startHost(tenant, ports.hostPort) : await startDemo(ports);
  console.log(`\n  cube-embed demo   ${running.hostUrl}`);
  console.log(`  Cube              ${tenant ? tenant.baseUrl : `${running.emulatorUrl} (emulator)`}\n`);
  console.log('  Ctrl+C ends it.');
  const end = () => {
    void running.stop().then(() => process.exit(0));
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  // A signal to npm ends npm and its shell, but not this process, whose parent changes then.
  const parent = process.ppid;
  const watch = () => process.ppid !== parent && end();
  if (process.env.npm_lifecycle_event === 'start') setInterval(watch, 250).unref();
};

try {
  const ports = readArguments();
  if (ports.wantsHelp) console.log(usage);
  else {
    buildWhatIsNeeded();
    await start(ports).catch((error) => {
      throw withHint(error, ports);
    });
  }
} catch (error) {
  const isMistake = error instanceof UsageError || error.name === 'StartError';
  console.error(isMistake ? error.message : error);
  process.exit(1);
}
