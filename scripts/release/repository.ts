// What the package says of the repository that it is built from. The sources don't know it: a fork that publishes says its own.
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

/** What `package.json` may say of its repository. */
export interface Manifest {
  readonly repository?: unknown;
  readonly homepage?: unknown;
  readonly bugs?: unknown;
}

/** The manifest with the members that npm shows as links, and asks for before it takes a provenance. */
export const withRepository = <M extends object>(manifest: M, {url}: Repository): M & Required<Manifest> => ({
  ...manifest,
  repository: {type: 'git', url: `git+${url}.git`},
  homepage: `${url}#readme`,
  bugs: `${url}/issues`,
});

/** The members that are missing for a release. */
export const missingMembers = (manifest: Manifest): string[] =>
  (['repository', 'homepage', 'bugs'] as const).filter((member) => !manifest[member]);

const link = /(\]\(|\b(?:src|href|srcset)=")(?![a-z]+:|#|\/)([^\s)"#]+)/g;

/** The files that a page links to, as paths from the root. */
export const linkedFiles = (page: string, markdown: string): string[] =>
  [...markdown.matchAll(link)].map(([, , target = '']) => posix.join(posix.dirname(page), target));

/** A page whose links out of the package lead into the repository: to the text of a file, or to a picture itself. */
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
