import assert from 'node:assert/strict';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {packAndInstall, type Packed} from './packed.js';

const withMap = (path: string): string[] => [path, `${path}.map`];

const expected = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'package.json',
  'dist/THIRD-PARTY-LICENSES.txt',
  'dist/angular.js',
  'dist/custom-elements.json',
  'dist/integrity.json',
  'dist/start.js',
  'dist/vscode.html-custom-data.json',
  'dist/web-types.json',
  'dist/cli.js',
  'dist/emulator/cli.js',
  'dist/emulator/index.js',
  'dist/emulator/page.js',
  'dist/emulator/sql-wasm.wasm',
  ...['cube-embed', 'element', 'react', 'server', 'node/react'].flatMap((name) => withMap(`dist/${name}.js`)),
  ...[
    'angular',
    'element',
    'emulator',
    'index',
    'preact',
    'react',
    'server',
    'solid',
    'shared',
    'svelte',
    'template',
    'vue',
  ].map((name) => `dist/types/${name}.d.ts`),
  ...readdirSync('docs', {recursive: true, encoding: 'utf8'})
    .filter((page) => page.endsWith('.md'))
    .map((page) => `docs/${page}`),
  ...['llms.txt', 'SKILL.md'].filter((file) => existsSync(file)),
];

describe('the published package', () => {
  let packed: Packed;
  before(async () => {
    packed = await packAndInstall();
  });
  after(() => packed.remove());

  const read = (path: string): string => readFileSync(join(packed.project, 'node_modules/cube-embed', path), 'utf8');

  test('has exactly the listed files', () => assert.deepEqual(packed.files, expected.sort()));

  test('installs no other package and runs no script', () => {
    assert.deepEqual(
      readdirSync(join(packed.project, 'node_modules')).filter((name) => !name.startsWith('.')),
      ['cube-embed'],
    );
    const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, unknown>>;
    assert.equal(manifest.dependencies, undefined);
    assert.deepEqual(Object.keys(manifest.peerDependencies!), Object.keys(manifest.peerDependenciesMeta!));
    for (const script of ['preinstall', 'install', 'postinstall']) assert.ok(!(script in manifest.scripts!));
  });

  test('has source maps with the sources in them and no path of the building machine', () => {
    for (const file of packed.files.filter((path) => path.endsWith('.map'))) {
      const map = JSON.parse(read(file)) as {sources: string[]; sourcesContent: (string | null)[]};
      assert.ok(map.sources.length, file);
      assert.equal(map.sourcesContent.length, map.sources.length, file);
      for (const [index, source] of map.sources.entries()) {
        assert.ok(map.sourcesContent[index], `${file}: ${source} has no content`);
        assert.match(source, /^(\.\.\/)+(src|node_modules)\/|commonjsHelpers|^\0/, file);
      }
    }
    for (const file of packed.files.filter((path) => /\.(js|json|ts|map)$/.test(path))) {
      assert.ok(!read(file).includes(process.cwd()), `${file} names ${process.cwd()}`);
    }
  });

  test('has bundles that begin with their licence, and name their source map where that is published', () => {
    const {version} = JSON.parse(read('package.json')) as {version: string};
    // The fast start goes into pages unchanged: a policy has its hash, and every byte counts.
    const bundles = packed.files.filter((path) => path.endsWith('.js') && path !== 'dist/start.js');
    for (const file of bundles) {
      const code = read(file).replace(/^#!.*\n/, '');
      const [banner] = code.split('\n', 1) as [string];
      assert.ok(banner.startsWith(`/*! cube-embed ${version} | MIT`), `${file}: ${banner}`);
      if (code.includes('Google LLC')) assert.match(banner, /includes Lit, BSD-3-Clause, \(c\) Google LLC/, file);
      const map = code.split('//# sourceMappingURL=')[1]?.trim();
      const isPacked = packed.files.includes(`${file}.map`);
      assert.equal(map, isPacked ? `${file.split('/').at(-1)}.map` : undefined, file);
    }
  });

  test('has a cube-embed/angular that imports the element and holds no copy of it', () => {
    assert.match(read('dist/angular.js'), /^\/\*![^\n]*\*\/\nimport 'cube-embed';\n/);
    assert.ok(read('dist/angular.js').length < 8000);
  });

  test('has the licence of every bundled package', () => {
    const notices = read('dist/THIRD-PARTY-LICENSES.txt');
    for (const name of ['@lit/react', 'lit-html', 'chart.js', 'sql.js', 'hono']) {
      assert.match(notices, new RegExp(`^${name} \\d.*\\(.+\\)\\n\\n\\S`, 'm'), name);
    }
  });
});
