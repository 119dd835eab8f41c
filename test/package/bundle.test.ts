// The bundle that browsers load, read as text.
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {describe, test} from 'node:test';
import {brotliCompressSync} from 'node:zlib';
import {parseAst} from 'rollup/parseAst';

const read = (file: string): string => readFileSync(`dist/${file}`, 'utf8');

/** The modules that a bundle was made of, as its source map tells. */
const sourcesOf = (file: string): string[] =>
  (JSON.parse(read(`${file}.map`)) as {sources: string[]}).sources.map((path) => path.replace(/^(\.\.\/)+/, ''));

/**
 * What a server may send at once. A connection begins with ten segments of 1,460 bytes (RFC 6928). Before the first answer the
 * client has acknowledged the TLS handshake, the server's certificate among it, which makes twelve: 17,520 bytes, headers
 * included. A larger module costs one more round trip.
 */
const oneFlight = 16_000;

describe('one file, one hash', () => {
  for (const file of ['cube-embed.js', 'element.js']) {
    test(`${file} imports nothing, and exports only what is its own`, () => {
      const outside = parseAst(read(file)).body.filter((statement) => 'source' in statement && statement.source);
      assert.deepEqual(outside, []);
    });

    test(`${file} arrives in one flight: at most ${oneFlight} bytes on the wire`, () => {
      const {length} = brotliCompressSync(read(file));
      assert.ok(length <= oneFlight, `${file} has ${length} bytes (brotli)`);
    });

    test(`${file} makes no code or markup out of text, and stores nothing`, () => {
      const forbidden =
        /\beval\(|\bFunction\(|\.(inner|outer)HTML|insertAdjacentHTML|DOMParser|createPolicy|\bimport\(|document\.write|(local|session)Storage|indexedDB|\.cookie\b/;
      assert.equal(forbidden.exec(read(file))?.[0], undefined);
      // One sandboxed frame opens a connection; src/frame/connection-hint.ts says why, and when it is not made.
      assert.equal(read(file).match(/srcdoc/g)?.length, 1);
    });

    test(`dist/integrity.json has the hash of ${file}`, () => {
      const hash = createHash('sha384')
        .update(readFileSync(`dist/${file}`))
        .digest('base64');
      assert.equal((JSON.parse(read('integrity.json')) as Record<string, string>)[file], `sha384-${hash}`);
    });
  }
});

describe('what is in which bundle', () => {
  const secretSide = /^src\/(server|emulator)\//;
  const elementSide = /^src\/(element|session|frame)\/|^node_modules\//;

  for (const file of ['cube-embed.js', 'element.js', 'react.js', 'node/react.js']) {
    test(`${file} has nothing of the server or the emulator`, () => {
      assert.deepEqual(
        sourcesOf(file).filter((path) => secretSide.test(path)),
        [],
      );
      assert.doesNotMatch(read(file), /generate-session|Api-Key|apiKey/i);
    });
  }

  test('server.js has nothing of the element', () => {
    assert.deepEqual(
      sourcesOf('server.js').filter((path) => elementSide.test(path)),
      [],
    );
  });

  for (const file of ['cube-embed.js', 'element.js']) {
    test(`${file} is our own code alone`, () => {
      assert.deepEqual(
        sourcesOf(file).filter((path) => !/^src\/(?!react\/)/.test(path)),
        [],
      );
    });
  }
});
