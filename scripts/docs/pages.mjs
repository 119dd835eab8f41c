// The pages of docs/, in the order of docs/README.md: the one list that the site's sidebar, llms.txt and the tests read.
import {readdirSync, readFileSync} from 'node:fs';
import {join, posix} from 'node:path';

const root = 'docs';

/** Every page, as a path inside docs/ with `/`. */
export const pagePaths = () =>
  readdirSync(root, {recursive: true})
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.md'))
    .sort();

export const readPage = (path) => readFileSync(join(root, path), 'utf8');

/** The title of a page: its first heading, without the marks of code. */
export const titleOf = (text) => /^# (.+)$/m.exec(text)?.[1].replaceAll('`', '') ?? '';

const entryPattern = /^[-*] \[([^\]]+)\]\(([^)]+\.md)\)(?:: (.+))?$/;

/** The pages that the page of a folder lists. */
const pagesBelow = (path, all) =>
  posix.basename(path) === 'README.md'
    ? all
        .filter((other) => other !== path && posix.dirname(other) === posix.dirname(path))
        .map((other) => ({title: titleOf(readPage(other)), path: other}))
    : [];

/**
 * Reads the order of docs/README.md: each `##` is a group, each entry of its list a page with its title and, where there
 * is one, a sentence about it.
 */
export function readOrder() {
  const all = pagePaths();
  const groups = [];
  for (const line of readPage('README.md').split('\n')) {
    const heading = /^## (.+)$/.exec(line);
    if (heading) groups.push({title: heading[1], pages: []});
    const entry = entryPattern.exec(line);
    if (!entry) continue;
    const [, title, path, about = ''] = entry;
    groups.at(-1).pages.push({title, path, about, below: pagesBelow(path, all)});
  }
  return groups;
}

/** The name that GitHub gives a heading's anchor. */
export const slugOf = (heading) =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replaceAll(' ', '-');
