// Every link of every Markdown page leads somewhere: in the repository, and in the package, which has no pictures.
import assert from 'node:assert/strict';
import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs';
import {dirname, join, normalize} from 'node:path';
import {test} from 'node:test';
import {pagePaths, readOrder, readPage, slugOf, titleOf} from '../../scripts/docs/pages.mjs';

const atTheTop = readdirSync('.').filter((file) => file.endsWith('.md'));
const pages = [...atTheTop, ...pagePaths().map((path) => join('docs', path))];
const read = (path: string): string => readFileSync(path, 'utf8');
const withoutCode = (text: string): string => text.replace(/^```[^]*?^```/gm, '').replace(/`[^`\n]*`/g, '');

interface Link {
  readonly target: string;
  readonly anchor: string;
}

/** The links of a page that stay in the project; images too. */
const linksOf = (page: string): Link[] =>
  [...withoutCode(read(page)).matchAll(/\]\((?![a-z]+:)([^)\s#]*)(?:#([^)\s]*))?\)/g)].map(
    ([, target = '', anchor = '']) => ({target: target ? normalize(join(dirname(page), target)) : page, anchor}),
  );

const anchorsOf = (page: string): string[] => {
  const text = read(page).replace(/^```[^]*?^```/gm, '');
  return [
    ...[...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => slugOf(heading)),
    ...[...text.matchAll(/<a id="([^"]+)"/g)].map(([, id = '']) => id),
  ];
};

for (const page of pages) {
  test(`the links of ${page} lead somewhere`, () => {
    for (const {target, anchor} of linksOf(page)) {
      assert.ok(existsSync(target), `${target} is not there.`);
      if (anchor) assert.ok(anchorsOf(target).includes(anchor), `${target} has no heading for #${anchor}.`);
    }
  });
}

for (const path of pagePaths()) {
  test(`docs/${path} links to pages inside docs/ alone, which the package and the site have, too`, () => {
    for (const {target} of linksOf(join('docs', path))) {
      assert.match(target, /^docs\/.+\.(md|png)$/);
      assert.ok(statSync(target).isFile(), target);
    }
  });

  test(`docs/${path} has one title`, () => {
    const headings = [
      ...readPage(path)
        .replace(/^```[^]*?^```/gm, '')
        .matchAll(/^# /gm),
    ];
    assert.equal(headings.length, 1);
    assert.ok(titleOf(readPage(path)));
  });
}

test('docs/README.md lists every page, directly or by the page that lists its folder', () => {
  const listed = readOrder().flatMap(({pages}) =>
    pages.flatMap(({path, below}) => [path, ...below.map((b) => b.path)]),
  );
  assert.deepEqual(
    listed.sort(),
    pagePaths().filter((path) => path !== 'README.md'),
  );
});

test('a page that lists a folder links to each of its pages', () => {
  for (const {pages} of readOrder()) {
    for (const {path, below} of pages) {
      const linked = linksOf(join('docs', path)).map(({target}) => target);
      for (const page of below)
        assert.ok(linked.includes(join('docs', page.path)), `${path} has no link to ${page.path}`);
    }
  }
});
