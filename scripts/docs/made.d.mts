/** The pages that have a part made of the sources: path, and the text that it must have. */
export function madePages(): Promise<[string, string][]>;
