export {createEmulator, type Emulator} from './create-emulator.js';
export {defaultApiKey, type ApiKeyOptions} from './api-keys.js';
export {readContentFile} from './content/content-file.js';
export type {ParsedContent as EmulatorContent} from './content/content-shape.js';
export type {EmulatorOptions} from './emulator-options.js';
export type {ListenOptions, RunningServer} from './listen.js';
