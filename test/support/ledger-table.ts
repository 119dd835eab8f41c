import {writeFileSync} from 'node:fs';

/** One case: how many sessions it took, and how it ended. */
export interface CaseRow {
  readonly name: string;
  readonly engine: string;
  readonly issued: number;
  readonly exchanged: number;
  readonly end: string;
}

const rows = new Map<string, CaseRow>();

/** Notes where a case stands; what it says last is what it came to. */
export const addCase = (row: CaseRow): void => void rows.set(`${row.engine} ${row.name}`, row);

/** Writes all cases of a test run as a Markdown table; engines that agree share a line. */
export function writeCases(path: string): void {
  const engines = new Map<string, Set<string>>();
  for (const {name, engine, issued, exchanged, end} of rows.values()) {
    const line = [name.replaceAll('|', '\\|'), issued, exchanged, end].join(' | ');
    engines.set(line, (engines.get(line) ?? new Set()).add(engine));
  }
  const lines = [...engines].map(([line, names]) => `| ${line} | ${[...names].sort().join(', ')} |`).sort();
  const head = ['| case | issued | exchanged | end | engines |', '| --- | ---: | ---: | --- | --- |'];
  writeFileSync(path, [...head, ...lines, ''].join('\n'));
}
