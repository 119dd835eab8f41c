// Prints what the browser bundle weighs on the wire, and fails above the limit.
import {readFileSync} from 'node:fs';
import {brotliCompressSync, constants} from 'node:zlib';

const limit = 13_600;
const bytes = brotliCompressSync(readFileSync('dist/cube-embed.js'), {
  params: {[constants.BROTLI_PARAM_QUALITY]: 11},
}).length;
console.log(`dist/cube-embed.js: ${bytes} bytes brotli, limit ${limit}`);
if (bytes > limit) process.exitCode = 1;
