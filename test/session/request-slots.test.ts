import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {freeSlot, takeSlot} from '../../src/session/request-slots.js';

const never = new AbortController().signal;

/** An endpoint of its own for each test, with requests that note in which order they went. */
class Endpoint {
  static #count = 0;
  readonly went: string[] = [];
  readonly #url = `https://host.example/session/${Endpoint.#count++}`;

  take(name: string, isInViewport = () => false, signal: AbortSignal = never): void {
    const slot = takeSlot(this.#url, isInViewport, signal);
    if (slot)
      slot.then(
        () => this.went.push(name),
        (error: unknown) => this.went.push(`${name} failed: ${String(error)}`),
      );
    else this.went.push(name);
  }

  async free(times = 1): Promise<string> {
    for (let i = 0; i < times; i++) freeSlot(this.#url);
    await new Promise(setImmediate);
    return this.went.join(' ');
  }
}

const endpointWith = (...names: readonly string[]): Endpoint => {
  const endpoint = new Endpoint();
  for (const name of names) endpoint.take(name);
  return endpoint;
};

describe('slots', () => {
  test('four are taken at once, the fifth waits', async () => {
    const endpoint = endpointWith('a', 'b', 'c', 'd', 'e');
    assert.equal(await endpoint.free(0), 'a b c d');
    assert.equal(await endpoint.free(), 'a b c d e');
  });

  test('who waits goes in the order of coming, one for each slot', async () => {
    const endpoint = endpointWith(...'abcdefgh');
    assert.equal(await endpoint.free(), 'a b c d e');
    assert.equal(await endpoint.free(2), 'a b c d e f g');
  });

  test('never are more than four in flight, whatever comes and goes', async () => {
    const endpoint = endpointWith(...'abcd');
    await endpoint.free();
    endpoint.take('e');
    endpoint.take('f');
    assert.equal(await endpoint.free(0), 'a b c d e');
    assert.equal(await endpoint.free(5), 'a b c d e f');
    for (const name of 'ghijk') endpoint.take(name);
    assert.equal(await endpoint.free(0), 'a b c d e f g h i j');
  });

  test('what the viewer sees goes first, judged when the slot is free', async () => {
    const endpoint = endpointWith(...'abcd');
    let isSeen = false;
    endpoint.take('below');
    endpoint.take('later seen', () => isSeen);
    endpoint.take('seen', () => true);
    assert.equal(await endpoint.free(), 'a b c d seen');
    isSeen = true;
    assert.equal(await endpoint.free(2), 'a b c d seen later seen below');
  });

  test('who gives up leaves the queue at once and takes nobody’s slot', async () => {
    const endpoint = endpointWith(...'abcd');
    const leaving = new AbortController();
    endpoint.take('e', () => true, leaving.signal);
    endpoint.take('f');
    leaving.abort('removed');
    assert.equal(await endpoint.free(0), 'a b c d e failed: removed');
    assert.equal(await endpoint.free(), 'a b c d e failed: removed f');
  });

  test('who has given up before doesn’t wait at all', async () => {
    const endpoint = endpointWith(...'abcd');
    endpoint.take('e', () => true, AbortSignal.abort('removed'));
    assert.equal(await endpoint.free(0), 'a b c d e failed: removed');
    endpoint.take('f');
    assert.equal(await endpoint.free(), 'a b c d e failed: removed f');
  });

  test('giving up after the turn has come changes nothing', async () => {
    const endpoint = endpointWith(...'abcd');
    const leaving = new AbortController();
    endpoint.take('e', () => true, leaving.signal);
    const went = endpoint.free();
    leaving.abort('removed');
    assert.equal(await went, 'a b c d e');
  });

  test('each endpoint has its own', async () => {
    const [one, other] = [endpointWith(...'abcde'), endpointWith(...'abcde')];
    assert.equal(await one.free(), 'a b c d e');
    assert.equal(await other.free(0), 'a b c d');
  });

  test('a slot that nobody holds can’t be given back', async () => {
    const endpoint = new Endpoint();
    await endpoint.free(3);
    for (const name of 'abcde') endpoint.take(name);
    assert.equal(await endpoint.free(0), 'a b c d');
  });
});
