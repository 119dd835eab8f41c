#!/usr/bin/env node
// `npx cube-embed`. Each command is loaded only where it is asked for: the doctor needs no SQL engine.

const usage = `Usage: cube-embed emulator   a local Cube: sessions, dashboards, chat and app, without an account
       cube-embed doctor     looks along the chain from your tenant to your page, and says what is broken

cube-embed COMMAND --help has its options.
`;

const run = async ([command, ...args]: readonly string[]): Promise<number | undefined> => {
  switch (command) {
    case 'emulator': {
      const {runEmulator} = await import('./emulator/cli.js');
      return runEmulator(args);
    }
    case 'doctor': {
      const {runDoctor} = await import('./doctor/command.js');
      const interrupted = new AbortController();
      // A second one ends the process at once.
      process.once('SIGINT', () => {
        interrupted.abort();
      });
      return runDoctor(args, {
        key: process.env['CUBE_API_KEY'],
        out: (text) => process.stdout.write(text),
        err: (text) => process.stderr.write(text),
        signal: interrupted.signal,
      });
    }
    case '--help':
      process.stdout.write(usage);
      return 0;
    default:
      // What was typed is not repeated: it may be a key in the wrong place.
      process.stderr.write(`The commands are "emulator" and "doctor".\n\n${usage}`);
      return 2;
  }
};

run(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    // Where it was thrown, without its message, which may quote a key.
    const {name, stack = ''} = error instanceof Error ? error : new Error();
    process.stderr.write(
      `cube-embed failed by a fault of its own: ${name}\n${stack.match(/^\s+at .*$/gm)?.join('\n') ?? ''}\n`,
    );
    process.exitCode = 1;
  },
);

export {};
