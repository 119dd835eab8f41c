type Hashes = Readonly<Record<'cube-embed.js' | 'start.js', string>>;
export function withReleaseTag(text: string, version: string, hashes: Hashes): string;
export function releaseTagOf(
  text: string,
): {readonly version: string; readonly startVersion: string; readonly hashes: Hashes} | null;
