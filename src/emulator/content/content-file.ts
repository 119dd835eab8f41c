import {readFile} from 'node:fs/promises';
import {dirname, resolve} from 'node:path';
import {isRecord} from '../shape.js';
import type {ParsedContent} from './content-shape.js';

const readText = async (path: string, what: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new TypeError(
      `${what} can't be read: ${path} (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown'}).`,
    );
  }
};

const readTable = async (table: unknown, folder: string): Promise<unknown> => {
  if (!isRecord(table) || typeof table['file'] !== 'string') return table;
  const {file, ...rest} = table;
  const source = await readText(resolve(folder, String(file)), `The file of table "${String(table['name'])}"`);
  if (/\.csv$/i.test(String(file))) return {...rest, csv: source};
  if (/\.sql$/i.test(String(file))) return {...rest, sql: source};
  throw new TypeError(`The file of table "${String(table['name'])}" must end in .csv or .sql.`);
};

/**
 * Reads a content file: JSON whose tables may name CSV and SQL files beside it. What it returns goes into `createEmulator`, which
 * checks it. Throws a `TypeError` for a file that can't be read or is no JSON object.
 */
export const readContentFile = async (path: string): Promise<ParsedContent> => {
  const source = await readText(path, 'The content file');
  let content: unknown;
  try {
    content = JSON.parse(source);
  } catch (error) {
    throw new TypeError(`${path} is not valid JSON: ${error instanceof Error ? error.message : ''}`);
  }
  if (!isRecord(content)) throw new TypeError(`${path} must hold a JSON object.`);
  const tables: unknown = content['tables'];
  if (!Array.isArray(tables)) return content;
  return {
    ...content,
    tables: await Promise.all(tables.map((table) => readTable(table, dirname(path)))),
  } as ParsedContent;
};
