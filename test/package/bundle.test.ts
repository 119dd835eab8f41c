// The bundle that browsers load, read as text.
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {describe, test} from 'node:test';
import {brotliCompressSync} from 'node:zlib';
import {parseAst} from 'rollup/parseAst';

const read = (file: string): string => readFileSync(`dist/${file}`, 'utf8');

/** The modules of a bundle, by its source map. */
const sourcesOf = (file: string): string[] =>
  (JSON.parse(read(`${file}.map`)) as {sources: string[]}).sources.map((path) => path.replace(/^(\.\.\/)+/, ''));

/**
 * The bytes that a server may send at once. A connection begins with ten segments of 1,460 bytes (RFC 6928). Before the first answer the
 * client has acknowledged the TLS handshake, the server's certificate among it, which makes twelve: 17,520 bytes, headers
 * included. A larger module costs one more round trip.
 */
const oneFlight = 16_000;

describe('one file, one hash', () => {
  for (const file of ['cube-embed.js', 'element.js']) {
    test(`${file} imports nothing, and exports the public names alone`, () => {
      const outside = parseAst(read(file)).body.filter((statement) => 'source' in statement && statement.source);
      assert.deepEqual(outside, []);
    });

    test(`${file} arrives in one flight: it has at most ${oneFlight} bytes on the wire`, () => {
      const {length} = brotliCompressSync(read(file));
      assert.ok(length <= oneFlight, `${file} has ${length} bytes (brotli)`);
    });

    test(`${file} turns no text into code or markup, and stores nothing`, () => {
      const forbidden =
        /\beval\(|\bFunction\(|\.(inner|outer)HTML|insertAdjacentHTML|DOMParser|createPolicy|\bimport\(|document\.write|srcdoc|(local|session)Storage|indexedDB|\.cookie\b/;
      assert.equal(forbidden.exec(read(file))?.[0], undefined);
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
    test(`${file} holds no module of the server or the emulator`, () => {
      assert.deepEqual(
        sourcesOf(file).filter((path) => secretSide.test(path)),
        [],
      );
      assert.doesNotMatch(read(file), /generate-session|Api-Key|apiKey/i);
    });
  }

  test('server.js holds no module of the element', () => {
    assert.deepEqual(
      sourcesOf('server.js').filter((path) => elementSide.test(path)),
      [],
    );
  });

  for (const file of ['cube-embed.js', 'element.js']) {
    test(`${file} holds no code of other packages`, () => {
      assert.deepEqual(
        sourcesOf(file).filter((path) => !/^src\/(?!react\/)/.test(path)),
        [],
      );
    });
  }
});
