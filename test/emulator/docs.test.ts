import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {runInNewContext} from 'node:vm';
import {readContentFile} from '../../src/emulator/index.js';
import {Account, messageOf} from './support/account.js';
import {widgetsOf} from './support/rows.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const guide = await readFile(join(root, 'docs/emulator.md'), 'utf8');
const small = {sampleData: {rows: 100}};

const blocks = (language: string): readonly string[] =>
  [...guide.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, code = '']) => code);

test('the guide’s content file works', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'cube-embed-guide-'));
  t.after(() => rm(folder, {recursive: true}));
  await writeFile(join(folder, 'cube.json'), blocks('json')[0] ?? '');
  await writeFile(join(folder, 'tickets.csv'), 'team,opened_at,hours\nred,2026-01-05,2\nblue,2026-01-06,3.5\n');
  const account = new Account(await readContentFile(join(folder, 'cube.json')));
  const red = {deploymentId: 7, groups: ['leads'], userAttributes: [{name: 'team', value: 'red'}]};
  const {count, teams} = await widgetsOf(account, await account.enter(red), 'support');
  assert.deepEqual(count?.rows, [[1]]);
  assert.deepEqual(teams?.rows, [['red', 2]]);
});

test('the guide’s code runs', async () => {
  const [code = ''] = blocks('ts');
  const run = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], {cwd: root});
  assert.match(run.stdout, /issued: 0/);
});

test('the guide’s fault is one', async () => {
  const account = new Account(small);
  const [, rule = ''] = blocks('json');
  assert.equal((await account.call('/emulator/faults', {body: rule})).status, 201);
  const answer = await account.generate({externalId: 'ada'});
  assert.deepEqual([answer.status, answer.headers.get('retry-after')], [429, '2']);
});

test('the guide’s table names every fault that there is, and no other', async () => {
  const account = new Account(small);
  const section = guide.slice(guide.indexOf('## Faults'), guide.indexOf('## The clock'));
  const rows = [...section.matchAll(/^\| *(`.+`) *\| (.+) \|$/gm)].slice(1);
  const listed = new Map<string, readonly string[]>();
  const requestFaults: string[] = [];
  for (const [, targets = '', effects = ''] of rows) {
    // What stands in brackets are fields.
    const names = [...effects.replaceAll(/\(.*?\)/g, '').matchAll(/`([a-z-]+)`/g)].map(([, name = '']) => name);
    if (requestFaults.length === 0) requestFaults.push(...names);
    const all = effects.startsWith('the same') ? [...requestFaults, ...names] : names;
    for (const [, target = ''] of targets.matchAll(/`([a-z-]+)`/g)) listed.set(target, all);
  }
  const wordsOf = async (body: object) => {
    const answer = await account.call('/emulator/faults', {body});
    return /must be one of (.+)\.$/.exec(messageOf(answer))?.[1]?.split(', ').toSorted();
  };
  assert.deepEqual([...listed.keys()].toSorted(), await wordsOf({on: '?'}));
  for (const [on, names] of listed) assert.deepEqual(names.toSorted(), await wordsOf({on, do: '?'}), on);
});

test('what the recipe for Cypress asks of the emulator is answered', async () => {
  const recipe = await readFile(join(root, 'docs/recipes/testing-with-cypress.md'), 'utf8');
  const requests = [...recipe.matchAll(/cy\.request\((?:'(\w+)', )?`\$\{cube\}([^`]+)`(?:, (\{.*?\}))?\)/g)];
  assert.equal(requests.length, 4);
  const account = new Account(small);
  for (const [, method = 'GET', path = '', source] of requests) {
    const body: unknown = source === undefined ? undefined : runInNewContext(`(${source})`);
    const answer = await account.call(path, {method, body});
    assert.ok(answer.status < 300, `${method} ${path}: ${JSON.stringify(answer.body)}`);
    if (method === 'GET') assert.equal((answer.body as {totals: {reused: unknown}}).totals.reused, 0);
  }
});

test('each of Cube’s facts names a source, its confidence and a test that there is', async () => {
  const page = await readFile(join(root, 'docs/cube-facts.md'), 'utf8');
  const rows = [...page.matchAll(/^\| (.+) \|$/gm)]
    .map(([, row = '']) => row.split(' | '))
    .filter(([first]) => first !== 'fact' && first !== '---');
  assert.ok(rows.length > 30, 'the tables are read');
  for (const [fact = '', source = '', confidence = '', does = '', proof = '', ...more] of rows) {
    assert.deepEqual(more, [], fact);
    assert.ok(source !== '' && does !== '', fact);
    assert.match(confidence, /^(stated|inferred|guess)/, fact);
    const [, file = '', title = ''] = /^`([\w/-]+\.test\.ts)`: “(.+)”$/.exec(proof) ?? [];
    const code = await readFile(join(root, 'test', file), 'utf8').catch(() => '');
    const titles = [...code.matchAll(/^ *test\((['`])(.*)\1, /gm)].map(([, , name = '']) => name);
    assert.ok(
      titles.some((name) => name.includes(title)),
      `${fact}: ${proof}`,
    );
  }
});
