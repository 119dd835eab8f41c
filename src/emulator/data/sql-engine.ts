import {readFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {fileURLToPath} from 'node:url';
import type {SqlJsStatic} from 'sql.js';
// The build for browsers knows neither __dirname nor require, so that it can become part of an ES module. It gets its bytes from us.
import initSqlJs from 'sql.js/dist/sql-wasm-browser.js';

/** The engine's WebAssembly lies beside the built emulator; run from source it is read out of the package that brings it. */
const readWasm = async (): Promise<ArrayBuffer> => {
  const beside = ['./sql-wasm.wasm', '../sql-wasm.wasm'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  for (const path of beside) {
    const bytes = await readFile(path).catch(() => null);
    if (bytes !== null) return new Uint8Array(bytes).buffer;
  }
  const bytes = await readFile(createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm'));
  return new Uint8Array(bytes).buffer;
};

let engine: Promise<SqlJsStatic> | null = null;

/** SQLite, compiled once per process. It holds no data of its own. */
export const sqlEngine = (): Promise<SqlJsStatic> => {
  engine ??= readWasm().then((wasmBinary) => initSqlJs({wasmBinary}));
  engine.catch(() => (engine = null));
  return engine;
};
