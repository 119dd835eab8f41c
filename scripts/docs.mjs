// `npm run docs`: writes what the pages have of the sources anew. `-- --release` also puts the version and the hash of the last
// build into the README's script tag: `npm run version` does it, and nothing else.
import {readFileSync, writeFileSync} from 'node:fs';
import {madePages} from './docs/made.mjs';
import {withReleaseTag} from './docs/release-tag.mjs';

for (const [path, text] of await madePages()) writeFileSync(path, text);

if (process.argv.includes('--release')) {
  const {version} = JSON.parse(readFileSync('package.json', 'utf8'));
  const hash = JSON.parse(readFileSync('dist/integrity.json', 'utf8'))['cube-embed.js'];
  writeFileSync('README.md', withReleaseTag(readFileSync('README.md', 'utf8'), version, hash));
}
