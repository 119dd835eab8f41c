// The texts for coding agents: llms.txt (https://llmstxt.org), and the parts of SKILL.md that come from the README.
import {readFileSync} from 'node:fs';
import {readOrder} from './pages.mjs';

const keyRule =
  'Never put the API key into a page, nor into a variable that a bundler copies there: it can open a session as any user. It belongs to the session route on your server, and nowhere else.';

/** The blocks that the README marks with `<!-- run: NAME -->`, fences included. */
export const readmeBlocks = () =>
  Object.fromEntries(
    [...readFileSync('README.md', 'utf8').matchAll(/<!-- run: (\w+) -->\n(```\w*\n[^]*?\n```)/g)].map(
      ([, name, block]) => [name, block],
    ),
  );

const link = (folder, {title, path, about}) => `- [${title}](${folder}${path})${about ? `: ${about}` : ''}`;

/**
 * The list of all pages. `folder` is their folder relative to the file: `docs/` in the package, empty on the site.
 */
export function llmsText(folder) {
  const {description} = JSON.parse(readFileSync('package.json', 'utf8'));
  const groups = readOrder().map(({title, pages}) => {
    const all = pages.flatMap((page) => [page, ...page.below.map((below) => ({...below, about: ''}))]);
    return `## ${title}\n\n${all.map((page) => link(folder, page)).join('\n')}`;
  });
  return `# cube-embed

> ${description}

**${keyRule}**

How to add it to an application, in one page: [SKILL.md](SKILL.md).

${groups.join('\n\n')}
`;
}
