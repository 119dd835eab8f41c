/** The pages with parts that are made of the sources: the path of each, and the text that it must have. */
export function madePages(): Promise<[string, string][]>;
