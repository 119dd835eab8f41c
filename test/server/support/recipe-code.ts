import {readFileSync} from 'node:fs';

/** The code of a page under docs/recipes: its first block in that language that holds the text. */
export const recipeCode = (page: string, language: string, holds = ''): string => {
  const text = readFileSync(`docs/recipes/${page}.md`, 'utf8');
  for (const [, code] of text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))) {
    if (code?.includes(holds)) return code;
  }
  throw new Error(`docs/recipes/${page}.md has no such block of ${language}.`);
};
