import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {CubeEmbedError, errorCodes, invalidConfig, isCubeEmbedError} from '../../src/protocol/errors.js';

const retryable = [
  'session-network',
  'session-timeout',
  'session-rate-limited',
  'session-unavailable',
  'session-expired',
  'frame-timeout',
];
const final = [
  'invalid-config',
  'session-unauthorized',
  'session-forbidden',
  'session-rejected',
  'session-invalid',
  'frame-blocked',
  'frame-origin',
  'embed-error',
  'unexpected',
];

test('the codes are these fifteen', () => assert.deepEqual([...errorCodes].sort(), [...retryable, ...final].sort()));

describe('each error', () => {
  for (const code of errorCodes) {
    test(`${code} says its code, what happened and where to read more`, () => {
      const error = new CubeEmbedError({code, message: 'It broke.'});
      assert.equal(error.message, `${code}: It broke. https://unpkg.com/cube-embed/docs/errors/${code}.md`);
      assert.equal(error.code, code);
      assert.equal(error.name, 'CubeEmbedError');
      assert.equal(error.fatal, true);
      assert.equal(error.retryable, retryable.includes(code));
      assert.ok(error instanceof Error);
      assert.ok(isCubeEmbedError(error));
      assert.match(String(error.stack), new RegExp(code));
    });
  }
});

test('what is given is kept', () => {
  const cause = new TypeError('why');
  const given = {fatal: false, retryable: true, status: 418, attempts: 3, retryAfterMs: 7000, cause};
  const error = new CubeEmbedError({code: 'session-rejected', ...given});
  for (const [name, value] of Object.entries(given)) {
    assert.equal((error as unknown as Record<string, unknown>)[name], value, name);
  }
});

test('what is given as undefined is as good as left out', () => {
  const error = new CubeEmbedError({
    code: 'session-network',
    message: undefined,
    fatal: undefined,
    retryable: undefined,
  });
  assert.equal(error.fatal, true);
  assert.equal(error.retryable, true);
  assert.doesNotMatch(error.message, /undefined/);
});

test('what is not given is undefined', () => {
  const {status, attempts, cause} = new CubeEmbedError({code: 'session-network'});
  assert.deepEqual([status, attempts, cause], [undefined, undefined, undefined]);
});

describe('isCubeEmbedError', () => {
  const named = (properties: object, name = 'CubeEmbedError'): Error =>
    Object.assign(new Error('x'), {name}, properties);

  test('knows an error of another copy of the package', () =>
    assert.equal(isCubeEmbedError(named({code: 'session-forbidden'})), true));

  const others: readonly (readonly [what: string, value: unknown])[] = [
    ['an error of another name', named({code: 'session-forbidden'}, 'Error')],
    ['an unknown code', named({code: 'session-lost'})],
    ['a code that every object has', named({code: 'constructor'})],
    ['no code', named({})],
    ['an object', {name: 'CubeEmbedError', code: 'session-forbidden'}],
    ['a text', 'session-forbidden'],
    ['null', null],
    ['undefined', undefined],
  ];
  for (const [what, value] of others) {
    test(`doesn't take ${what} for one`, () => assert.equal(isCubeEmbedError(value), false));
  }
});

test('configuration that is missing is fatal', () =>
  assert.deepEqual([invalidConfig('x').code, invalidConfig('x').fatal], ['invalid-config', true]));
