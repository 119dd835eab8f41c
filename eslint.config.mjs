import {configs as lit} from 'eslint-plugin-lit';
import {configs as wc} from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

// Which layer may import which: the table of docs/architecture.md. A layer that is not listed for a folder is out of bounds there.
const layers = ['protocol', 'page', 'session', 'frame', 'element', 'server', 'doctor', 'emulator', 'react', 'start'];
const mayImport = {
  protocol: [],
  page: [],
  session: ['protocol', 'page'],
  frame: ['protocol', 'page'],
  element: ['protocol', 'page', 'session', 'frame'],
  server: ['protocol'],
  // A program: what it checks by is what the route and the element go by.
  doctor: ['protocol', 'server'],
  // A bundle of its own. Its request must be the one that the element takes over.
  start: ['session'],
  emulator: ['protocol'],
  // The element comes to it through the package's entry, src/index.ts.
  react: [],
};

const fence = (layer, folder = layer, mayUseNode = ['doctor', 'emulator'].includes(layer)) => ({
  files: [`src/${folder}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          ...layers
            .filter((other) => other !== layer && !mayImport[layer].includes(other))
            .map((other) => ({
              regex: `^(\\.\\./)+${other}/`,
              message: `${layer}/ must not import ${other}/ (docs/architecture.md has the table).`,
            })),
          ...(mayUseNode
            ? []
            : [{regex: '^node:', message: 'Only the programs may use Node built-ins; the server is web-standard.'}]),
          ...(['emulator', 'react'].includes(layer)
            ? []
            : [
                {
                  regex: '^(lit|@lit)',
                  message: 'Only the pages of the emulator and the React component are made with Lit.',
                },
              ]),
        ],
      },
    ],
  },
});

export default tseslint.config(
  {
    ignores: [
      'dist',
      'site/dist',
      'site/.vitepress/cache',
      'coverage',
      'node_modules',
      'demo/frameworks/*/dist',
      'test/frameworks/recipes/*/',
      '**/.svelte-kit',
      '**/.angular',
      'test/types/*/',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked.map((c) => ({
    ...c,
    files: ['src/**/*.ts', 'test/**/*.ts', 'demo/{host,playground}/**/*.ts'],
  })),
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'demo/{host,playground}/**/*.ts'],
    languageOptions: {parserOptions: {projectService: true, tsconfigRootDir: import.meta.dirname}},
    linterOptions: {reportUnusedDisableDirectives: 'error'},
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', {fixStyle: 'inline-type-imports'}],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', {considerDefaultExhaustiveForUnions: true}],
      'max-lines': ['error', {max: 250, skipBlankLines: true, skipComments: true}],
      'no-restricted-syntax': [
        'error',
        {selector: "CallExpression[callee.name='eval']", message: 'No eval: strict Content-Security-Policy.'},
        {selector: "AssignmentExpression[left.property.name='innerHTML']", message: 'No innerHTML: Trusted Types.'},
        {selector: 'TSEnumDeclaration', message: 'No enum: use an `as const` object and a union.'},
      ],
    },
  },
  {
    // node:test returns promises that the runner itself awaits; chai's assertions are expressions.
    files: ['test/**/*.ts'],
    rules: {
      // A test is split by behaviour, never by length.
      'max-lines': 'off',
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  {...lit['flat/recommended'], files: ['src/**/*.ts', 'demo/playground/**/*.ts']},
  {...wc['flat/recommended'], files: ['src/**/*.ts', 'demo/playground/**/*.ts']},
  ...layers.map((layer) => fence(layer)),
  // The adapter of Node's request and response may import their types.
  fence('server', 'server/node', true),
);
