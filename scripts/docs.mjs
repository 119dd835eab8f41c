// Writes the README's tables anew out of the element's JSDoc.
import {readFileSync, writeFileSync} from 'node:fs';
import {readManifest} from './contract/manifest.mjs';
import {withTables} from './contract/tables.mjs';

writeFileSync('README.md', withTables(readFileSync('README.md', 'utf8'), await readManifest()));
