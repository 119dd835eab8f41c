// The package as the release workflow publishes it: its manifest names the repository, and no link of its pages is dead.
import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {linkedFiles, missingMembers, repositoryOf, withOutsideLinks} from '../../scripts/release/repository.js';
import {stagePackage} from '../../scripts/release/stage.js';

const repository = {url: 'https://github.com/acme/cube-embed', tag: 'v9.9.9'};

test('the release has the repository of the running workflow and the tag of the version', () => {
  assert.deepEqual(repositoryOf({GITHUB_REPOSITORY: 'acme/cube-embed'}, '9.9.9'), repository);
  assert.equal(
    repositoryOf({GITHUB_REPOSITORY: 'a/b', GITHUB_SERVER_URL: 'https://git.acme.example'}, '1.0.0')?.url,
    'https://git.acme.example/a/b',
  );
  assert.equal(repositoryOf({}, '1.0.0'), null);
});

test('links that leave the package lead into the repository, at the tag of the release', () => {
  const isPacked = (path: string): boolean => path === 'docs/server.md';
  const page = `[a](../server.md#b) ![c](../images/demo.png) [d](../../demo/host/app.ts) [e](https://x.example/y) [f](#g)
<img src="../images/demo.png" alt="h">`;
  assert.equal(
    withOutsideLinks('docs/recipes/page.md', page, isPacked, repository),
    `[a](../server.md#b) ![c](${repository.url}/raw/v9.9.9/docs/images/demo.png) [d](${repository.url}/blob/v9.9.9/demo/host/app.ts) [e](https://x.example/y) [f](#g)
<img src="${repository.url}/raw/v9.9.9/docs/images/demo.png" alt="h">`,
  );
});

test('without a repository the release stops before its first step, and prints the reason', () => {
  const {status, stderr, stdout} = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/release/release.ts'], {
    encoding: 'utf8',
    env: {...process.env, GITHUB_REPOSITORY: ''},
  });
  assert.equal(status, 1);
  assert.match(
    stderr,
    /^package\.json has no repository, homepage, bugs, .* GITHUB_REPOSITORY=owner\/name npm run release\n$/,
  );
  assert.equal(stdout, '');
});

describe('the staged package', () => {
  // Where the release stages it: npm takes a relative path of two names for a repository on GitHub.
  const folder = 'release';
  const staged = join(folder, 'package');
  let tarball = '';
  let pages: string[] = [];
  before(() => {
    tarball = stagePackage(folder, repository);
    pages = readdirSync(staged, {recursive: true, encoding: 'utf8'}).filter((path) => path.endsWith('.md'));
  });
  after(() => rmSync(folder, {recursive: true}));

  test('names its repository, its home page and its issue tracker', () => {
    const manifest = JSON.parse(readFileSync(join(staged, 'package.json'), 'utf8')) as Record<string, unknown>;
    assert.deepEqual(missingMembers(manifest), []);
    assert.deepEqual(manifest.repository, {type: 'git', url: `git+${repository.url}.git`});
    assert.equal(manifest.homepage, `${repository.url}#readme`);
    assert.equal(manifest.bugs, `${repository.url}/issues`);
  });

  test('has every page of the documents and no picture', () => {
    assert.ok(pages.includes('README.md') && pages.includes('docs/server.md') && pages.includes('CHANGELOG.md'));
    assert.doesNotMatch(readdirSync(join(staged, 'docs'), {recursive: true}).join('\n'), /\.(png|svg|gif|webp)$/m);
  });

  test('has no dead link, inside the package or into the repository', () => {
    for (const page of pages) {
      const text = readFileSync(join(staged, page), 'utf8');
      for (const path of linkedFiles(page, text)) assert.ok(existsSync(join(staged, path)), `${page}: ${path}`);
      for (const [, path = ''] of text.matchAll(/cube-embed\/(?:blob|raw)\/v9\.9\.9\/([^\s)"#]+)/g)) {
        assert.ok(existsSync(path), `${page}: ${path} is not in the repository`);
      }
    }
  });

  test('is packed into the tarball that is published', () => {
    const listed = execFileSync('tar', ['-tzf', tarball], {encoding: 'utf8'});
    assert.match(listed, /^package\/dist\/cube-embed\.js$/m);
    const manifest = execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], {encoding: 'utf8'});
    assert.deepEqual(missingMembers(JSON.parse(manifest) as object), []);
  });
});
