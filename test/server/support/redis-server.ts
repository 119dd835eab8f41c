import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {installPackages, isRunnable, onPath} from '../../../scripts/debian.mjs';

const findRedis = (): string | undefined => onPath('redis-server').find(isRunnable);

/** Where Redis is, installed now where it was missing and may be; undefined where there is none. */
export const ensureRedis = (): string | undefined => {
  if (!findRedis()) installPackages('redis-server');
  return findRedis();
};

/** Starts a Redis of the test's own, at a socket in a folder of its own; it keeps nothing on disk. */
export const startRedis = async (program: string): Promise<{socket: {path: string; tls: false}} & AsyncDisposable> => {
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  const path = join(folder, 'socket');
  const child = spawn(program, ['--port', '0', '--unixsocket', path, '--save', '', '--appendonly', 'no']);
  let log = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (/ready to accept connections/i.test(log)) resolve();
    });
    child.on('exit', () => reject(new Error(`redis-server ended: ${log}`)));
  });
  return {
    socket: {path, tls: false},
    async [Symbol.asyncDispose]() {
      const ended = new Promise((resolve) => child.on('exit', resolve));
      child.kill();
      await ended;
      rmSync(folder, {recursive: true, force: true});
    },
  };
};
