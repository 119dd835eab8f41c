import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {idle, transition, type EmbedProcess, type Happening} from '../../src/element/embed-state.js';
import {CubeEmbedError, errorCodes, type ErrorCode} from '../../src/protocol/errors.js';

const failed = (code: ErrorCode): EmbedProcess => ({state: 'error', error: new CubeEmbedError({code})});
const error = new CubeEmbedError({code: 'session-network'});

const processes = {
  idle,
  authenticating: {state: 'authenticating'},
  loading: {state: 'loading'},
  ready: {state: 'ready', renewing: false},
  renewing: {state: 'ready', renewing: true},
  'frame-timeout': failed('frame-timeout'),
  'embed-error': failed('embed-error'),
} as const satisfies Record<string, EmbedProcess>;

type Name = keyof typeof processes;
const names = Object.keys(processes) as Name[];

/** What each happening makes of each process; a process that isn't named stays the very same object. */
const table: Readonly<Record<Exclude<Happening['type'], 'fail'>, Partial<Record<Name, EmbedProcess>>>> = {
  reset: Object.fromEntries(names.filter((name) => name !== 'idle').map((name) => [name, idle])),
  request: Object.fromEntries(names.map((name) => [name, processes.authenticating])),
  navigate: Object.fromEntries(names.map((name) => [name, processes.loading])),
  ready: {loading: processes.ready, 'frame-timeout': processes.ready},
  renew: {ready: processes.renewing},
  renewed: {renewing: processes.ready},
};

for (const type of Object.keys(table) as (keyof typeof table)[]) {
  describe(type, () => {
    for (const name of names) {
      const next = table[type][name];
      test(`${name}: ${next ? next.state : 'nothing changes'}`, () => {
        const result = transition(processes[name], {type});
        if (next) assert.deepEqual(result, next);
        else assert.equal(result, processes[name]);
      });
    }
  });
}

describe('fail', () => {
  for (const name of names) {
    test(`${name}: error`, () =>
      assert.deepEqual(transition(processes[name], {type: 'fail', error}), {state: 'error', error}));
  }
});

test('a late ready ends a frame-timeout and no other error', () => {
  for (const code of errorCodes) {
    const {state} = transition(failed(code), {type: 'ready'});
    assert.equal(state, code === 'frame-timeout' ? 'ready' : 'error', code);
  }
});

test('no process is changed in place', () => {
  const frozen = names.map((name) => Object.freeze({...processes[name]}) as EmbedProcess);
  for (const process of frozen) {
    for (const type of Object.keys(table) as (keyof typeof table)[]) transition(process, {type});
    transition(process, {type: 'fail', error});
  }
});
