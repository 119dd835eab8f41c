// Writes into dist/ what belongs to the bundles: the manifest, all files that are made of it, and the bundles' integrity.
import {createHash} from 'node:crypto';
import {chmodSync, copyFileSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {angularModule, angularTypes} from './contract/angular.mjs';
import {htmlData, webTypes} from './contract/editor-data.mjs';
import {readManifest} from './contract/manifest.mjs';
import {templateTypes} from './contract/template-types.mjs';

const dist = process.env.BUILD_DIR ?? 'dist';
const write = (path, content) =>
  writeFileSync(`${dist}/${path}`, typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`);

const manifest = await readManifest();
write('custom-elements.json', manifest);
write('types/template.d.ts', templateTypes(manifest));
write('vscode.html-custom-data.json', htmlData(manifest));
write('web-types.json', webTypes(manifest, JSON.parse(readFileSync('package.json', 'utf8'))));
// The bundle's first comment; its code follows in the same line.
const [banner] = /^\/\*!.*?\*\//.exec(readFileSync(`${dist}/cube-embed.js`, 'utf8')) ?? [''];
write('angular.js', angularModule(manifest, banner));
write('types/angular.d.ts', angularTypes(manifest));
for (const file of readdirSync('types')) copyFileSync(`types/${file}`, `${dist}/types/${file}`);

const integrity = (file) =>
  `sha384-${createHash('sha384')
    .update(readFileSync(`${dist}/${file}`))
    .digest('base64')}`;
write(
  'integrity.json',
  Object.fromEntries(['cube-embed.js', 'element.js', 'start.js'].map((file) => [file, integrity(file)])),
);
// npm makes an installed program executable; this one runs from dist/, too.
chmodSync(`${dist}/cli.js`, 0o755);
