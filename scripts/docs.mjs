// Writes the README's tables and the hash in its script tag anew, out of the element's JSDoc and of the last build.
import {readFileSync, writeFileSync} from 'node:fs';
import {readManifest} from './contract/manifest.mjs';
import {withIntegrity, withTables} from './contract/tables.mjs';

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const readme = withTables(readFileSync('README.md', 'utf8'), await readManifest());
writeFileSync(
  'README.md',
  withIntegrity(readme, read('package.json').version, read('dist/integrity.json')['cube-embed.js']),
);
