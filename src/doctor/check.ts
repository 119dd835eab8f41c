/** One link of the chain that was looked at. */
export interface Check {
  readonly name: string;
  readonly status: 'ok' | 'failed' | 'skipped';
  /** What was found, in a sentence. */
  readonly message: string;
  /** What to do about it, and where. */
  readonly cure?: string;
}

export const ok = (name: string, message: string): Check => ({name, status: 'ok', message});

export const failed = (name: string, message: string, cure: string): Check => ({
  name,
  status: 'failed',
  message,
  cure,
});

export const skipped = (name: string, message: string): Check => ({name, status: 'skipped', message});
