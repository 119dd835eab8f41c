import type {Surface} from '../../protocol/surface.js';

/** What an embed path names. */
export interface EmbedLocation {
  readonly surface: Surface;
  /** Null in the short forms. */
  readonly deploymentId: number | null;
  readonly publicId: string | null;
  /** What follows `/app/`; empty at the app's home. */
  readonly appPath: string;
}

const patterns: readonly (readonly [Surface, RegExp])[] = [
  ['dashboard', /^\/embed\/(?:d\/(?<deployment>\d+)\/)?dashboard\/(?<publicId>[^/]+)\/?$/],
  ['chat', /^\/embed\/(?:d\/(?<deployment>\d+)\/)?chat\/?$/],
  ['app', /^\/embed\/d\/(?<deployment>\d+)\/app(?:\/(?<appPath>.*))?$/],
];

/** Reads a path such as `/embed/d/32/dashboard/OwVQpbdaZmBT`; null for anything that isn't an embed's. */
export function parseEmbedLocation(path: string): EmbedLocation | null {
  for (const [surface, pattern] of patterns) {
    const groups = pattern.exec(path)?.groups;
    if (groups) {
      return {
        surface,
        deploymentId: groups['deployment'] ? Number(groups['deployment']) : null,
        publicId: groups['publicId'] ?? null,
        appPath: (groups['appPath'] ?? '').replace(/\/$/, ''),
      };
    }
  }
  return null;
}
