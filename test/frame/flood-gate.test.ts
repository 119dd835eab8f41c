import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, mock, test} from 'node:test';
import {createFloodGate} from '../../src/frame/flood-gate.js';

let gate = createFloodGate();
let warnings: unknown[][] = [];

beforeEach(() => {
  gate = createFloodGate();
  warnings = [];
  mock.method(console, 'warn', (...words: unknown[]) => void warnings.push(words));
});
afterEach(() => mock.restoreAll());

/** How many of so many events pass. */
const passed = (count: number, name: string, now: number): number =>
  Array.from({length: count}, () => gate(name, false, now)).filter(Boolean).length;

describe('events', () => {
  test('200 pass at once', () => assert.equal(passed(1000, 'view', 0), 200));

  test('after that 50 a second', () => {
    passed(200, 'view', 0);
    assert.equal(passed(100, 'view', 1000), 50);
    assert.equal(passed(100, 'view', 1500), 25);
    assert.equal(passed(100, 'view', 1500), 0);
    assert.equal(passed(100, 'view', 1519), 0);
    assert.equal(passed(100, 'view', 1520), 1);
  });

  test('never more than 200 at once, however long it was quiet', () => {
    passed(1000, 'view', 0);
    assert.equal(passed(1000, 'view', 3_600_000), 200);
  });

  test('50 a second pass for as long as it may be', () => {
    let count = 0;
    for (let now = 0; now < 600_000; now += 20) count += passed(1, 'view', now);
    assert.equal(count, 30_000);
    assert.equal(warnings.length, 0);
  });

  test('a flood of one name holds no other back', () => {
    passed(50_000, 'view', 0);
    assert.equal(passed(1, 'dashboard-loaded', 0), 1);
  });

  test('a flood of one name, refused all the time, still gets its 50 a second', () => {
    passed(200, 'view', 0);
    let count = 0;
    for (let now = 1; now <= 10_000; now++) count += passed(5, 'view', now);
    assert.ok(count >= 499 && count <= 500, `${count}`);
  });

  for (const name of ['ready', 'session-expiring', 'session-expired']) {
    test(`${name} always passes, in the middle of its own flood and of another`, () => {
      passed(50_000, 'view', 0);
      assert.equal(passed(50_000, name, 0), 50_000);
    });
  }

  for (const name of ['ready-ish', 'sessions', 'error-log', 'x-session-expired']) {
    test(`${name} is a name like others`, () => assert.equal(passed(1000, name, 0), 200));
  }

  test('names without end take no memory without end, and the names of a working embed still pass', () => {
    for (let i = 0; i < 10_000; i++) gate(`made-up-${i}`, false, 0);
    assert.equal(passed(1, 'view', 0), 1);
  });
});

describe('errors', () => {
  test('of equal ones one a second is told', () => {
    const told = Array.from({length: 3001}, (_none, now) => gate('broken', true, now)).filter(Boolean).length;
    assert.equal(told, 4);
  });

  test('different ones are all told', () => {
    for (let i = 0; i < 1000; i++) assert.equal(gate(`broken ${i}`, true, 0), true);
  });

  test('taking turns, each is told once a second', () => {
    let told = 0;
    for (let i = 0; i < 1000; i++) told += Number(gate(`broken ${i % 2}`, true, i / 2));
    assert.equal(told, 2);
  });

  test('a flood of events holds none back, nor the other way round', () => {
    passed(1000, 'view', 0);
    assert.equal(gate('view', true, 0), true);
    passed(1000, 'error', 0);
    assert.equal(gate('', true, 0), true);
  });
});

describe('the warning', () => {
  test('comes once, when the first event is dropped', () => {
    passed(200, 'view', 0);
    assert.equal(warnings.length, 0);
    passed(50_000, 'view', 0);
    passed(50_000, 'drilldown', 0);
    assert.equal(warnings.length, 1);
  });

  test('says nothing of what came', () => {
    passed(1000, 'secret-name', 0);
    assert.doesNotMatch(String(warnings[0]), /secret/);
  });
});
