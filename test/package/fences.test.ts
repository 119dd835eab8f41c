// The fences between the layers: each stops an import that the table forbids.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, test} from 'node:test';
import {ESLint} from 'eslint';
import {rollup, type OutputOptions, type RollupOptions} from 'rollup';

const configPath: string = new URL('../../rollup.config.mjs', import.meta.url).href;
const config = (await import(configPath)) as {default: RollupOptions[]};

/** Builds a bundle in memory, with an additional import in one of its modules. */
async function buildWith(file: string, module: string, imported: string): Promise<void> {
  const options = config.default.find(({output}) => (output as OutputOptions).file === file)!;
  const smuggle = {
    name: 'smuggle',
    transform: (code: string, id: string) =>
      id.endsWith(module) ? `import * as smuggled from '${imported}';\nconsole.log(smuggled);\n${code}` : null,
  };
  const build = await rollup({
    ...options,
    onwarn: (warning) => options.onwarn!(warning, () => {}),
    plugins: [smuggle, options.plugins],
  });
  await build.generate(options.output as OutputOptions);
}

describe('the build stops and names the module', () => {
  for (const [file, module, imported, named] of [
    ['dist/cube-embed.js', 'src/index.ts', './server/body.js', /src\/server\/body\.ts must not be part of/],
    ['dist/element.js', 'src/public.ts', './emulator/clock.js', /src\/emulator\/clock\.ts must not be part of/],
    [
      'dist/server.js',
      'src/server/index.ts',
      '../element/messages.js',
      /src\/element\/messages\.ts must not be part of/,
    ],
    ['dist/cube-embed.js', 'src/index.ts', './doctor/check.js', /src\/doctor\/check\.ts must not be part of/],
    ['dist/cli.js', 'src/doctor/command.ts', '../emulator/clock.js', /src\/emulator\/clock\.ts must not be part of/],
    ['dist/start.js', 'src/start/start.ts', '../server/body.js', /src\/server\/body\.ts must not be part of/],
    ['dist/cube-embed.js', 'src/index.ts', 'a-package-that-is-not-there', /a-package-that-is-not-there/],
    ['dist/cube-embed.js', 'src/index.ts', 'hono', /node_modules\/hono\/.* must not be part of/],
  ] as const) {
    test(`${file} with ${imported}`, () => assert.rejects(buildWith(file, module, imported), named));
  }
});

/** The table, with a file of each layer that gets the imports. */
const layers = {
  protocol: {file: 'src/protocol/surface.ts', mayImport: []},
  page: {file: 'src/page/environment.ts', mayImport: []},
  session: {file: 'src/session/retry-policy.ts', mayImport: ['protocol', 'page']},
  frame: {file: 'src/frame/frame-policy.ts', mayImport: ['protocol', 'page']},
  element: {file: 'src/element/styles.ts', mayImport: ['protocol', 'page', 'session', 'frame']},
  server: {file: 'src/server/secrets.ts', mayImport: ['protocol']},
  doctor: {file: 'src/doctor/check.ts', mayImport: ['protocol', 'server']},
  start: {file: 'src/start/start.ts', mayImport: ['session']},
  emulator: {file: 'src/emulator/clock.ts', mayImport: ['protocol']},
  react: {file: 'src/react/cube-embed.ts', mayImport: []},
};

test('docs/architecture.md has this table', () => {
  const rows = readFileSync('docs/architecture.md', 'utf8').matchAll(/^\| `(\w+)\/` \|[^|]*\| ([^|]*) \|/gm);
  assert.deepEqual(
    Object.fromEntries(
      [...rows].map(([, layer = '', cell = '']) => [layer, cell.split(', ').filter((name) => name in layers)]),
    ),
    Object.fromEntries(Object.entries(layers).map(([layer, {mayImport}]) => [layer, [...mayImport]])),
  );
});

describe('the linter refuses imports that the table does not list', () => {
  const eslint = new ESLint();
  const cases = [
    ...Object.entries(layers).map(([layer, {file, mayImport}]) => ({layer, file, mayImport})),
    // The one folder of the server that may import the types of Node's modules.
    {layer: 'server', file: 'src/server/node/node-handler.ts', mayImport: layers.server.mayImport},
  ];
  for (const {layer, file, mayImport} of cases) {
    test(file, async () => {
      const others = Object.keys(layers).filter((other) => other !== layer);
      const code = others.map((other) => `import '../${other}/any.js';\n`).join('');
      const [result] = await eslint.lintText(code, {filePath: file});
      const refused = result!.messages
        .filter(({ruleId}) => ruleId === 'no-restricted-imports')
        .map(({line}) => others[line - 1]);
      assert.deepEqual(
        refused,
        others.filter((other) => !(mayImport as readonly string[]).includes(other)),
      );
    });
  }
});
