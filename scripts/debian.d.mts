/** Tells whether there is a program at this path. */
export function isRunnable(path: string): boolean;
/** Where programs of these names might be. */
export function onPath(...names: string[]): string[];
/** Installs Debian's packages where that is allowed; look again for what they bring. */
export function installPackages(...packages: string[]): void;
