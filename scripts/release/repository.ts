// The package's links to the repository that it is built from. The sources don't name it: a fork publishes with its own.
import {posix} from 'node:path';

export interface Repository {
  /** `https://github.com/OWNER/NAME` */
  readonly url: string;
  /** The tag that the release gets. */
  readonly tag: string;
}

/** The repository that a workflow of GitHub builds; null elsewhere. */
export const repositoryOf = (env: NodeJS.ProcessEnv, version: string): Repository | null =>
  env.GITHUB_REPOSITORY
    ? {url: `${env.GITHUB_SERVER_URL || 'https://github.com'}/${env.GITHUB_REPOSITORY}`, tag: `v${version}`}
    : null;

/** The members of `package.json` that name its repository. */
export interface Manifest {
  readonly repository?: unknown;
  readonly homepage?: unknown;
  readonly bugs?: unknown;
}

/** Returns the manifest with the members that npm shows as links and requires for a provenance. */
export const withRepository = <M extends object>(manifest: M, {url}: Repository): M & Required<Manifest> => ({
  ...manifest,
  repository: {type: 'git', url: `git+${url}.git`},
  homepage: `${url}#readme`,
  bugs: `${url}/issues`,
});

/** Returns the names of the members that a release lacks. */
export const missingMembers = (manifest: Manifest): string[] =>
  (['repository', 'homepage', 'bugs'] as const).filter((member) => !manifest[member]);

const link = /(\]\(|\b(?:src|href|srcset)=")(?![a-z]+:|#|\/)([^\s)"#]+)/g;

/** Returns the files that a page links to, as paths from the root. */
export const linkedFiles = (page: string, markdown: string): string[] =>
  [...markdown.matchAll(link)].map(([, , target = '']) => posix.join(posix.dirname(page), target));

/** Returns a page whose links out of the package lead into the repository: to the text of a file, or to the picture itself. */
export const withOutsideLinks = (
  page: string,
  markdown: string,
  isPacked: (path: string) => boolean,
  {url, tag}: Repository,
): string =>
  markdown.replace(link, (whole, before: string, target: string) => {
    const path = posix.join(posix.dirname(page), target);
    if (isPacked(path)) return whole;
    return `${before}${url}/${/\.(png|svg|gif|webp)$/.test(path) ? 'raw' : 'blob'}/${tag}/${path}`;
  });
