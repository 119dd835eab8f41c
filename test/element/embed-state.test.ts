// Every pair of where an embed stands and what can happen to it, and what a viewer sees in each.
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {idle, transition, type EmbedProcess, type Happening} from '../../src/element/embed-state.js';
import {lookOf, type Look} from '../../src/element/look.js';
import type {Messages} from '../../src/element/messages.js';
import {CubeEmbedError, errorCodes, type ErrorCode} from '../../src/protocol/errors.js';

const errors = Object.fromEntries(errorCodes.map((code) => [code, new CubeEmbedError({code})])) as Readonly<
  Record<ErrorCode, CubeEmbedError>
>;
const mild = new CubeEmbedError({code: 'frame-timeout', fatal: false});

const loading = {state: 'loading', isSlow: false, isUncovered: false, hasNotice: false, title: ''} as const;
const ready = {state: 'ready', isRenewing: false, isRestoring: false, title: ''} as const;
const failed = (code: ErrorCode, hasPanel = true, title = ''): EmbedProcess => ({
  state: 'error',
  error: errors[code],
  hasPanel,
  title,
});

const processes = {
  idle,
  authenticating: {state: 'authenticating', isSlow: false},
  'slowly authenticating': {state: 'authenticating', isSlow: true},
  loading,
  'slowly loading': {...loading, isSlow: true},
  uncovered: {...loading, isUncovered: true},
  noticed: {...loading, isUncovered: true, hasNotice: true, title: 'Orders'},
  ready,
  titled: {...ready, title: 'Orders'},
  renewing: {...ready, isRenewing: true},
  restoring: {...ready, isRestoring: true},
  'renewing and restoring': {...ready, isRenewing: true, isRestoring: true, title: 'Orders'},
  'signed out': failed('session-unauthorized'),
  'late frame': failed('frame-timeout', true, 'Orders'),
  'prevented panel': failed('embed-error', false),
} as const satisfies Record<string, EmbedProcess>;

type Name = keyof typeof processes;
const names = Object.keys(processes) as Name[];
const each = (result: (process: EmbedProcess) => EmbedProcess, ...but: Name[]): Partial<Record<Name, EmbedProcess>> =>
  Object.fromEntries(names.filter((name) => !but.includes(name)).map((name) => [name, result(processes[name])]));
const titleOf = (process: EmbedProcess): string => ('title' in process ? process.title : '');

/** What each happening makes of each process; a process that isn't named stays the very same object. */
const table: readonly (readonly [Happening, Partial<Record<Name, EmbedProcess>>])[] = [
  [{type: 'reset'}, each(() => idle, 'idle')],
  [{type: 'request'}, each(() => processes.authenticating)],
  [{type: 'navigate'}, {...each(() => loading), 'slowly authenticating': {...loading, isSlow: true}}],
  [
    {type: 'slow'},
    {
      authenticating: processes['slowly authenticating'],
      loading: processes['slowly loading'],
      uncovered: {...processes.uncovered, isSlow: true},
      noticed: {...processes.noticed, isSlow: true},
    },
  ],
  [
    {type: 'uncover'},
    {loading: processes.uncovered, 'slowly loading': {...processes['slowly loading'], isUncovered: true}},
  ],
  [
    {type: 'view', title: 'Orders'},
    {
      loading: {...loading, title: 'Orders'},
      'slowly loading': {...processes['slowly loading'], title: 'Orders'},
      uncovered: {...processes.uncovered, title: 'Orders'},
      ready: processes.titled,
      renewing: {...processes.renewing, title: 'Orders'},
      restoring: {...processes.restoring, title: 'Orders'},
      'signed out': failed('session-unauthorized', true, 'Orders'),
      'prevented panel': failed('embed-error', false, 'Orders'),
    },
  ],
  [
    {type: 'ready'},
    {
      loading: ready,
      'slowly loading': ready,
      uncovered: ready,
      noticed: processes.titled,
      'late frame': processes.titled,
    },
  ],
  [
    {type: 'renew'},
    {
      ready: processes.renewing,
      titled: {...processes.titled, isRenewing: true},
      restoring: {...ready, isRenewing: true, isRestoring: true},
    },
  ],
  [
    {type: 'restore'},
    {
      ready: processes.restoring,
      titled: {...processes.titled, isRestoring: true},
      renewing: {...ready, isRenewing: true, isRestoring: true},
    },
  ],
  [{type: 'renewed'}, {renewing: ready, restoring: ready, 'renewing and restoring': processes.titled}],
  [
    {type: 'fail', error: errors['session-network']},
    each((process) => failed('session-network', false, titleOf(process))),
  ],
  [
    {type: 'reported', error: errors['session-unauthorized'], isShown: false},
    {'signed out': failed('session-unauthorized', false)},
  ],
  [{type: 'reported', error: errors['embed-error'], isShown: true}, {'prevented panel': failed('embed-error')}],
  [
    {type: 'reported', error: mild, isShown: true},
    {
      loading: {...loading, isUncovered: true, hasNotice: true},
      'slowly loading': {...loading, isSlow: true, isUncovered: true, hasNotice: true},
      uncovered: {...loading, isUncovered: true, hasNotice: true},
      noticed: processes.noticed,
    },
  ],
  [
    {type: 'reported', error: mild, isShown: false},
    {
      loading: processes.uncovered,
      'slowly loading': {...processes.uncovered, isSlow: true},
      uncovered: processes.uncovered,
      noticed: {...processes.noticed, hasNotice: false},
    },
  ],
];

