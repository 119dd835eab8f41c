// The site: docs/ as it stands, through VitePress. `npm run site` writes it to site/dist.
import {cpSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vitepress';
import {llmsText} from '../../scripts/docs/agents.mjs';
import {pagePaths, readOrder, slugOf} from '../../scripts/docs/pages.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const {description} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const {GITHUB_SERVER_URL = 'https://github.com', GITHUB_REPOSITORY, SITE_BASE = '/'} = process.env;

const addressOf = (path) => `/${path.replace(/README\.md$/, '').replace(/\.md$/, '')}`;

const sidebar = readOrder().map(({title, pages}) => ({
  text: title,
  items: pages.map(({title: text, path, below}) => ({
    text,
    link: addressOf(path),
    ...(below.length && {
      collapsed: true,
      items: below.map((page) => ({text: page.title, link: addressOf(page.path)})),
    }),
  })),
}));

const icon =
  "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><path fill='%237a77ff' d='m16 2 12 7v14l-12 7-12-7V9z'/><path fill='%23fff' d='M9 21v-7h3v7zm5.500 0V9h3v12zM20 21v-5h3v5z'/></svg>";

/** Takes Markdown as it is: links name files, README.md is the page of its folder, and braces are no template of Vue's. */
const asItStands = (markdown) => {
  const {normalizeLink, renderer} = markdown;
  markdown.normalizeLink = (url) => normalizeLink(url.replace(/(^|\/)README\.md(?=#|$)/, '$1index.md'));
  for (const name of ['text', 'code_inline']) {
    const render = renderer.rules[name];
    renderer.rules[name] = (...token) => render(...token).replaceAll('{{', '&#123;&#123;');
  }
};

export default defineConfig({
  title: 'cube-embed',
  description,
  lang: 'en',
  base: SITE_BASE,
  srcDir: '../docs',
  outDir: 'dist',
  cacheDir: 'dist/.cache',
  cleanUrls: true,
  rewrites: (path) => path.replace(/README\.md$/, 'index.md'),
  head: [['link', {rel: 'icon', href: icon}]],
  titleTemplate: ':title · cube-embed',
  markdown: {
    anchor: {slugify: slugOf},
    config: asItStands,
    theme: {light: 'github-light-high-contrast', dark: 'github-dark-high-contrast'},
  },
  vite: {publicDir: join(root, 'site/public')},
  themeConfig: {
    search: {provider: 'local'},
    nav: [
      {text: 'Documentation', link: '/real-tenant', activeMatch: '^/(?!reference|errors|$)'},
      {text: 'Reference', link: '/reference/', activeMatch: '^/reference/'},
      {text: 'Errors', link: '/errors/', activeMatch: '^/errors/'},
    ],
    sidebar,
    outline: [2, 3],
    ...(GITHUB_REPOSITORY && {
      socialLinks: [{icon: 'github', link: `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`}],
      editLink: {pattern: `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/edit/main/docs/:path`},
    }),
  },
  transformPageData: ({relativePath}) =>
    relativePath === 'index.md' ? {frontmatter: {layout: 'home-page', pageClass: 'home', sidebar: false}} : undefined,
  /** Agents read the Markdown itself, at the address of the page with `.md` behind it; llms.txt lists these. */
  buildEnd({outDir}) {
    writeFileSync(join(outDir, 'llms.txt'), llmsText(''));
    const skill = readFileSync(join(root, 'SKILL.md'), 'utf8').replaceAll('](docs/', '](');
    writeFileSync(join(outDir, 'SKILL.md'), skill);
    for (const path of pagePaths()) cpSync(join(root, 'docs', path), join(outDir, path), {recursive: true});
  },
});
