import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {inspect} from 'node:util';
import {createSessionRequest, parseSessionRequest} from '../../src/protocol/session-request.js';

describe('createSessionRequest', () => {
  test('has all that is known', () =>
    assert.equal(
      JSON.stringify(createSessionRequest('dashboard', 'OwVQpbdaZmBT', 32, 'initial')),
      '{"type":"dashboard","id":"OwVQpbdaZmBT","deploymentId":32,"reason":"initial"}',
    ));
  test('leaves out what is not known', () =>
    assert.deepEqual(createSessionRequest('chat', undefined, undefined, 'renewal'), {type: 'chat', reason: 'renewal'}));
});

describe('parseSessionRequest', () => {
  for (const type of ['dashboard', 'chat', 'app'] as const) {
    for (const reason of ['initial', 'reload', 'renewal'] as const) {
      test(`reads ${type}, ${reason}`, () => assert.deepEqual(parseSessionRequest({type, reason}), {type, reason}));
    }
  }

  test('reads what createSessionRequest builds, without the deployment', () =>
    assert.deepEqual(parseSessionRequest(createSessionRequest('dashboard', 'a', 32, 'reload')), {
      type: 'dashboard',
      id: 'a',
      reason: 'reload',
    }));

  test('ignores other members', () =>
    assert.deepEqual(parseSessionRequest({type: 'app', reason: 'initial', creatorMode: true, externalId: 'x'}), {
      type: 'app',
      reason: 'initial',
    }));

  const wrong: readonly unknown[] = [
    undefined,
    null,
    7,
    'dashboard',
    [],
    Object.assign([], {type: 'chat', reason: 'initial'}),
    {},
    {type: 'chat'},
    {reason: 'initial'},
    {type: 'Chat', reason: 'initial'},
    {type: 'chat', reason: 'Initial'},
    {type: ['chat'], reason: 'initial'},
    {type: 'chat', reason: 'initial', id: 7},
    {type: 'chat', reason: 'initial', id: null},
    {type: 'toString', reason: 'initial'},
    Object.create({type: 'chat', reason: 'initial'}),
  ];
  for (const body of wrong) {
    test(`refuses ${inspect(body)}`, () => assert.equal(parseSessionRequest(body), undefined));
  }
});
