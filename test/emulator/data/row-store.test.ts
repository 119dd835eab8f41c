import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createRowStore} from '../../../src/emulator/data/row-store.js';
import {sqlEngine} from '../../../src/emulator/data/sql-engine.js';

test('a statement is run once for the same values, and big answers are not kept', async () => {
  const engine = await sqlEngine();
  const database = new engine.Database();
  let runs = 0;
  const exec = database.exec.bind(database);
  database.exec = (...statement) => {
    runs += 1;
    return exec(...statement);
  };
  const store = createRowStore(database);
  assert.deepEqual(store.select('SELECT ? + 1', [1]), [[2]]);
  assert.deepEqual(store.select('SELECT ? + 1', [1]), [[2]]);
  assert.equal(runs, 1);
  assert.deepEqual(store.select('SELECT ? + 1', [2]), [[3]]);
  assert.equal(runs, 2);
  const many =
    'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1001) SELECT i FROM n WHERE i > ?';
  for (let turn = 0; turn < 2; turn += 1) assert.equal(store.select(many, [0]).length, 1001);
  assert.equal(runs, 4);
  assert.throws(() => store.check('SELECT missing_column'), /no such column/);
  assert.equal(runs, 4);
});
