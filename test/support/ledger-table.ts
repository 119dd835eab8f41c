/** One case: how many sessions it took, and how it ended. */
export interface CaseRow {
  readonly name: string;
  readonly engine: string;
  readonly issued: number;
  readonly exchanged: number;
  readonly end: string;
}

const rows: CaseRow[] = [];

export const addCase = (row: CaseRow): void => void rows.push(row);

/** Prints all cases of a test run: engines that agree share a line. */
export function printCases(): void {
  const engines = new Map<string, Set<string>>();
  for (const {name, engine, issued, exchanged, end} of rows) {
    const line = [name.padEnd(100), String(issued).padStart(6), String(exchanged).padStart(9), end].join('  ');
    engines.set(line, (engines.get(line) ?? new Set()).add(engine));
  }
  if (!engines.size) return;
  const lines = [...engines].map(([line, names]) => `${line} (${[...names].sort().join(', ')})`).sort();
  console.log(['', `${'case'.padEnd(100)}  issued  exchanged  end`, ...lines, ''].join('\n'));
}
