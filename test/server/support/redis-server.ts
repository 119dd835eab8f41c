import {execFileSync, spawn} from 'node:child_process';
import {createServer} from 'node:net';
import type {AddressInfo} from 'node:net';

const isInstalled = (): boolean => {
  try {
    execFileSync('redis-server', ['--version'], {stdio: 'ignore'});
    return true;
  } catch {
    return false;
  }
};

const install = (): void => {
  try {
    execFileSync('apt-get', ['install', '-y', 'redis-server'], {stdio: 'ignore'});
  } catch {
    throw new Error('redis-server is missing: install it, on Debian with "apt-get install redis-server".');
  }
};

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

/** Starts a Redis of the test's own, which keeps nothing on disk. */
export const startRedis = async (): Promise<{url: string} & AsyncDisposable> => {
  if (!isInstalled()) install();
  const port = await freePort();
  const child = spawn('redis-server', ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']);
  let log = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes('Ready to accept connections')) resolve();
    });
    child.on('exit', () => reject(new Error(`redis-server ended: ${log}`)));
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      const ended = new Promise((resolve) => child.on('exit', resolve));
      child.kill();
      await ended;
    },
  };
};
