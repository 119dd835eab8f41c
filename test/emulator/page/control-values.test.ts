import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  filterChanges,
  initialControls,
  requestControls,
  withChanges,
  withOption,
} from '../../../src/emulator/page/dashboard/control-values.js';
import type {DashboardDefinition} from '../../../src/emulator/page-api.js';

const definition: DashboardDefinition = {
  publicId: 'x',
  title: 'X',
  description: null,
  timezone: null,
  canEdit: false,
  parents: [
    {
      title: 'Focus',
      options: [
        {
          label: 'Old',
          changes: [
            {kind: 'filters', member: 'o.status', value: {value: 'old'}},
            {kind: 'granularities', member: 'o.at', value: null},
          ],
        },
        {
          label: 'Back',
          changes: [{kind: 'filters', member: 'o.status', value: {value: 'of the viewer'}, isReset: true}],
        },
      ],
      opensOn: 'Back',
    },
  ],
  filters: [{member: 'o.status', title: 'Status', type: 'string', options: [], publishedValue: {value: 'new'}}],
  granularitySwitchers: [{member: 'o.at', title: 'At', options: ['day', 'month']}],
  fieldSwitchers: [
    {
      member: 'o.status',
      title: 'Status',
      options: [
        {name: 'status', title: 'Status'},
        {name: 'city', title: 'City'},
      ],
    },
  ],
  opening: {
    filters: {'o.status': {value: 'of the viewer'}},
    granularities: {'o.at': 'month'},
    fields: {'o.status': 'status'},
  },
  widgets: [],
};
const [focus] = definition.parents;
const parents = {Focus: 'Back'};
const nothing = {filters: {}, granularities: {}, fields: {}};

test('controls begin at the viewer’s defaults, which no URL carries', () => {
  assert.deepEqual(initialControls(definition, nothing), {
    filters: {'o.status': {value: 'of the viewer'}},
    granularities: {'o.at': 'month'},
    fields: {'o.status': 'status'},
    parents,
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
    parents,
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
    const cleared = withChanges(begun, filterChanges({'o.status': empty}, definition));
    assert.deepEqual(requestControls(cleared, undefined).filters, {}, JSON.stringify(empty));
    assert.deepEqual(cleared.chosen, new Set());
  }
});

test('what is cleared or reset is no longer chosen, and a cleared control stays cleared', () => {
  const picked = withChanges(initialControls(definition, nothing), [
    {kind: 'filters', member: 'o.status', value: {value: 'x'}},
    {kind: 'granularities', member: 'o.at', value: 'day'},
  ]);
  assert.deepEqual(picked.chosen, new Set(['f_o.status', 'tg_o.at']));
  const after = withChanges(picked, [
    {kind: 'filters', member: 'o.status', value: {value: 'new'}, isReset: true},
    {kind: 'granularities', member: 'o.at', value: ''},
  ]);
  assert.deepEqual(after, {
    filters: {'o.status': {value: 'new'}},
    granularities: {},
    fields: {'o.status': 'status'},
    parents,
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

test('an option of a parent sets and clears its children, which the URL then carries in its place', () => {
  assert.ok(focus);
  const driven = withOption(initialControls(definition, nothing), focus, 'Old');
  assert.deepEqual(driven, {
    filters: {'o.status': {value: 'old'}},
    granularities: {},
    fields: {'o.status': 'status'},
    parents: {Focus: 'Old'},
    chosen: new Set(['f_o.status']),
  });
  const back = withOption(driven, focus, 'Back');
  assert.deepEqual(back.filters, {'o.status': {value: 'of the viewer'}});
  assert.deepEqual(back.chosen, new Set());
});

test('a parent that is cleared is only deselected: each child keeps what it stands at', () => {
  assert.ok(focus);
  const driven = withOption(initialControls(definition, nothing), focus, 'Old');
  assert.deepEqual(withOption(driven, focus, ''), {...driven, parents: {}});
});
