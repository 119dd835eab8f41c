import assert from 'node:assert/strict';
import {test} from 'node:test';
import {allows, forbiddenBy, metaPolicies, parsePolicies} from '../../src/doctor/content-security-policy.js';

const self = new URL('https://app.example.com/report');

const cases: readonly (readonly [sources: string, url: string, passes: boolean])[] = [
  ['', 'https://acme.cubecloud.dev', false],
  ["'none'", 'https://acme.cubecloud.dev', false],
  ['*', 'https://acme.cubecloud.dev', true],
  ["'self'", 'https://app.example.com', true],
  ["'SELF'", 'https://acme.cubecloud.dev', false],
  ['https:', 'https://acme.cubecloud.dev', true],
  ['http:', 'https://acme.cubecloud.dev', true],
  ['data: blob:', 'https://acme.cubecloud.dev', false],
  ['https://acme.cubecloud.dev', 'https://acme.cubecloud.dev', true],
  ['HTTPS://ACME.cubecloud.dev/', 'https://acme.cubecloud.dev', true],
  ['acme.cubecloud.dev', 'https://acme.cubecloud.dev', true],
  ['acme.cubecloud.dev', 'http://acme.cubecloud.dev', false],
  ['http://acme.cubecloud.dev', 'https://acme.cubecloud.dev', true],
  ['*.cubecloud.dev', 'https://acme.cubecloud.dev', true],
  ['*.cubecloud.dev', 'https://a.b.cubecloud.dev', true],
  ['*.cubecloud.dev', 'https://cubecloud.dev', false],
  ['*.cubecloud.dev', 'https://evilcubecloud.dev', false],
  ['acme.cubecloud.dev:8443', 'https://acme.cubecloud.dev', false],
  ['acme.cubecloud.dev:*', 'https://acme.cubecloud.dev:8443', true],
  ['acme.cubecloud.dev', 'https://acme.cubecloud.dev:8443', false],
  ['acme.cubecloud.dev:443', 'https://acme.cubecloud.dev', true],
  ['https://api.example.com/cube/', 'https://api.example.com/cube/session', true],
  ['https://api.example.com/cube', 'https://api.example.com/cube/session', false],
  ['https://[::1]:4280', 'https://[::1]:4280', true],
  ["'unsafe-inline' acme.cubecloud.dev", 'https://acme.cubecloud.dev', true],
];

for (const [sources, url, passes] of cases) {
  test(`the sources "${sources}" ${passes ? 'let' : 'don’t let'} ${url} pass`, () => {
    assert.equal(allows(sources.split(' ').filter(Boolean), new URL(url), self), passes);
  });
}

test('of a directive that is there twice the first counts, whatever its case', () => {
  const policies = parsePolicies("Frame-Src https://a.example; frame-src *;; , default-src 'none'");
  assert.equal(forbiddenBy(policies, 'frame-src', new URL('https://b.example'), self), 'frame-src');
  assert.equal(forbiddenBy(policies.slice(1), 'connect-src', new URL('https://b.example'), self), 'default-src');
});

test('what a meta element can’t say is left out', () => {
  const html = `<meta name="a" content="b"><meta http-equiv='Content-Security-Policy'
    content='frame-ancestors https:; frame-src &quot;x&quot; &amp;'>`;
  assert.deepEqual(metaPolicies(html), [new Map([['frame-src', ['"x"', '&']]])]);
});
