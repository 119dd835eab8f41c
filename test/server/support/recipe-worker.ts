import {Miniflare} from 'miniflare';
import {type RunningProgram, type Settings} from './recipe-program.js';

/** Starts modules, the first of which is the entry, in an isolate of workerd. */
export const startWorker = async (
  modules: Readonly<Record<string, string>>,
  settings: Settings,
  compatibilityFlags: readonly string[] = [],
): Promise<RunningProgram> => {
  let output = '';
  const worker = new Miniflare({
    modules: Object.entries(modules).map(([path, contents]) => ({type: 'ESModule', path, contents})),
    compatibilityDate: '2025-09-01',
    compatibilityFlags: [...compatibilityFlags],
    bindings: settings,
    handleRuntimeStdio(...streams) {
      for (const stream of streams) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    },
  });
  const url = (await worker.ready).origin;
  return {url, output: () => output, [Symbol.asyncDispose]: () => worker.dispose()};
};
