export function readmeBlocks(): Record<string, string>;
/** The text of llms.txt; `folder` stands before the path of each page. */
export function llmsText(folder: string): string;
