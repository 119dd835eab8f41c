import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  changedControls,
  filterChanges,
  initialControls,
  requestControls,
} from '../../../src/emulator/page/dashboard/control-values.js';
import type {DashboardDefinition} from '../../../src/emulator/page-api.js';

const definition: DashboardDefinition = {
  publicId: 'x',
  title: 'X',
  description: null,
  timezone: null,
  canEdit: false,
  filters: [
    {
      member: 'o.status',
      title: 'Status',
      type: 'string',
      options: [],
      publishedValue: {value: 'new'},
      defaultValue: {value: 'of the viewer'},
    },
  ],
  granularitySwitchers: [
    {member: 'o.at', title: 'At', options: ['day', 'month'], publishedValue: null, defaultValue: 'month'},
  ],
  fieldSwitchers: [
    {
      member: 'o.status',
      title: 'Status',
      options: [
        {name: 'status', title: 'Status'},
        {name: 'city', title: 'City'},
      ],
      publishedValue: 'status',
      defaultValue: 'status',
    },
  ],
  widgets: [],
};
const nothing = {filters: {}, granularities: {}, fields: {}};

test('controls begin at the viewer’s defaults, which no URL carries', () => {
  assert.deepEqual(initialControls(definition, nothing), {
    filters: {'o.status': {value: 'of the viewer'}},
    granularities: {'o.at': 'month'},
    fields: {'o.status': 'status'},
    chosen: new Set(),
  });
});

test('what the URL says outranks a default, where there is such a control and such a choice', () => {
  const url = {
    filters: {'o.status': {value: ['a']}, 'o.other': {value: 1}},
    granularities: {'o.at': 'day'},
    fields: {'o.status': 'city'},
  };
  assert.deepEqual(initialControls(definition, url), {
    filters: {'o.status': {value: ['a']}},
    granularities: {'o.at': 'day'},
    fields: {'o.status': 'city'},
    chosen: new Set(['f_o.status', 'tg_o.at', 'ms_o.status']),
  });
  const wrong = {...nothing, granularities: {'o.at': 'week'}, fields: {'o.status': 'nowhere'}};
  assert.deepEqual(initialControls(definition, wrong), initialControls(definition, nothing));
});

const empties = [{value: []}, {value: ''}, {value: null}, {value: [null, '']}];

test('an empty filter in the URL or in set-filter clears the default', () => {
  for (const empty of empties) {
    const opened = initialControls(definition, {...nothing, filters: {'o.status': empty}});
    assert.deepEqual(requestControls(opened, undefined).filters, {}, JSON.stringify(empty));
    const begun = initialControls(definition, nothing);
    const cleared = changedControls(begun, filterChanges({'o.status': empty}, definition));
    assert.deepEqual(requestControls(cleared, undefined).filters, {}, JSON.stringify(empty));
    assert.deepEqual(cleared.chosen, new Set());
  }
});

test('what is cleared or reset is no longer chosen, and a cleared control stays cleared', () => {
  const picked = changedControls(initialControls(definition, nothing), [
    {kind: 'filters', member: 'o.status', value: {value: 'x'}},
    {kind: 'granularities', member: 'o.at', value: 'day'},
  ]);
  assert.deepEqual(picked.chosen, new Set(['f_o.status', 'tg_o.at']));
  const after = changedControls(picked, [
    {kind: 'filters', member: 'o.status', value: {value: 'new'}, isReset: true},
    {kind: 'granularities', member: 'o.at', value: ''},
  ]);
  assert.deepEqual(after, {
    filters: {'o.status': {value: 'new'}},
    granularities: {},
    fields: {'o.status': 'status'},
    chosen: new Set(),
  });
  assert.deepEqual(requestControls(after, 'UTC'), {
    filters: {'o.status': {value: 'new'}},
    granularities: {},
    fields: {'o.status': 'status'},
    timezone: 'UTC',
  });
});

test('a filter without a control changes nothing', () => {
  assert.deepEqual(filterChanges({'o.other': {value: 1}}, definition), []);
});
