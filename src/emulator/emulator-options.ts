import type {ApiKeyOptions} from './api-keys.js';
import type {ParsedContent} from './content/content-shape.js';

/**
 * The options of `createEmulator`, all optional. The members of a content file are options, too: `tables`, `views`,
 * `userAttributes`, `groups`, `internalUsers`, `deployments`, `account`, `sampleData`.
 */
export interface EmulatorOptions extends ParsedContent {
  /**
   * The API keys of the account. A string is the key of an admin for every deployment. Default: `emulator-key` and
   * `sk-emulator-key`. An empty key is a `TypeError`.
   */
  readonly apiKeys?: readonly (string | ApiKeyOptions)[];
  /** Returns the time in epoch ms. Default: `Date.now`. `advance` adds to it. */
  readonly now?: () => number;
  /** The secret that signs embed tokens (HS256). Default: random, another one in each emulator. */
  readonly embedSecret?: string;
  /**
   * The username of the internal user who is signed in to Cube in every browser, for private embedding; null: the page asks for
   * sign-in. Default: the first internal user.
   */
  readonly signedIn?: string | null;
  /**
   * How many sessions, and how many requests, the ledger keeps at most; the oldest go first, the totals
   * count all. Default: 10,000.
   */
  readonly ledgerLimit?: number;
}
