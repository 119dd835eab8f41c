import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {requireProgram} from '../../../scripts/programs.js';

/** Starts a Redis of the test's own, at a socket in a folder of its own; it keeps nothing on disk. */
export const startRedis = async (): Promise<{socket: {path: string; tls: false}} & AsyncDisposable> => {
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  const path = join(folder, 'socket');
  const child = spawn(requireProgram('Redis'), [
    '--port',
    '0',
    '--unixsocket',
    path,
    '--save',
    '',
    '--appendonly',
    'no',
  ]);
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
