import type {EmbedOptions} from '../embed-options.js';

/** Changes some of the options. */
export type Change = (change: Partial<EmbedOptions>) => void;
