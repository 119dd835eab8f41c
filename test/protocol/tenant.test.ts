import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {isOwnTenant, parseTenantOrigin} from '../../src/protocol/tenant.js';

const usable: readonly (readonly [text: string, origin: string])[] = [
  ['https://acme.cubecloud.dev', 'https://acme.cubecloud.dev'],
  ['https://acme.cubecloud.dev/', 'https://acme.cubecloud.dev'],
  ['HTTPS://Acme.CubeCloud.dev', 'https://acme.cubecloud.dev'],
  ['https://acme.cubecloud.dev:443', 'https://acme.cubecloud.dev'],
  ['https://acme.cubecloud.dev:8443/', 'https://acme.cubecloud.dev:8443'],
  ['https://bi.example.org', 'https://bi.example.org'],
  ['https://192.0.2.7', 'https://192.0.2.7'],
  // A Cyrillic т: an origin of its own, told apart by its ASCII form.
  ['https://тenant.example', 'https://xn--enant-6ye.example'],
  ['http://localhost', 'http://localhost'],
  ['http://localhost:4280', 'http://localhost:4280'],
  ['http://cube.localhost:4280', 'http://cube.localhost:4280'],
  ['http://127.0.0.1:4280', 'http://127.0.0.1:4280'],
  ['http://[::1]:4280', 'http://[::1]:4280'],
  ['https://localhost', 'https://localhost'],
  // White space around it, as templates leave it.
  [' https://acme.cubecloud.dev', 'https://acme.cubecloud.dev'],
  ['https://acme.cubecloud.dev ', 'https://acme.cubecloud.dev'],
  ['\t\r\n  https://acme.cubecloud.dev/\f\n', 'https://acme.cubecloud.dev'],
];

const unusable = [
  ['', 'empty'],
  ['acme.cubecloud.dev', 'no scheme'],
  ['//evil.test', 'no scheme, a host'],
  ['/embed', 'a path'],
  ['https:', 'a scheme alone'],
  ['https://', 'no host'],
  ['https:///evil.test', 'three slashes'],
  ['https:acme.cubecloud.dev', 'no slashes'],
  ['javascript:alert(1)', 'javascript:'],
  ['jAva\tscript:alert(1)', 'javascript: with a tab'],
  ['java\nscript:alert(1)//https://acme.cubecloud.dev', 'javascript: with a newline'],
  ['javascript://acme.cubecloud.dev/%0aalert(1)', 'javascript: with a host'],
  ['data:text/html,x', 'data:'],
  ['blob:https://acme.cubecloud.dev/x', 'blob: of a tenant'],
  ['blob:https://acme.cubecloud.dev', 'blob: without a path'],
  ['filesystem:https://acme.cubecloud.dev/', 'filesystem:'],
  ['file:///etc/passwd', 'file:'],
  ['ftp://acme.cubecloud.dev', 'ftp:'],
  ['ws://localhost', 'ws:'],
  ['https://acme.cubecloud.dev@evil.test', 'a user that looks like a host'],
  ['https://u:p@acme.cubecloud.dev', 'credentials'],
  ['https://@acme.cubecloud.dev', 'empty credentials'],
  ['https:\\\\evil.test', 'backslashes'],
  ['https:/\\evil.test', 'a backslash'],
  ['https://acme.cubecloud.dev\\@evil.test', 'a backslash before @'],
  ['https://acme.cubecloud.dev\\', 'a backslash at the end'],
  ['https://acme.cubecloud.dev.', 'a trailing dot'],
  ['https://acme.cubecloud.dev.:443', 'a trailing dot before the port'],
  ['https://acme.cubecloud.dev%2e', 'an encoded trailing dot'],
  ['https://acme.cubecloud.dev。', 'an ideographic trailing dot'],
  ['http://localhost.', 'localhost with a trailing dot'],
  ['https://acme.cubecloud.dev/embed', 'a path'],
  ['https://acme.cubecloud.dev//', 'two slashes at the end'],
  ['https://acme.cubecloud.dev?', 'an empty query'],
  ['https://acme.cubecloud.dev/?a=1', 'a query'],
  ['https://acme.cubecloud.dev#', 'an empty fragment'],
  ['https://acme.cubecloud.dev/#x', 'a fragment'],
  ['\u00a0https://acme.cubecloud.dev', 'a no-break space before'],
  ['\ufeffhttps://acme.cubecloud.dev', 'a byte order mark before'],
  ['https://acme.cubecloud.dev\v', 'a vertical tab after'],
  ['https://acme.cubecloud.dev\0', 'NUL after'],
  ['https://acme.cubecloud.dev /', 'a space before the slash'],
  ['https://acme .cubecloud.dev', 'a space inside'],
  ['https://acme.cubecloud.dev:99999', 'no such port'],
  ['https://acme.cubecloud.dev:x', 'a word for a port'],
  ['https://evil.test%2f.cubecloud.dev', 'an encoded slash'],
  ['https://evil.test%00.cubecloud.dev', 'an encoded NUL'],
  ['http://acme.cubecloud.dev', 'http'],
  ['http://acme.cubecloud.dev:443', 'http on the port of https'],
  ['http://localhost.evil.test', 'http on a look-alike of localhost'],
  ['http://evillocalhost', 'http on another look-alike'],
  ['http://127.0.0.1.evil.test', 'http on a look-alike of 127.0.0.1'],
  ['http://127.0.0.2', 'http on another address'],
  ['http://0.0.0.0', 'http on every address'],
  ['http://[::]', 'http on every IPv6 address'],
  ['http://192.168.0.1', 'http in the local network'],
] as const;

describe('parseTenantOrigin', () => {
  for (const [text, origin] of usable) {
    test(`reads ${JSON.stringify(text)}`, () => assert.equal(parseTenantOrigin(text), origin));
  }
  for (const [text, why] of unusable) {
    test(`refuses ${why}: ${JSON.stringify(text)}`, () => assert.equal(parseTenantOrigin(text), null));
  }
});

describe('isOwnTenant', () => {
  const own = ['https://acme.cubecloud.dev', 'https://a.b.cubecloud.dev:8443', 'http://localhost:4280'];
  for (const origin of [...own, 'http://x.localhost', 'http://127.0.0.1', 'https://[::1]']) {
    test(`vouches for ${origin}`, () => assert.equal(isOwnTenant(origin), true));
  }
  const foreign = [
    'https://evilcubecloud.dev',
    'https://cubecloud.dev.evil.test',
    'https://x.cubecloud.dev.evil.test',
    'https://acme-cubecloud.dev',
    'https://cubecloud.dev',
    'https://acme.cubecloud.develop',
    'http://acme.cubecloud.dev',
    'https://xn--cubecoud-9fb.dev',
    'https://192.0.2.7',
    'https://localhost.evil.test',
    'https://127.0.0.2',
  ];
  for (const origin of foreign) {
    test(`doesn't vouch for ${origin}`, () => assert.equal(isOwnTenant(origin), false));
  }
});
