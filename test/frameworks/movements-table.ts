import {writeFile} from 'node:fs/promises';
import type {Sessions} from './app-page.js';

interface Row extends Sessions {
  readonly framework: string;
  readonly movement: string;
}

const rows: Row[] = [];

export const addRow = (row: Row): void => void rows.push(row);

/** Prints framework × movement with the sessions issued and exchanged; `MOVEMENTS_TABLE` names a file for it, too. */
export async function writeTable(): Promise<void> {
  const frameworks = [...new Set(rows.map(({framework}) => framework))].sort();
  const cell = (framework: string, movement: string): string => {
    const taken = rows.filter((row) => row.framework === framework && row.movement === movement);
    return [...new Set(taken.map(({issued, exchanged}) => `${issued}/${exchanged}`))].join(', ') || '–';
  };
  const movements = [...new Set(rows.map(({movement}) => movement))];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const table = [
    line(['sessions issued/exchanged', ...frameworks]),
    line(['---', ...frameworks.map(() => '---')]),
    ...movements.map((movement) => line([movement, ...frameworks.map((framework) => cell(framework, movement))])),
    '',
  ].join('\n');
  console.log(table);
  const file = process.env['MOVEMENTS_TABLE'];
  if (file) await writeFile(file, table);
}
