// Every export of the project's modules is imported by another one. Exempt are the package's entries, and a class or type that its
// own module uses: an element is registered there, and the type of an exported function's options is worth a name outside.
import assert from 'node:assert/strict';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {describe, test} from 'node:test';
import ts from 'typescript';

/** Modules whose exports are for others: the package's entries, and workers that tests start by their path. */
const entries = [
  'src/index.ts',
  'src/public.ts',
  'src/server/index.ts',
  'src/emulator/index.ts',
  'src/react/cube-embed.ts',
  'test/server/support/hard-worker.ts',
  'test/server/support/worker-entry.ts',
];

const files = ['src', 'scripts', 'bench', 'demo/host', 'demo/playground', 'test', 'site/.vitepress', '.']
  .flatMap((folder) =>
    readdirSync(folder, {recursive: folder !== '.', encoding: 'utf8'}).map((file) => join(folder, file)),
  )
  .filter((file) => /\.m?[jt]s$/.test(file) && !/\.d\.m?ts$|^test\/(types|frameworks\/recipes)\/|\/cache\//.test(file));

/** The file that a relative specifier names: `./clock.js` is `clock.ts` in TypeScript. */
const resolve = (from: string, specifier: string): string =>
  [specifier, specifier.replace(/\.js$/, '.ts'), specifier.replace(/\.mjs$/, '.mts')]
    .map((path) => join(dirname(from), path))
    .find((path) => /\.\w+$/.test(path) && existsSync(path)) ?? '';

interface Module {
  readonly exports: Set<string>;
  /** The names that are imported of each other file; `*` for all of them. */
  readonly imports: {readonly file: string; readonly names: readonly string[]}[];
}

const isExported = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) && !!ts.getModifiers(node)?.some(({kind}) => kind === ts.SyntaxKind.ExportKeyword);

const textOf = (node: ts.Node | undefined): string => (node && ts.isStringLiteralLike(node) ? node.text : '');

const boundNames = (name: ts.BindingName): string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundNames(element.name)));

const timesIn = (text: string, word: string): number => [...text.matchAll(new RegExp(`\\b${word}\\b`, 'g'))].length;

/** Reads the names that a module imports and exports. */
function readModule(file: string, text: string): Module {
  const exports = new Set<string>();
  const imports: Module['imports'] = [];
  const add = (specifier: string, names: readonly string[]): void => {
    if (specifier.startsWith('.')) imports.push({file: resolve(file, specifier), names});
  };

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const clause = node.importClause;
      const bindings = clause?.namedBindings;
      add(textOf(node.moduleSpecifier), [
        ...(clause?.name ? ['default'] : []),
        ...(bindings && ts.isNamedImports(bindings)
          ? bindings.elements.map(({name, propertyName}) => (propertyName ?? name).text)
          : []),
        ...(bindings && ts.isNamespaceImport(bindings) ? ['*'] : []),
      ]);
    } else if (ts.isExportDeclaration(node)) {
      const named = node.exportClause && ts.isNamedExports(node.exportClause) ? node.exportClause.elements : undefined;
      for (const {name} of named ?? []) exports.add(name.text);
      if (node.moduleSpecifier) {
        add(textOf(node.moduleSpecifier), named?.map(({name, propertyName}) => (propertyName ?? name).text) ?? ['*']);
      }
    } else if (ts.isExportAssignment(node)) exports.add('default');
    else if (ts.isVariableStatement(node) && isExported(node)) {
      for (const {name} of node.declarationList.declarations) {
        for (const bound of boundNames(name)) exports.add(bound);
      }
    } else if (
      (ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) &&
      isExported(node)
    ) {
      if (timesIn(text, node.name?.text ?? '') === 1) exports.add(node.name?.text ?? '');
    } else if (ts.isFunctionDeclaration(node) && isExported(node)) {
      const isDefault = ts.getModifiers(node)?.some(({kind}) => kind === ts.SyntaxKind.DefaultKeyword);
      exports.add(isDefault ? 'default' : (node.name?.text ?? ''));
    } else if (ts.isImportTypeNode(node)) {
      add(ts.isLiteralTypeNode(node.argument) ? textOf(node.argument.literal) : '', ['*']);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      // `const {name} = await import('…')` takes those alone.
      const declaration = ts.isAwaitExpression(node.parent) ? node.parent.parent : node.parent;
      const names =
        ts.isVariableDeclaration(declaration) && ts.isObjectBindingPattern(declaration.name)
          ? declaration.name.elements.map(({name, propertyName}) => (propertyName ?? name).getText())
          : ['*'];
      add(textOf(node.arguments[0]), names);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return {exports, imports};
}

/** The exports that no other module imports, as `file: name`. */
function deadExports(modules: ReadonlyMap<string, Module>): string[] {
  const used = new Map<string, Set<string>>();
  for (const {imports} of modules.values()) {
    for (const {file, names} of imports) {
      const all = used.get(file) ?? new Set();
      for (const name of names) all.add(name);
      used.set(file, all);
    }
  }
  return [...modules]
    .filter(([file]) => !entries.includes(file) && !/\.config\.mjs$|-reporter\.mjs$|site\//.test(file))
    .flatMap(([file, {exports}]) =>
      [...exports]
        .filter((name) => !used.get(file)?.has('*') && !used.get(file)?.has(name))
        .map((name) => `${file}: ${name}`),
    )
    .sort();
}

describe('exports', () => {
  test('each one is imported by another module', () => {
    const modules = new Map(files.map((file) => [file, readModule(file, readFileSync(file, 'utf8'))]));
    assert.deepEqual(deadExports(modules), []);
  });

  test('an export without an import is found, whatever its form', () => {
    const text = `export const a = 1, {b} = {b: 2}; export function c() {} export class D {} export interface E {}
      export type F = 1; export interface Used {} export type G = Used; const g = 1; export {g as h}; export default g;`;
    const modules = new Map([
      ['src/clock.ts', readModule('src/clock.ts', text)],
      ['src/user.ts', readModule('src/user.ts', `import {c} from './clock.js';`)],
    ]);
    modules.get('src/user.ts')?.imports.push({file: 'src/clock.ts', names: ['a']});
    assert.deepEqual(
      deadExports(modules),
      ['D', 'E', 'F', 'G', 'b', 'c', 'default', 'h'].map((name) => `src/clock.ts: ${name}`),
    );
  });
});
