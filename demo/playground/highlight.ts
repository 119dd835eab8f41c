/** A piece of code, and what it is. */
export interface Piece {
  readonly text: string;
  readonly kind: 'plain' | 'comment' | 'string' | 'word';
}

const patterns = {
  html: /(?<comment><!--.*?-->)|(?<string>"[^"]*"|'[^']*')|(?<word><\/?[\w-]+|(?<!["'\w])[a-z][\w-]*(?==)|\/?>)/gs,
  js: /(?<comment>\/\/[^\n]*)|(?<string>'[^'\n]*'|"[^"\n]*")|(?<word>\b(?:import|from|export|const|async|await|return)\b)/g,
};

/** Cuts code into coloured pieces; joined again they are the code. */
export const highlight = (code: string, language: keyof typeof patterns): readonly Piece[] => {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of code.matchAll(patterns[language])) {
    const {comment, string} = match.groups ?? {};
    if (match.index > end) pieces.push({text: code.slice(end, match.index), kind: 'plain'});
    pieces.push({text: match[0], kind: comment ? 'comment' : string ? 'string' : 'word'});
    end = match.index + match[0].length;
  }
  if (end < code.length) pieces.push({text: code.slice(end), kind: 'plain'});
  return pieces;
};
