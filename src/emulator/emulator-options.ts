import type {ApiKeyOptions} from './api-keys.js';
import type {ParsedContent} from './content/content-shape.js';

/** What `createEmulator` takes; everything may be left out. The members of a content file can stand here too. */
export interface EmulatorOptions extends ParsedContent {
  /** The keys of the account. Default: `emulator-key` and `sk-emulator-key`, of an admin, for every deployment. */
  readonly apiKeys?: readonly (string | ApiKeyOptions)[];
  /** The clock, epoch ms. Default: the machine's. */
  readonly now?: () => number;
  /** What embed tokens are signed with (HS256). Default: random. */
  readonly embedSecret?: string;
  /** Who is signed in to Cube in every browser, for private embedding. Default: the first internal user; null: nobody. */
  readonly signedIn?: string | null;
  /** How many sessions and requests the ledger keeps. Default: 10,000. */
  readonly ledgerLimit?: number;
}
