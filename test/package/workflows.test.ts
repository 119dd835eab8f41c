// The code that GitHub runs, and its rights.
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {describe, test} from 'node:test';

const folder = '.github/workflows';
const workflows = readdirSync(folder).map((file) => ({file, text: readFileSync(`${folder}/${file}`, 'utf8')}));

/** The jobs of a workflow, by name, as text. */
const jobsOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .slice(text.indexOf('\njobs:\n') + '\njobs:\n'.length)
      .split(/^(?= {2}[\w-]+:$)/m)
      .map((job) => [/^ {2}([\w-]+):/m.exec(job)?.[1] ?? '', job]),
  );

describe('the workflows', () => {
  for (const {file, text} of workflows) {
    test(`${file}: each action is pinned to a commit, with its version in a comment`, () => {
      for (const [line, action = ''] of text.matchAll(/uses: (.*)/g)) {
        assert.match(action, /^\.\/\.github\/|^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, line);
      }
    });

    test(`${file}: a job that may sign for this repository installs no dependency`, () => {
      for (const [name, job] of Object.entries(jobsOf(text))) {
        if (!job.includes('id-token: write')) continue;
        assert.doesNotMatch(job, /npm (ci|install|run)|npx|\.ci\/run|actions\/checkout/, name);
      }
      assert.doesNotMatch(text.split('\njobs:\n')[0] ?? '', /write/, 'the rights of all jobs');
    });

    test(`${file}: every npm script that it calls exists`, () => {
      const {scripts} = JSON.parse(readFileSync('package.json', 'utf8')) as {scripts: Record<string, string>};
      const matrix = /script: \[([^\]]+)\]/.exec(text)?.[1]?.split(/[\s,']+/) ?? [];
      const named = [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = '']) => name);
      for (const name of [...matrix, ...named].filter(Boolean)) assert.ok(scripts[name], name);
    });
  }

  test('all workflows pin an action to the same commit', () => {
    const commits = new Map<string, string>();
    for (const {file, text} of workflows) {
      for (const [, action = '', commit = ''] of text.matchAll(/uses: ([\w/-]+)@(\S+)/g)) {
        assert.equal(commits.get(action) ?? commit, commit, `${file}: ${action}`);
        commits.set(action, commit);
      }
    }
  });
});

test('development dependencies have one exact version, as Dependabot keeps them', () => {
  const {devDependencies} = JSON.parse(readFileSync('package.json', 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  for (const [name, range] of Object.entries(devDependencies)) {
    assert.match(range, /^(npm:(@[\w-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/, name);
  }
  assert.match(readFileSync('.npmrc', 'utf8'), /^save-exact=true$/m);
  for (const [line, strategy] of readFileSync('.github/dependabot.yml', 'utf8').matchAll(
    /versioning-strategy: (.*)/g,
  )) {
    assert.equal(strategy, 'increase', line);
  }
});