for (const [happening, results] of table) {
  describe(JSON.stringify(happening), () => {
    for (const name of names) {
      const next = results[name];
      test(`${name}: ${next ? next.state : 'nothing changes'}`, () => {
        const result = transition(processes[name], happening);
        if (next) assert.deepEqual(result, next);
        else assert.equal(result, processes[name]);
      });
    }
  });
}

test('a late ready ends a frame-timeout and no other error', () => {
  for (const code of errorCodes) {
    const {state} = transition(failed(code), {type: 'ready'});
    assert.equal(state, code === 'frame-timeout' ? 'ready' : 'error', code);
  }
});

test('no process is changed in place', () => {
  for (const name of names) {
    const process = Object.freeze({...processes[name]}) as EmbedProcess;
    for (const [happening] of table) transition(process, happening);
  }
});

const messages = Object.fromEntries(
  ['loading', 'slow', 'failed', 'signedOut', 'forbidden', 'retry', 'dashboard', 'chat', 'app'].map((name) => [
    name,
    `The text ${name}`,
  ]),
) as unknown as Messages;

/** What a viewer sees of each process, as far as it differs from a frame without a word about it. */
const looks: Readonly<Record<Name, Partial<Look>>> = {
  idle: {},
  authenticating: {panel: 'loading'},
  'slowly authenticating': {panel: 'loading', isSlow: true},
  loading: {panel: 'loading'},
  'slowly loading': {panel: 'loading', isSlow: true},
  uncovered: {},
  noticed: {notice: true, frameTitle: 'The text chat: Orders'},
  ready: {},
  titled: {frameTitle: 'The text chat: Orders'},
  renewing: {},
  restoring: {panel: 'loading'},
  'renewing and restoring': {panel: 'loading', frameTitle: 'The text chat: Orders'},
  'signed out': {panel: 'error', sentence: 'The text signedOut', code: 'session-unauthorized'},
  'late frame': {panel: 'error', code: 'frame-timeout', frameTitle: 'The text chat: Orders'},
  'prevented panel': {panel: 'plain', code: 'embed-error'},
};

describe('what a viewer sees', () => {
  for (const name of names) {
    test(name, () =>
      assert.deepEqual(lookOf(processes[name], 'chat', {messages, lang: 'en'}, ''), {
        panel: 'none',
        isSlow: false,
        notice: false,
        heading: 'The text chat',
        sentence: 'The text failed',
        code: '',
        canRetry: true,
        signInUrl: '',
        frameTitle: 'The text chat',
        messages,
        lang: 'en',
        ...looks[name],
      }),
    );
  }

  test('a viewer without access is told so, and has no Retry', () => {
    const look = lookOf(failed('session-forbidden'), 'app', {messages, lang: ''}, 'https://shop.example/login');
    assert.deepEqual([look.sentence, look.canRetry, look.signInUrl], ['The text forbidden', false, '']);
  });

  test('a viewer who is signed out has the way to sign in', () => {
    const look = lookOf(processes['signed out'], 'app', {messages, lang: ''}, 'https://shop.example/login');
    assert.equal(look.signInUrl, 'https://shop.example/login');
  });
});
