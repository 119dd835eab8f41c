import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {isRetryAfter, parseRetryAfterMs, writeRetryAfter} from '../../src/protocol/retry-after.js';

describe('parseRetryAfterMs', () => {
  const wallAt = Date.parse('Thu, 01 Jan 2026 00:00:00 GMT');
  const imf = (ms: number): string => new Date(wallAt + ms).toUTCString();

  const values: readonly (readonly [header: string | null, ms: number])[] = [
    [null, 0],
    ['', 0],
    ['0', 0],
    ['1', 1000],
    ['7', 7000],
    ['007', 7000],
    ['60', 60_000],
    ['61', 60_000],
    ['999999999', 60_000],
    ['-5', 0],
    ['+5', 0],
    ['1.5', 0],
    ['7, 8', 0],
    ['7,8', 0],
    ['0x10', 0],
    ['1e1', 0],
    ['7s', 0],
    [' ', 0],
    ['٧', 0],
    ['7\n', 0],
    ['NaN', 0],
    ['Infinity', 0],
    ['soon', 0],
    [imf(7000), 7000],
    [imf(60_000), 60_000],
    [imf(3_600_000), 60_000],
    [imf(0), 0],
    [imf(-7000), 0],
    ['2026-01-01T00:00:07Z', 0],
    ['Thu Jan 01 2026 00:00:07 GMT', 0],
    ['Thursday, 01-Jan-26 00:00:07 GMT', 0],
    ['Thu Jan  1 00:00:07 2026', 0],
    ['Thu, 1 Jan 2026 00:00:07 GMT', 0],
    ['Thu, 01 Jan 2026 00:00:07', 0],
    ['Thu, 01 Jan 2026 00:00:07 UTC', 0],
    ['Thu, 01 Jan 2026 00:00:07 +0000', 0],
    ['Thu, 01 Xxx 2026 00:00:07 GMT', 0],
    ['Thu, 99 Jan 2026 00:00:07 GMT', 0],
    [`${imf(7000)}, ${imf(8000)}`, 0],
  ];
  for (const [header, ms] of values) {
    test(`${JSON.stringify(header)} is ${ms} ms`, () => assert.equal(parseRetryAfterMs(header, null, wallAt), ms));
  }

  const dayMs = 86_400_000;
  const dates: readonly (readonly [what: string, retryAfter: string, date: string | null, ms: number])[] = [
    ['a server whose clock is a day ahead', imf(dayMs + 7000), imf(dayMs), 7000],
    ['a server whose clock is a day behind', imf(7000 - dayMs), imf(-dayMs), 7000],
    ['a Date that can’t be read: the viewer’s clock counts', imf(7000), 'yesterday', 7000],
    ['no Date: the viewer’s clock counts', imf(7000), null, 7000],
    ['digits, whatever the Date', '7', imf(dayMs), 7000],
  ];
  for (const [what, retryAfter, date, ms] of dates) {
    test(what, () => assert.equal(parseRetryAfterMs(retryAfter, date, wallAt), ms));
  }
});

describe('isRetryAfter', () => {
  for (const header of ['0', '7', '007', '999999999', 'Thu, 01 Jan 2026 00:00:07 GMT']) {
    test(`${header} may be passed on`, () => assert.equal(isRetryAfter(header), true));
  }
  for (const header of [null, '', '-5', '1.5', '7, 8', '7\n', '1234567890', 'soon', 'Thu, 99 Jan 2026 00:00:07 GMT']) {
    test(`${JSON.stringify(header)} may not`, () => assert.equal(isRetryAfter(header), false));
  }
});

describe('writeRetryAfter', () => {
  const waits: readonly (readonly [ms: number, header: string])[] = [
    [0, '1'],
    [-5, '1'],
    [1, '1'],
    [1000, '1'],
    [1001, '2'],
    [7000, '7'],
    [600_000, '600'],
    [1e300, '86400'],
    [Infinity, '86400'],
    [-Infinity, '1'],
  ];
  for (const [ms, header] of waits) {
    test(`${ms} ms is written as ${header}`, () => assert.equal(writeRetryAfter(ms), header));
  }
  test('what is written can be read', () =>
    assert.equal(parseRetryAfterMs(writeRetryAfter(30_000), null, Date.now()), 30_000));
});
