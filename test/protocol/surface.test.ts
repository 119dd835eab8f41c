import assert from 'node:assert/strict';
import {test} from 'node:test';
import {inspect} from 'node:util';
import {isSessionReason, isSurface} from '../../src/protocol/surface.js';

const others = ['Dashboard', 'CHAT', ' app', '', '__proto__', 'constructor', 'length', 0, null, undefined, ['app'], {}];

test('the three surfaces are known by their exact names alone', () => {
  for (const name of ['dashboard', 'chat', 'app']) assert.equal(isSurface(name), true, name);
  for (const value of [...others, 'initial']) assert.equal(isSurface(value), false, inspect(value));
});

test('the three reasons are known by their exact names alone', () => {
  for (const name of ['initial', 'reload', 'renewal']) assert.equal(isSessionReason(name), true, name);
  for (const value of [...others, 'Initial', 'dashboard']) assert.equal(isSessionReason(value), false, inspect(value));
});
