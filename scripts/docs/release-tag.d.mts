export function withReleaseTag(text: string, version: string, hash: string): string;
export function releaseTagOf(text: string): {readonly version: string; readonly hash: string} | null;
