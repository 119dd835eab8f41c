import {spawn} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer, type AddressInfo} from 'node:net';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';

/** How a recipe is run: its files, the command that builds them, the command that serves them. */
export interface Program {
  readonly files: Readonly<Record<string, string>>;
  readonly build?: readonly string[];
  readonly command: readonly string[];
}

/** The environment that every recipe reads. */
export type Settings = Readonly<Record<'CUBE_BASE_URL' | 'CUBE_API_KEY' | 'CUBE_DEPLOYMENT_ID', string>>;

export interface RunningProgram extends AsyncDisposable {
  readonly url: string;
  /** Its whole output. */
  readonly output: () => string;
}

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

/** Inside of node_modules, so that a recipe in JavaScript finds the packages that it imports. */
const workshop = join('node_modules', '.cache', 'cube-embed-recipes');

const run = (command: readonly string[], cwd: string, env: NodeJS.ProcessEnv) => {
  const child = spawn(command[0] ?? '', command.slice(1), {cwd, env});
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((resolve) =>
    child.once('close', resolve).once('error', () => resolve(null)),
  );
  return {child, ended, output: () => output};
};

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );

const environment = (settings: Settings, port: number, url: string): NodeJS.ProcessEnv => ({
  ...process.env,
  ...settings,
  PORT: `${port}`,
  HOST: '127.0.0.1',
  APP_ORIGIN: url,
  SESSION_SECRET: 'a secret of the host application',
});

/** Starts the server of a recipe on a port of its own, and resolves when it answers. */
export const startServer = async (
  command: readonly string[],
  cwd: string,
  settings: Settings,
): Promise<RunningProgram> => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const {child, ended, output} = run(command, cwd, environment(settings, port, url));
  let over = false;
  void ended.then(() => (over = true));
  for (const started = Date.now(); !(await answers(url)); await delay(50)) {
    if (over) throw new Error(`${command.join(' ')} ended:\n${output()}`);
    if (Date.now() - started > 60_000) throw new Error(`${command.join(' ')} never answered:\n${output()}`);
  }
  return {
    url,
    output,
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
    },
  };
};

/** Waits until a program has printed a text that matches, behind its first `from` characters. */
export const printed = async ({output}: Pick<RunningProgram, 'output'>, pattern: RegExp, from = 0): Promise<void> => {
  for (const started = Date.now(); !pattern.test(output().slice(from)); await delay(20)) {
    if (Date.now() - started > 20_000) throw new Error(`Its log has no ${pattern}:\n${output().slice(from)}`);
  }
};

/** Starts a recipe in a folder of its own. */
export const startProgram = async (program: Program, settings: Settings): Promise<RunningProgram> => {
  mkdirSync(workshop, {recursive: true});
  const cwd = mkdtempSync(join(workshop, 'recipe-'));
  const removeFiles = (): void => rmSync(cwd, {recursive: true, force: true});
  for (const [name, text] of Object.entries(program.files)) writeFileSync(join(cwd, name), text);
  if (program.build) {
    const {ended, output} = run(program.build, cwd, {...process.env, ...settings});
    if ((await ended) !== 0) throw new Error(`${program.build.join(' ')} failed:\n${output()}`);
  }
  const server = await startServer(program.command, cwd, settings);
  return {
    ...server,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      removeFiles();
    },
  };
};
