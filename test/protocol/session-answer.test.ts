import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {inspect} from 'node:util';
import {
  parseFetchedSession,
  parseSessionAnswer,
  writeSessionAnswer,
  type EmbedSession,
} from '../../src/protocol/session-answer.js';

const sessionId = 'session-0123456789';
const origin = 'https://acme.cubecloud.dev';

describe('parseSessionAnswer', () => {
  const taken: readonly (readonly [what: string, answer: unknown, session: object])[] = [
    ['an id', {sessionId}, {sessionId}],
    ['all three', {sessionId, baseUrl: origin, deploymentId: 32}, {sessionId, baseUrl: origin, deploymentId: 32}],
    ['a base URL with white space around it', {sessionId, baseUrl: ` ${origin}\n`}, {sessionId, baseUrl: origin}],
    ['a base URL with a slash', {sessionId, baseUrl: `${origin}/`}, {sessionId, baseUrl: origin}],
    [
      'members that are null',
      {sessionId, baseUrl: null, deploymentId: null},
      {sessionId, baseUrl: null, deploymentId: null},
    ],
    ['members that nobody knows, left out', {sessionId, token: 'x', fatal: true}, {sessionId}],
    ['8 characters', {sessionId: '12345678'}, {sessionId: '12345678'}],
    ['512 characters', {sessionId: 'x'.repeat(512)}, {sessionId: 'x'.repeat(512)}],
    ['all visible ASCII', {sessionId: '!"#$%&\'()*+,-./~}|{'}, {sessionId: '!"#$%&\'()*+,-./~}|{'}],
    ['an object without a prototype', Object.assign(Object.create(null), {sessionId}), {sessionId}],
  ];
  for (const [what, answer, session] of taken) {
    test(`takes ${what}`, () =>
      assert.deepEqual(parseSessionAnswer(answer), {baseUrl: undefined, deploymentId: undefined, ...session}));
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

  for (const answer of [
    null,
    undefined,
    [],
    {},
    '',
    'short',
    sessionId,
    7,
    7n,
    true,
    Symbol('x'),
    () => sessionId,
    [sessionId],
  ]) {
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

  test('members that every object inherits are not the answer’s', () => {
    const polluted = {sessionId, baseUrl: 'https://evil.cubecloud.dev', deploymentId: 7};
    Object.assign(Object.prototype, polluted);
    try {
      const {baseUrl, deploymentId} = parseSessionAnswer({sessionId}) as EmbedSession;
      assert.deepEqual([baseUrl, deploymentId], [undefined, undefined]);
      assert.equal(parseSessionAnswer({}), 'without a usable sessionId');
      assert.equal(parseSessionAnswer([]), 'without a usable sessionId');
      assert.equal(parseFetchedSession(7), 'without a usable sessionId');
    } finally {
      for (const name of Object.keys(polluted)) Reflect.deleteProperty(Object.prototype, name);
    }
  });

  test('members that a class has for its instances are not the answer’s', () => {
    const answer: unknown = Object.create({sessionId});
    assert.equal(parseSessionAnswer(answer), 'without a usable sessionId');
  });

  test('what is wrong is told without the id', () => {
    for (const answer of [{sessionId: `${sessionId} `}, {sessionId, baseUrl: 'x'}, {sessionId, deploymentId: 'x'}]) {
      const wrong = parseSessionAnswer(answer);
      assert.equal(typeof wrong, 'string');
      assert.doesNotMatch(wrong as string, /0123456789/);
    }
  });
});

describe('parseFetchedSession', () => {
  test('takes the bare id', () =>
    assert.deepEqual(parseFetchedSession(sessionId), {sessionId, baseUrl: undefined, deploymentId: undefined}));
  test('takes what an endpoint answers', () =>
    assert.deepEqual(parseFetchedSession({sessionId, baseUrl: origin}), {
      sessionId,
      baseUrl: origin,
      deploymentId: undefined,
    }));
  for (const answer of ['', 'short', `${sessionId} `, null, undefined, [sessionId], {}]) {
    test(`refuses ${inspect(answer)}`, () => assert.equal(parseFetchedSession(answer), 'without a usable sessionId'));
  }
});

test('an answer that is written can be read', () => {
  const session = {sessionId, baseUrl: origin, deploymentId: 32};
  assert.deepEqual(parseSessionAnswer(JSON.parse(writeSessionAnswer(session))), session);
});
