import assert from 'node:assert/strict';
import {getEventListeners} from 'node:events';
import {afterEach, describe, mock, test} from 'node:test';
import {abortable, browserEnvironment, elapsedMs, untilEvent} from '../../src/page/environment.js';
import {turns} from '../support/fake-environment.js';

describe('elapsedMs is the longer of what two clocks say', () => {
  const cases: readonly (readonly [what: string, wallMs: number, steadyMs: number, elapsed: number])[] = [
    ['both clocks agree', 1000, 1000, 1000],
    ['the machine slept, and the steady clock with it', 90_000, 1000, 90_000],
    ['the wall clock was set back', -3_600_000, 1000, 1000],
    ['the wall clock was set forward', 3_600_000, 1000, 3_600_000],
    ['no time', 0, 0, 0],
  ];
  for (const [what, wallMs, steadyMs, elapsed] of cases) {
    test(what, () =>
      assert.equal(elapsedMs({wallAt: 7, steadyAt: 3}, {wallAt: 7 + wallMs, steadyAt: 3 + steadyMs}), elapsed),
    );
  }
});

const abortListeners = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;

describe('abortable', () => {
  test('resolves, and leaves no listener', async () => {
    const {signal} = new AbortController();
    let go = (): void => {};
    let ends = 0;
    const waiting = abortable(signal, (resolve, settled) => {
      go = resolve;
      settled.addEventListener('abort', () => ends++);
    });
    assert.equal(abortListeners(signal), 1);
    go();
    await waiting;
    assert.deepEqual([abortListeners(signal), ends], [0, 1]);
  });

  test('rejects with the reason, and ends what was begun', async () => {
    const controller = new AbortController();
    let ends = 0;
    const waiting = abortable(controller.signal, (_resolve, settled) =>
      settled.addEventListener('abort', () => ends++),
    );
    controller.abort('why');
    await assert.rejects(waiting, (reason) => reason === 'why');
    assert.equal(ends, 1);
  });

  test('begins nothing where the signal has aborted before', async () => {
    let begun = 0;
    const waiting = abortable(AbortSignal.abort('why'), () => {
      begun++;
    });
    await assert.rejects(waiting, (reason) => reason === 'why');
    assert.equal(begun, 0);
  });
});

describe('untilEvent', () => {
  test('resolves at the event and leaves no listener', async () => {
    const [target, {signal}] = [new EventTarget(), new AbortController()];
    const waiting = untilEvent(target, 'online', signal);
    target.dispatchEvent(new Event('online'));
    await waiting;
    assert.deepEqual([getEventListeners(target, 'online').length, abortListeners(signal)], [0, 0]);
  });

  test('leaves no listener when it is aborted', async () => {
    const [target, controller] = [new EventTarget(), new AbortController()];
    const waiting = untilEvent(target, 'online', controller.signal);
    assert.equal(getEventListeners(target, 'online').length, 1);
    controller.abort('why');
    await assert.rejects(waiting, (reason) => reason === 'why');
    assert.equal(getEventListeners(target, 'online').length, 0);
  });
});

describe('the browser’s environment', () => {
  afterEach(() => mock.timers.reset());

  test('waits no less than it is told', async () => {
    mock.timers.enable({apis: ['setTimeout']});
    let isOver = false;
    void browserEnvironment.wait(5000, new AbortController().signal).then(() => (isOver = true));
    mock.timers.tick(4999);
    await turns();
    assert.equal(isOver, false);
    mock.timers.tick(1);
    await turns();
    assert.equal(isOver, true);
  });

  test('a wait that is aborted clears its timer', async () => {
    const clear = mock.method(globalThis, 'clearTimeout');
    const controller = new AbortController();
    const waiting = browserEnvironment.wait(100_000, controller.signal);
    controller.abort('why');
    await assert.rejects(waiting, (reason) => reason === 'why');
    assert.equal(clear.mock.callCount(), 1);
    mock.restoreAll();
  });

  test('a deadline passes its parent’s reason on', () => {
    const controller = new AbortController();
    const {signal: deadline} = browserEnvironment.deadline(100_000, controller.signal);
    assert.equal(deadline.aborted, false);
    controller.abort('why');
    assert.equal(deadline.reason, 'why');
  });

  test('a deadline that was ended aborts no more, and leaves no timer or listener', () => {
    mock.timers.enable({apis: ['setTimeout']});
    const controller = new AbortController();
    const {signal, end} = browserEnvironment.deadline(1, controller.signal);
    assert.equal(abortListeners(controller.signal), 1);
    end();
    assert.equal(abortListeners(controller.signal), 0);
    mock.timers.tick(10);
    controller.abort('why');
    assert.equal(signal.aborted, false);
  });

  test('a deadline ends by itself with a TimeoutError', async () => {
    // Node's own timer of it doesn't keep a process alive.
    const alive = setInterval(() => {}, 1000);
    const {signal: deadline} = browserEnvironment.deadline(1, new AbortController().signal);
    await untilEvent(deadline, 'abort', new AbortController().signal);
    clearInterval(alive);
    assert.equal((deadline.reason as DOMException).name, 'TimeoutError');
  });

  test('hears of the network', async () => {
    const window = new EventTarget();
    Object.defineProperty(globalThis, 'window', {value: window, configurable: true});
    Object.defineProperty(globalThis, 'navigator', {value: {onLine: false}, configurable: true});
    assert.equal(browserEnvironment.isOnline(), false);
    const waiting = browserEnvironment.untilOnline(new AbortController().signal);
    window.dispatchEvent(new Event('online'));
    await waiting;
  });

  test('its clocks run and its chance lies from 0 up to 1', () => {
    const {wallAt, steadyAt} = browserEnvironment.moment();
    assert.ok(wallAt > Date.UTC(2020, 0) && steadyAt > 0 && steadyAt < 3_600_000);
    for (let i = 0; i < 100; i++) {
      const chance = browserEnvironment.random();
      assert.ok(chance >= 0 && chance < 1);
    }
  });
});
