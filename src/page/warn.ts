/** Warns a developer on the console. */
export const warn = (message: string): void => console.warn(`<cube-embed> ${message}`);
