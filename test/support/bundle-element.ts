import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

/** The element as one script for a page, from its source. */
export async function bundleElement(): Promise<string> {
  const {outputFiles} = await build({
    entryPoints: [fileURLToPath(new URL('../../src/index.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['production', 'browser'],
    tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)),
    // What package.json says about side effects, it says about the built files: the source's would be dropped.
    ignoreAnnotations: true,
    write: false,
  });
  return outputFiles[0]!.text;
}
