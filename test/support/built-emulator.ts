import {createEmulator, type Emulator, type EmulatorOptions} from '../../src/emulator/index.js';
import {readPageScript} from '../../src/emulator/page-assets.js';

/** An emulator whose pages can be opened: their script is a build's, and without it no embed would ever be ready. */
export async function createBuiltEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  if (!(await readPageScript())) throw new Error("The emulator's pages are not built: npm run build");
  return createEmulator(options);
}
