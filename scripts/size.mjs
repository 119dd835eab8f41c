// Prints what each bundle that browsers load weighs on the wire; the limit is in test/package/bundle.test.ts.
import {readFileSync} from 'node:fs';
import {brotliCompressSync} from 'node:zlib';

for (const file of ['cube-embed.js', 'element.js', 'react.js']) {
  console.log(`dist/${file}: ${brotliCompressSync(readFileSync(`dist/${file}`)).length} bytes (brotli)`);
}
