import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createClock} from '../../src/emulator/clock.js';

test('the clock runs with its source, and is moved forward', () => {
  let at = 1000;
  const clock = createClock(() => at);
  assert.equal(clock.now(), 1000);
  clock.advance(500);
  at += 1;
  assert.equal(clock.now(), 1501);
  clock.advance(0);
  assert.equal(clock.now(), 1501);
});

for (const ms of [-1, 0.5, NaN, Infinity, 9e15]) {
  test(`advance(${String(ms)}) is a RangeError and moves nothing`, () => {
    const clock = createClock(() => 1000);
    assert.throws(() => clock.advance(ms), RangeError);
    assert.equal(clock.now(), 1000);
  });
}
