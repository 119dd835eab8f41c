import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {inspect} from 'node:util';
import {parseSessionAnswer} from '../../src/protocol/session-answer.js';

const sessionId = 'session-0123456789';
const origin = 'https://acme.cubecloud.dev';

describe('parseSessionAnswer', () => {
  const taken: readonly (readonly [what: string, answer: unknown, session: object])[] = [
    ['an id', {sessionId}, {sessionId}],
    ['a bare text, as fetchSession may return it', sessionId, {sessionId}],
    ['all three', {sessionId, baseUrl: origin, deploymentId: 32}, {sessionId, baseUrl: origin, deploymentId: 32}],
    ['a base URL with a slash', {sessionId, baseUrl: `${origin}/`}, {sessionId, baseUrl: origin}],
    ['members that are null', {sessionId, baseUrl: null, deploymentId: null}, {sessionId}],
    ['members that nobody knows, left out', {sessionId, token: 'x', fatal: true}, {sessionId}],
    ['8 characters', {sessionId: '12345678'}, {sessionId: '12345678'}],
    ['512 characters', {sessionId: 'x'.repeat(512)}, {sessionId: 'x'.repeat(512)}],
    ['all visible ASCII', {sessionId: '!"#$%&\'()*+,-./~}|{'}, {sessionId: '!"#$%&\'()*+,-./~}|{'}],
    ['an object without a prototype', Object.assign(Object.create(null), {sessionId}), {sessionId}],
  ];
  for (const [what, answer, session] of taken) {
    test(`takes ${what}`, () => assert.deepEqual(parseSessionAnswer(answer), session));
  }

  const ids: readonly (readonly [what: string, sessionId: unknown])[] = [
    ['none', undefined],
    ['null', null],
    ['a number', 12345678],
    ['an object', {}],
    ['a list', [sessionId]],
    ['an empty text', ''],
    ['7 characters', '1234567'],
    ['513 characters', 'x'.repeat(513)],
    ['a space', 'session 12345'],
    ['a line break after it', `${sessionId}\n`],
    ['CR and LF', 'a&b#c12345\r\n'],
    ['NUL', 'session\x0012345'],
    ['DEL', 'session\x7f12345'],
    ['an umlaut', 'sessiön12345'],
    ['an emoji', 'session🙂12345'],
  ];
  for (const [what, id] of ids) {
    test(`refuses an id that is or has ${what}`, () =>
      assert.equal(parseSessionAnswer({sessionId: id}), 'without a usable sessionId'));
  }

  for (const answer of [null, undefined, [], {}, '', 'short', 7, 7n, true, Symbol('x'), () => sessionId, [sessionId]]) {
    test(`refuses ${typeof answer} ${String(JSON.stringify(typeof answer === 'bigint' ? 7 : answer))}`, () =>
      assert.equal(parseSessionAnswer(answer), 'without a usable sessionId'));
  }

  const baseUrls = ['', 'acme.cubecloud.dev', 'javascript:x', 'http://acme.cubecloud.dev', `${origin}/embed`];
  for (const baseUrl of [...baseUrls, 'https://u:p@acme.cubecloud.dev', `${origin}.`, 7, {}, [origin], true]) {
    test(`refuses the baseUrl ${JSON.stringify(baseUrl)}`, () =>
      assert.equal(parseSessionAnswer({sessionId, baseUrl}), 'with an unusable baseUrl'));
  }

  for (const deploymentId of ['32', '', 0, -1, 1.5, NaN, Infinity, 2 ** 53, [32], true, {}]) {
    test(`refuses the deploymentId ${typeof deploymentId} ${inspect(deploymentId)}`, () =>
      assert.equal(parseSessionAnswer({sessionId, deploymentId}), 'with an unusable deploymentId'));
  }

  test('what is wrong is told without the id', () => {
    for (const answer of [{sessionId: `${sessionId} `}, {sessionId, baseUrl: 'x'}, {sessionId, deploymentId: 'x'}]) {
      const wrong = parseSessionAnswer(answer);
      assert.equal(typeof wrong, 'string');
      assert.doesNotMatch(wrong as string, /0123456789/);
    }
  });
});
