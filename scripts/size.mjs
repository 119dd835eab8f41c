// Prints the compressed size of each bundle that browsers load; test/package/bundle.test.ts has the limits.
import {readFileSync} from 'node:fs';
import {brotliCompressSync} from 'node:zlib';

for (const file of ['cube-embed.js', 'element.js', 'react.js']) {
  console.log(`dist/${file}: ${brotliCompressSync(readFileSync(`dist/${file}`)).length} bytes (brotli)`);
}
