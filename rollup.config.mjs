import {copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {builtinModules} from 'node:module';
import {relative, sep} from 'node:path';
import commonjs from '@rollup/plugin-commonjs';
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import {transform} from 'esbuild';
import {dts} from 'rollup-plugin-dts';
import esbuild from 'rollup-plugin-esbuild';

/** Where the build goes; the tests build a second time, beside the first. */
const dist = process.env.BUILD_DIR ?? 'dist';
const {name, version, license} = JSON.parse(readFileSync('package.json', 'utf8'));
const lit = 'Lit, BSD-3-Clause, (c) Google LLC';
const banner = (includes) => `/*! ${name} ${version} | ${license}${includes && ` | includes ${includes}`} */`;

/** Node's own modules, with and without their prefix, and React, which the component shares with the application. */
const external = [/^node:/, ...builtinModules, 'react'];

/** The packages that are part of a bundle. */
const bundled = new Set();

/** Writes their licences, which must go with every copy. */
const licences = {
  name: 'licences',
  writeBundle() {
    const notices = [...bundled].sort().map((dependency) => {
      const folder = `node_modules/${dependency}`;
      const {version, license} = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
      const text = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
      return `${dependency} ${version} (${license})\n\n${text ? readFileSync(`${folder}/${text}`, 'utf8').trim() : ''}\n`;
    });
    writeFileSync(`${dist}/THIRD-PARTY-LICENSES.txt`, notices.join(`\n${'-'.repeat(80)}\n\n`));
  },
};

/** The fence: stops the build with the module's name where a bundle has a module of another folder. */
const onlyFrom = (...allowed) => ({
  name: 'only-from',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      for (const id of Object.keys(chunk.modules ?? {})) {
        const path = relative(process.cwd(), id.replace(/^\0/, '').replace(/\?.*$/, '')).split(sep).join('/');
        if (!allowed.some((prefix) => path.startsWith(prefix)))
          this.error(`${path} must not be part of ${chunk.fileName}.`);
        const [, dependency] = /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
        if (dependency) bundled.add(dependency);
      }
    }
  },
});

/** The text is the last thing on its line, so the source map stays right. */
const versionOf = {
  name: 'version',
  transform: (code) =>
    code.includes("'__VERSION__'") ? {code: code.replace('__VERSION__', version), map: null} : null,
};

