// The recipes of docs/recipes that stand in a framework, as projects of that framework: what a new project has there lies in
// the folders under recipes/, the recipe's own code comes from its page.
import {cpSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {recipeCode} from '../server/support/recipe-code.js';

export interface RecipeProject {
  /** The recipe's code, by the files that it is written into. */
  readonly files: () => Readonly<Record<string, string>>;
  /** What starts the built project's server; reads `HOST` and `PORT`. */
  readonly server: readonly string[];
  /** The folder with what browsers get. */
  readonly assets: string;
  /** Whether the server writes a tag without attributes: `CubeEmbed` for React sets them all in the browser. */
  readonly isTagEmpty?: true;
  /** What the framework refuses before it reaches the route, by the names of the rules, and the status. */
  readonly refusedBefore?: Readonly<Record<string, number>>;
  /** Nitro's presets for runtimes other than Node, with the file of their build that takes web requests. */
  readonly presets?: Readonly<Record<string, string>>;
}

const folder = (name: string): string => join('test', 'frameworks', 'recipes', name);

/** The recipe's code, with the host's login where the project has it. */
const route = (page: string, login: string, language = 'js'): string =>
  recipeCode(page, language).replace(/'\.\/your-app(\.js)?'/, `'${login}'`);

/** The same route behind Node's interface, which Nuxt imitates on other runtimes. */
const nodeRoute = (): string =>
  route('nuxt', '../../your-app.js')
    .replace('defineViewer}', 'defineViewer, toNodeHandler}')
    .replace(/^export default .*/m, 'export default fromNodeMiddleware(toNodeHandler(session));');

/** Angular's `server.ts` with the recipe's lines: its import first, the route before everything else. */
const angularServer = (): string => {
  const [importLine = '', routeLine = ''] = recipeCode('angular-ssr', 'ts', 'app.all').split('\n\n');
  const server = readFileSync(join(folder('angular-ssr'), 'src', 'server.ts'), 'utf8');
  return `${importLine}\n${server.replace('const app = express();\n', (line) => line + routeLine)}`;
};

/** Two are tested at a time: those that take longest begin. */
export const recipeProjects: Readonly<Record<string, RecipeProject>> = {
  nuxt: {
    files: () => ({
      'server/api/cube/session.js': route('nuxt', '../../your-app.js'),
      'server/api/cube/node-session.js': nodeRoute(),
      'nuxt.config.ts': recipeCode('nuxt', 'ts'),
      'app/app.vue': recipeCode('nuxt', 'vue'),
    }),
    server: ['.output/server/index.mjs'],
    assets: '.output/public',
    presets: {
      netlify: '.netlify/functions-internal/server/main.mjs',
      'vercel-edge': '.vercel/output/functions/__fallback.func/index.mjs',
      'cloudflare-module': '.output/server/index.mjs',
    },
  },
  'angular-ssr': {
    files: () => ({
      'src/session.ts': route('angular-ssr', './your-app', 'ts'),
      'src/server.ts': angularServer(),
      'src/app/app.ts': recipeCode('angular-ssr', 'ts', '@Component'),
    }),
    server: ['dist/server/server.mjs'],
    assets: 'dist/browser',
  },
  next: {
    files: () => ({
      'app/api/cube/session/route.js': route('next', './your-app.js'),
      'app/sales.jsx': recipeCode('next', 'jsx'),
    }),
    server: ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1'],
    assets: '.next/static',
    isTagEmpty: true,
    refusedBefore: {GET: 405},
  },
  sveltekit: {
    files: () => ({
      'src/routes/api/cube/session/+server.js': route('sveltekit', './your-app.js'),
      'src/routes/+page.svelte': recipeCode('sveltekit', 'svelte'),
    }),
    server: ['build/index.js'],
    assets: 'build/client',
    refusedBefore: {GET: 405, 'a form': 403},
  },
  astro: {
    files: () => ({
      'src/pages/api/cube/session.js': route('astro', '../../../your-app.js'),
      'src/pages/index.astro': `<!doctype html>
<html lang="en">
<head><title>Sales</title><link rel="icon" href="data:,"></head>
<body>
${recipeCode('astro', 'astro')}</body>
</html>
`,
    }),
    server: ['dist/server/entry.mjs'],
    assets: 'dist/client',
    refusedBefore: {'a form': 403},
  },
};

/** Writes a project into a folder. */
export function writeProject(name: string, target: string): void {
  cpSync(folder(name), target, {recursive: true});
  for (const [file, code] of Object.entries(recipeProjects[name]?.files() ?? {})) {
    mkdirSync(dirname(join(target, file)), {recursive: true});
    writeFileSync(join(target, file), code);
  }
}
