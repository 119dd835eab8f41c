// Compiles the files of each folder beside this one against the built package, with TypeScript's own checker: what must be
// accepted has no error, what must be refused is a line under @ts-expect-error, which is itself an error where none is.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {test} from 'node:test';

for (const [folder, what] of Object.entries({
  element: 'the element: properties, events by name, errors',
  react: 'React 19: the tag and the component',
  'react-18': 'React 18: the component',
  preact: 'Preact: the tag',
  solid: 'Solid: the tag',
})) {
  test(what, () => {
    const {stdout} = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', `test/types/${folder}`], {
      encoding: 'utf8',
    });
    assert.equal(stdout, '');
  });
}
