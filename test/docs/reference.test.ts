// What people write in the reference agrees with the code.
import assert from 'node:assert/strict';
import {readFileSync, rmSync, writeFileSync} from 'node:fs';
import {test} from 'node:test';
import ts from 'typescript';
import {readPage} from '../../scripts/docs/pages.mjs';

const page = readPage('reference/element.md');
const section = (title: string): string => page.split(`## ${title}\n`)[1]!.split('\n## ')[0]!;

test('there is an example of each event, and TypeScript takes it', () => {
  const [, code = ''] = /<!-- run: events -->\n```ts\n([^]*?)\n```/.exec(page)!;
  const listed = [...section('Events').matchAll(/^\| `(cube-[a-z-]+)`/gm)].map(([, name]) => name);
  const heard = [...code.matchAll(/addEventListener\('(cube-[a-z-]+)'/g)].map(([, name]) => name);
  assert.deepEqual(heard, listed);

  const file = `test/docs/events-${process.pid}.ts`;
  writeFileSync(file, code);
  try {
    const {config} = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as {config: object};
    const {options} = ts.parseJsonConfigFileContent({...config, include: [], files: [file]}, ts.sys, '.');
    const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram([file], options));
    assert.deepEqual(
      diagnostics.map(({messageText}) => ts.flattenDiagnosticMessageText(messageText, ' ')),
      [],
    );
  } finally {
    rmSync(file);
  }
});

test('the actions are those that the emulator obeys', () => {
  const documented = [...section('Actions').matchAll(/^\| `([a-z-]+)`/gm)].map(([, name]) => name);
  const obeyed = [...readFileSync('src/emulator/page/host-actions.ts', 'utf8').matchAll(/^ +case '([a-z-]+)':/gm)].map(
    ([, name]) => name,
  );
  assert.deepEqual(documented.toSorted(), obeyed.toSorted());
});
