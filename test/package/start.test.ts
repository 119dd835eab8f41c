// The fast start, as it is put into pages.
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {describe, test} from 'node:test';
import {startScript} from 'cube-embed/server';

const text = readFileSync('dist/start.js', 'utf8');

describe('dist/start.js', () => {
  test('has at most 900 bytes, in ASCII, and can stand inline', () => {
    assert.ok(Buffer.byteLength(text) <= 900, `${Buffer.byteLength(text)} bytes`);
    assert.match(text, /^[\x20-\x7e]+$/);
    assert.doesNotMatch(text, /<\/script|<!--|-->/i);
  });

  test('its hash is in dist/integrity.json', () => {
    const {'start.js': hash} = JSON.parse(readFileSync('dist/integrity.json', 'utf8')) as Record<string, string>;
    assert.equal(hash, `sha384-${createHash('sha384').update(text).digest('base64')}`);
  });
});

describe('startScript()', () => {
  test('is the whole element, around exactly that text', () => {
    assert.equal(
      startScript({sessionEndpoint: '/api/cube/session'}),
      `<script data-session-endpoint="/api/cube/session">${text}</script>`,
    );
    assert.equal(
      startScript({sessionEndpoint: '/s', nonce: 'abc='}),
      `<script data-session-endpoint="/s" nonce="abc=">${text}</script>`,
    );
  });

  test('attributes are escaped', () => {
    const [tag] = startScript({sessionEndpoint: '/s?a=1&b="><script>', nonce: '"><img>'}).split(text);
    assert.equal(
      tag,
      '<script data-session-endpoint="/s?a=1&#38;b=&#34;&#62;&#60;script&#62;" nonce="&#34;&#62;&#60;img&#62;">',
    );
  });
});
