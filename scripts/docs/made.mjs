// The pages with parts that are made of the sources, with these parts up to date. Needs tsx: it imports the error codes from the
// element's own module.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {CubeEmbedError, errorCodes} from '../../src/public.ts';
import {readManifest} from '../contract/manifest.mjs';
import {llmsText, readmeBlocks} from './agents.mjs';
import {readExports} from './exports.mjs';
import {pagePaths} from './pages.mjs';
import {partsOf, withParts} from './tables.mjs';

/** Reads the pages and returns each as it must be: `[path, text]`. */
export async function madePages() {
  const [element, server, emulator] = readExports('src/public.ts', 'src/server/index.ts', 'src/emulator/index.ts');
  const parts = {
    ...readmeBlocks(),
    ...partsOf({
      manifest: await readManifest(),
      exports: {element, server, emulator},
      errors: errorCodes.map((code) => new CubeEmbedError({code})),
    }),
  };
  const pages = ['SKILL.md', ...pagePaths().map((path) => join('docs', path))]
    .map((path) => [path, readFileSync(path, 'utf8')])
    .filter(([, text]) => text.includes('<!-- made: '))
    .map(([path, text]) => [path, withParts(text, parts)]);
  return [...pages, ['llms.txt', llmsText('docs/')]];
}