/** A style sheet in a module is a text to every other tool. */
const styles = {
  name: 'styles',
  async transform(code, id) {
    if (!id.endsWith('/element/styles.ts')) return null;
    const [whole, css] = /`\n(:host[^`]*)`/.exec(code);
    const {code: short} = await transform(css, {loader: 'css', minify: true, target: 'es2022'});
    return {code: code.replace(whole, () => JSON.stringify(short.trim())), map: null};
  },
};

const onwarn = (warning, warn) => {
  if (warning.code === 'UNRESOLVED_IMPORT') throw new Error(warning.message);
  // Packages compiled from TypeScript carry a helper that reads `this` at their top.
  if (warning.code !== 'THIS_IS_UNDEFINED' && warning.code !== 'CIRCULAR_DEPENDENCY') warn(warning);
};

const bundle = (
  input,
  file,
  {conditions = [], plugins = [], minify = true, sourcemap = true, from, directive = '', includes = '', outside = []},
) => ({
  input,
  // What is `outside` is a file of the package beside this one, which is imported as it is.
  external: (source) => outside.includes(source) || external.some((name) => name.test?.(source) ?? name === source),
  onwarn,
  plugins: [
    versionOf,
    styles,
    nodeResolve({exportConditions: [...conditions, 'production'], preferBuiltins: true}),
    // terser shortens the output of esbuild further. esbuild would move a directive out of its place.
    esbuild({target: 'es2022', tsconfig: 'tsconfig.json', minify: minify && !directive, legalComments: 'inline'}),
    ...plugins,
    ...(minify
      ? [
          terser({
            ecma: 2020,
            module: true,
            compress: {
              passes: 5,
              inline: 1,
              sequences: false,
              lhs_constants: false,
              directives: false,
              unsafe_arrows: true,
              unsafe_methods: true,
              if_return: false,
            },
            format: {comments: /^!/},
          }),
        ]
      : []),
    onlyFrom(...from),
  ],
  output: {file, format: 'es', sourcemap, inlineDynamicImports: true, banner: banner(includes) + directive},
});

const browser = [
  'src/index.ts',
  'src/define.ts',
  'src/public.ts',
  'src/protocol/',
  'src/page/',
  'src/session/',
  'src/frame/',
  'src/element/',
];
/** The React component; the element that it wraps is the package's own entry, registered once for all. */
const react = {
  from: ['src/react/', 'node_modules/@lit/react/'],
  directive: "\n'use client';",
  includes: lit,
  plugins: [
    {
      name: 'element-stays-outside',
      resolveId: {
        order: 'pre',
        handler: (source) => (source === '../index.js' ? {id: name, external: true} : null),
      },
    },
  ],
};
/** Source maps of the emulator would be half of the package, and its programs are readable without them. */
const emulator = {
  conditions: ['node'],
  minify: false,
  sourcemap: false,
  plugins: [commonjs()],
  from: ['src/emulator/', 'src/protocol/', 'node_modules/', 'commonjs', 'commonjsHelpers.js'],
};

/** The SQL engine's WebAssembly stands beside the emulator that loads it. */
const copySqlEngine = {
  name: 'copy-sql-engine',
  writeBundle() {
    mkdirSync(`${dist}/emulator`, {recursive: true});
    copyFileSync('node_modules/sql.js/dist/sql-wasm.wasm', `${dist}/emulator/sql-wasm.wasm`);
  },
};

/** A classic script that stands inline in a page: it sets no global name, and its bytes are the page's. */
const inline = {
  name: 'inline',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk')
        chunk.code = `{${chunk.code
          .trim()
          .replace(/;$/, '')
          .replace(/\bconst /g, 'let ')}}`;
    }
  },
};
const start = {
  input: 'src/start/start.ts',
  onwarn,
  plugins: [
    nodeResolve(),
    esbuild({target: 'es2022', tsconfig: 'tsconfig.json'}),
    terser({ecma: 2020, module: true, compress: {passes: 3}}),
    onlyFrom('src/start/', 'src/session/early-request.ts'),
    inline,
  ],
  output: {file: `${dist}/start.js`, format: 'es'},
};

/** The server returns the fast start as text, so that is built first. */
const startText = {
  name: 'start-text',
  transform: (code, id) =>
    id.endsWith('server/start-script.ts')
      ? {
          code: code.replace(/['"]__START__['"]/, () => JSON.stringify(readFileSync(`${dist}/start.js`, 'utf8'))),
          map: null,
        }
      : null,
};

export default [
  start,
  bundle('src/index.ts', `${dist}/cube-embed.js`, {from: browser}),
  bundle('src/public.ts', `${dist}/element.js`, {from: browser}),
  bundle('src/react/cube-embed.ts', `${dist}/react.js`, react),
  bundle('src/react/cube-embed.ts', `${dist}/node/react.js`, {...react, conditions: ['node'], minify: false}),
  bundle('src/server/index.ts', `${dist}/server.js`, {
    minify: false,
    plugins: [startText],
    from: ['src/server/', 'src/protocol/'],
  }),
  bundle('src/emulator/index.ts', `${dist}/emulator/index.js`, {
    ...emulator,
    plugins: [...emulator.plugins, copySqlEngine],
  }),
  bundle('src/emulator/cli.ts', `${dist}/emulator/cli.js`, {...emulator, outside: ['./index.js']}),
  bundle('src/cli.ts', `${dist}/cli.js`, {
    minify: false,
    sourcemap: false,
    outside: ['./emulator/cli.js'],
    from: ['src/cli.ts', 'src/doctor/', 'src/server/', 'src/protocol/'],
  }),
  bundle('src/emulator/page/main.ts', `${dist}/emulator/page.js`, {
    sourcemap: false,
    includes: `${lit}; Chart.js, MIT, (c) Chart.js Contributors`,
    from: ['src/emulator/', 'src/protocol/', 'node_modules/'],
  }),
  {
    input: {
      index: 'src/index.ts',
      element: 'src/public.ts',
      server: 'src/server/index.ts',
      emulator: 'src/emulator/index.ts',
    },
    external,
    onwarn,
    // One file after the other: in what order types are met decides in what order a union is written.
    maxParallelFileOps: 1,
    plugins: [dts(), licences],
    output: {dir: `${dist}/types`, format: 'es', chunkFileNames: 'shared.d.ts'},
  },
];
