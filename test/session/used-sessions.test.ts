import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {test} from 'node:test';
import {useOnce} from '../../src/session/session-source.js';

test('an id is used once, for as long as the page lives', () => {
  assert.equal(useOnce('session-a'), true);
  for (let i = 0; i < 1000; i++) useOnce(`in-between-${i}`);
  assert.equal(useOnce('session-a'), false);
  assert.equal(useOnce('session-a'), false);
});

test('ids that are nearly equal are told apart', () => {
  for (const id of ['session-b', 'session-B', 'session-b ', 'esssion-b', 'session-', 'session-bb', 'b-session']) {
    assert.equal(useOnce(id), true, id);
  }
});

test('no two of many ids are taken for one another', () => {
  for (let i = 0; i < 100_000; i++) assert.ok(useOnce(`counted-${i}`), `counted-${i}`);
  for (let i = 0; i < 100_000; i++) {
    const id = randomBytes(24).toString('base64url');
    assert.ok(useOnce(id), id);
  }
});
