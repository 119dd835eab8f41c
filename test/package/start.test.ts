// The fast start as pages have it.
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {describe, test} from 'node:test';
import {startScript} from 'cube-embed/server';

const text = readFileSync('dist/start.js', 'utf8');

describe('dist/start.js', () => {
  test('has at most 900 bytes of ASCII that can stand inline', () => {
    assert.ok(Buffer.byteLength(text) <= 900, `${Buffer.byteLength(text)} bytes`);
    assert.match(text, /^[\x20-\x7e]+$/);
    assert.doesNotMatch(text, /<\/script|<!--|-->/i);
    // What Django, Jinja, Liquid, Vue, ERB and Blade would take as their own.
    assert.doesNotMatch(text, /\{[{%#!]|<[%?]|@[a-z]/);
  });

  test('has its hash in dist/integrity.json', () => {
    const {'start.js': hash} = JSON.parse(readFileSync('dist/integrity.json', 'utf8')) as Record<string, string>;
    assert.equal(hash, `sha384-${createHash('sha384').update(text).digest('base64')}`);
  });
});

describe('startScript()', () => {
  test('returns a script element with exactly this text', () => {
    assert.equal(
      startScript({sessionEndpoint: '/api/cube/session'}),
      `<script data-session-endpoint="/api/cube/session">${text}</script>`,
    );
    assert.equal(
      startScript({sessionEndpoint: '/s', nonce: 'abc='}),
      `<script data-session-endpoint="/s" nonce="abc=">${text}</script>`,
    );
  });

  test('escapes attributes', () => {
    const [tag] = startScript({sessionEndpoint: '/s?a=1&b="><script>', nonce: '"><img>'}).split(text);
    assert.equal(
      tag,
      '<script data-session-endpoint="/s?a=1&#38;b=&#34;&#62;&#60;script&#62;" nonce="&#34;&#62;&#60;img&#62;">',
    );
  });
});
