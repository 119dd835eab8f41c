import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A program that was started as a person starts it. */
export interface StartedProgram {
  /** What it wrote so far. */
  readonly output: () => string;
  readonly hasEnded: () => boolean;
  /** Waits until it and all that it started have ended, and answers its exit code; null where a signal ended it. */
  readonly ended: () => Promise<number | null>;
  /** Ends it: `SIGINT` goes to all of it, as from a terminal, `SIGTERM` to what was started alone. */
  readonly end: (signal: 'SIGINT' | 'SIGTERM') => Promise<number | null>;
}

/** How long a program may take to end. */
const patienceMs = 60_000;

/** Starts a program in the repository. What is left of it ends with the test's process. */
export const startProgram = (
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): StartedProgram => {
  // A group of its own: npm starts a shell, which starts Node.
  const child = spawn(command, args, {cwd: root, env: {...process.env, ...env}, detached: true});
  const {pid} = child;
  assert.ok(pid !== undefined, `${command} starts`);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  }
  const killAll = (): void => {
    process.kill(-pid, 'SIGKILL');
  };
  process.once('exit', killAll);
  // Not `exit`: what it started writes to the same streams, and may live longer.
  let hasEnded = false;
  const closed = once(child, 'close').finally(() => {
    hasEnded = true;
    process.off('exit', killAll);
  });
  const ended = async (): Promise<number | null> => {
    const waiting = new AbortController();
    const late = sleep(patienceMs, undefined, {signal: waiting.signal, ref: false}).then(() => {
      killAll();
      assert.fail(`${command} ${args.join(' ')} doesn't end; it wrote:\n${text}`);
    });
    await Promise.race([closed, late]).finally(() => waiting.abort());
    return child.exitCode;
  };
  return {
    output: () => text,
    hasEnded: () => hasEnded,
    ended,
    end: (signal) => {
      if (!hasEnded) process.kill(signal === 'SIGINT' ? -pid : pid, signal);
      return ended();
    },
  };
};

/** Waits until a program has written something, and answers the groups of the pattern. */
export const untilWritten = async (
  program: StartedProgram,
  pattern: RegExp,
  withinMs = 90_000,
): Promise<readonly string[]> => {
  const end = Date.now() + withinMs;
  for (;;) {
    const match = pattern.exec(program.output());
    if (match) return match.slice(1);
    assert.ok(
      !program.hasEnded() && Date.now() < end,
      `the program writes ${String(pattern)}, not:\n${program.output()}`,
    );
    await sleep(50);
  }
};

/** The demo, started by `npm start`. */
export interface StartedDemo extends StartedProgram {
  readonly hostUrl: string;
  readonly cubeUrl: string;
}

/** The machine's own variables would lead to somebody's real tenant, and to ports that are taken. */
const noVariables = {CUBE_BASE_URL: '', CUBE_API_KEY: '', CUBE_DEPLOYMENT_ID: '', CUBE_DASHBOARD_ID: ''};

/** Runs `npm start` on free ports, and waits until it says where it is. */
export const startDemoProcess = async (env: Readonly<Record<string, string>> = {}): Promise<StartedDemo> => {
  const program = startProgram('npm', ['start', '--', '--port', '0', '--emulator-port', '0'], {
    ...noVariables,
    ...env,
  });
  const [hostUrl = '', cubeUrl = ''] = await untilWritten(program, /demo\s+(http:\S+)[\s\S]*Cube\s+(http:\S+)/);
  return {...program, hostUrl, cubeUrl};
};
