// `npm run docs`: rewrites the parts of the pages that are made of the sources. `-- --release` also writes the version and the hash
// of the last build into the README; `npm run version` alone does that.
import {readFileSync, writeFileSync} from 'node:fs';
import {madePages} from './docs/made.mjs';
import {withReleaseTag} from './docs/release-tag.mjs';

for (const [path, text] of await madePages()) writeFileSync(path, text);

if (process.argv.includes('--release')) {
  const {version} = JSON.parse(readFileSync('package.json', 'utf8'));
  const hashes = JSON.parse(readFileSync('dist/integrity.json', 'utf8'));
  writeFileSync('README.md', withReleaseTag(readFileSync('README.md', 'utf8'), version, hashes));
}
