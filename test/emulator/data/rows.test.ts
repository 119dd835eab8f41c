import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Account, messageOf, type Body} from '../support/account.js';
import {rowsOf, widgetsOf} from '../support/rows.js';

const dashboard = 'OwVQpbdaZmBT';
const citiesOf = {measures: ['orders.count'], dimensions: ['orders.users_city']};
const inCity = (externalId: string, value: unknown) => ({externalId, userAttributes: [{name: 'city', value}]});

test('two cities see different rows, whoever has no city sees all, and the numbers add up', async () => {
  const account = new Account();
  const [one, other, all] = await Promise.all([
    account.enter(inCity('sf', 'San Francisco')),
    account.enter(inCity('ny', 'New York')),
    account.enter({externalId: 'everybody'}),
  ]);
  const here = await rowsOf(account, one, citiesOf);
  const there = await rowsOf(account, other, citiesOf);
  assert.deepEqual(
    here.map(([city]) => city),
    ['San Francisco'],
  );
  assert.deepEqual(
    there.map(([city]) => city),
    ['New York'],
  );
  const everything = new Map((await rowsOf(account, all, citiesOf)).map(([city, count]) => [city, count]));
  assert.equal(everything.get('San Francisco'), here[0]?.[1]);
  assert.equal(everything.get('New York'), there[0]?.[1]);
  assert.equal(
    [...everything.values()].reduce((sum: number, count) => sum + Number(count), 0),
    100_000,
  );
});

test('no way of asking shows a viewer the rows of another city', async () => {
  const account = new Account();
  const token = await account.enter(inCity('sf', 'San Francisco'));
  const otherCity = {'orders.users_city': {value: ['New York', 'London']}};
  assert.deepEqual(await rowsOf(account, token, {...citiesOf, filters: otherCity}), []);
  const injected = {'orders.users_city': {value: "x' OR 1=1 --"}};
  assert.deepEqual(await rowsOf(account, token, {...citiesOf, filters: injected}), []);
  const not = {'orders.users_city': {value: 'San Francisco', operator: 'not_equals'}};
  assert.deepEqual(await rowsOf(account, token, {...citiesOf, filters: not}), []);

  const widgets = await widgetsOf(account, token, dashboard, {fields: {'orders.status': 'users_city'}});
  const texts = JSON.stringify(widgets);
  assert.match(texts, /San Francisco/);
  assert.doesNotMatch(texts, /New York|London|Berlin/);

  const drilled = await account.call(`/api/v1/embed/dashboard/${dashboard}/drilldown`, {
    token,
    body: {widgetId: 'by-status', member: 'orders.count', point: {'orders.status': 'completed'}},
  });
  assert.equal(drilled.status, 200);
  assert.doesNotMatch(JSON.stringify(drilled.body), /New York|London|Berlin/);

  const definition = await account.call(`/api/v1/embed/dashboard/${dashboard}`, {token});
  const {filters} = definition.body as {filters: {member: string; options: unknown}[]};
  assert.deepEqual(filters.find(({member}) => member === 'orders.country')?.options, ['US']);
});

test('a list of cities shows those, an attribute that is cleared shows all again', async () => {
  const account = new Account({userAttributes: [{name: 'city', type: 'string_array'}]});
  const token = await account.enter(inCity('two', ['Berlin', 'Munich']));
  const cities = (await rowsOf(account, token, citiesOf)).map(([city]) => city);
  assert.deepEqual(cities.toSorted(), ['Berlin', 'Munich']);
  assert.deepEqual(await rowsOf(account, await account.enter(inCity('two', [])), citiesOf), []);
  assert.equal((await rowsOf(account, await account.enter(inCity('two', null)), citiesOf)).length, 12);
});

test('the data are the same for the same seed, and others for another', async () => {
  const sample = async (seed: number) => {
    const account = new Account({sampleData: {rows: 500, seed}});
    return JSON.stringify(await rowsOf(account, await account.enter(), citiesOf));
  };
  assert.equal(await sample(1), await sample(1));
  assert.notEqual(await sample(1), await sample(2));
});

test('controls that a dashboard has count, others are ignored', async () => {
  const account = new Account();
  const token = await account.enter();
  const all = await widgetsOf(account, token, dashboard);
  assert.deepEqual(all['orders']?.rows, [[100_000]]);
  const [, completed] = all['by-status']?.rows.find(([status]) => status === 'completed') ?? [];
  const some = await widgetsOf(account, token, dashboard, {
    filters: {'orders.status': {value: 'completed'}, 'orders.channel': {value: 'web'}},
    granularities: {'orders.created_at': 'year', 'orders.nothing': 'day'},
    fields: {'orders.status': 'nonsense'},
  });
  assert.deepEqual(some['orders']?.rows, [[completed]]);
  assert.deepEqual(
    some['over-time']?.rows.map(([year]) => year),
    ['2024-01-01T00:00:00', '2025-01-01T00:00:00', '2026-01-01T00:00:00'],
  );
  assert.equal(some['over-time'].columns[0]?.name, 'orders.created_at.year');
  // A granularity outside the switcher's list is ignored.
  const fine = await widgetsOf(account, token, dashboard, {granularities: {'orders.created_at': 'second'}});
  assert.equal(fine['over-time']?.columns[0]?.name, 'orders.created_at.month');
});

const small = {
  tables: [
    {
      name: 'visits',
      sql: `CREATE TABLE visits (page TEXT, at TEXT, seconds REAL, paid INTEGER, shop INTEGER);
        INSERT INTO visits VALUES ('home', '2026-03-28T23:30:00Z', 10, 1, 1), ('home', '2026-03-29T00:30:00Z', 20, 0, 2),
          ('100%', '2026-03-29T12:00:00Z', 30, 1, 2), ('a_b', '2026-10-25T01:30:00Z', 40, 0, 2), (NULL, NULL, 50, NULL, 3);`,
    },
  ],
  views: [
    {
      name: 'visits',
      dimensions: {
        page: {},
        at: {type: 'time'},
        seconds: {type: 'number'},
        paid: {type: 'boolean'},
        shop: {type: 'number'},
      },
      measures: {count: {sql: 'COUNT(*)'}, total: {sql: 'SUM(seconds)'}},
      rowFilters: [{dimension: 'shop', securityContext: 'shop'}],
    },
  ],
} as const;

test('a key of the security context filters rows too', async () => {
  const account = new Account(small);
  const count = async (securityContext: Body) =>
    rowsOf(account, await account.enter({securityContext}), {measures: ['visits.count']});
  assert.deepEqual(await count({shop: 2}), [[3]]);
  assert.deepEqual(await count({shop: [1, 3]}), [[2]]);
  assert.deepEqual(await count({shop: 9}), [[0]]);
  assert.deepEqual(await count({other: 2}), [[5]]);
});

test('days are those of the time zone, over a change of the clocks too', async () => {
  const account = new Account(small);
  const token = await account.enter();
  const query = {
    measures: ['visits.count'],
    timeDimension: {dimension: 'visits.at', granularity: 'day'},
    filters: {'visits.at': {operator: 'is_not_null'}},
  };
  const perDay = async (timezone?: string) =>
    (await rowsOf(account, token, query, timezone)).map(
      ([day, count]) => `${String(day).slice(5, 10)} ${String(count)}`,
    );
  assert.deepEqual(await perDay(), ['03-28 1', '03-29 2', '10-25 1']);
  assert.deepEqual(await perDay('Europe/Berlin'), ['03-29 3', '10-25 1']);
  assert.deepEqual(await perDay('America/New_York'), ['03-28 2', '03-29 1', '10-24 1']);
  assert.deepEqual(await perDay('+05:00'), await perDay());
  assert.deepEqual(await perDay('Mars/Olympus'), await perDay());
  const hours = {...query, timeDimension: {dimension: 'visits.at', granularity: 'hour'}};
  const [first, second] = await rowsOf(account, token, hours, 'Europe/Berlin');
  // 23:30 and 0:30 UTC are 0:30 and 1:30 in Berlin, the night in which 2 o'clock is left out.
  assert.deepEqual([first?.[0], second?.[0]], ['2026-03-29T00:00:00', '2026-03-29T01:00:00']);
});

test('the time zone: the asked one, the session’s, the account’s, the deployment’s', async () => {
  const zoneOf = async (account: Account, session: Body, timezone?: string) => {
    const token = await account.enter(session);
    const body = {query: {measures: ['orders.count'], dimensions: []}, timezone};
    return ((await account.call('/api/v1/embed/query', {token, body})).body as {timezone: string}).timezone;
  };
  const deployments = [{id: 32, timezone: 'Asia/Tokyo'}];
  const settled = new Account({deployments, account: {timezone: 'Europe/Paris', embedTimezone: 'Europe/Rome'}});
  const session = {settings: {timezone: 'Europe/Berlin'}};
  assert.equal(await zoneOf(settled, session, 'Europe/Oslo'), 'Europe/Oslo');
  assert.equal(await zoneOf(settled, session), 'Europe/Berlin');
  assert.equal(await zoneOf(settled, {settings: {timezone: 'nowhere'}}), 'Europe/Rome');
  assert.equal(await zoneOf(new Account({deployments, account: {timezone: 'Europe/Paris'}}), {}), 'Europe/Paris');
  assert.equal(await zoneOf(new Account({deployments}), {}), 'Asia/Tokyo');
  const off = new Account({deployments, account: {userTimeZones: false, timezone: 'Europe/Paris'}});
  assert.equal(await zoneOf(off, session, 'Europe/Oslo'), 'Asia/Tokyo');
});

const impossible: readonly (readonly [query: Body, says: RegExp])[] = [
  [{}, /needs a measure or a dimension/],
  [{measures: ['orders.nothing']}, /orders\.nothing/],
  [{measures: ['orders.count'], dimensions: ['visits.page']}, /visits/],
  [{measures: ['orders.count; DROP TABLE orders']}, /measures\[0\]/],
  [{measures: ['orders.count'], timeDimension: {dimension: 'orders.status', granularity: 'day'}}, /no time/],
  [{measures: ['orders.count'], timeDimension: {dimension: 'orders.created_at', granularity: 'eon'}}, /granularity/],
  [{measures: ['orders.count'], filters: {'orders.status': 'completed'}}, /filters\.orders\.status/],
  [{measures: ['orders.count'], order: [['orders.revenue', 'asc']]}, /orders\.revenue/],
  [{measures: ['orders.count'], limit: 0}, /limit/],
];

for (const [query, says] of impossible) {
  test(`${JSON.stringify(query)}: 400`, async () => {
    const account = new Account({sampleData: {rows: 100}});
    const token = await account.enter();
    const body = {query: {measures: [], dimensions: [], ...query}};
    const answer = await account.call('/api/v1/embed/query', {token, body});
    assert.equal(answer.status, 400);
    assert.match(messageOf(answer), says);
  });
}

test('a result ends at 5,000 rows, and says that there are more', async () => {
  const account = new Account({sampleData: {rows: 6000}});
  const token = await account.enter();
  const ask = async (limit?: number) => {
    const body = {query: {measures: [], dimensions: ['orders.id'], limit}};
    return (await account.call('/api/v1/embed/query', {token, body})).body as {rows: unknown[]; truncated: boolean};
  };
  const [long, short] = [await ask(), await ask(10)];
  assert.deepEqual([long.rows.length, long.truncated], [5000, true]);
  assert.deepEqual([short.rows.length, short.truncated], [10, true]);
});

for (const timezone of ['UTC', 'Pacific/Kiritimati', 'Asia/Tokyo', 'America/Los_Angeles', 'Pacific/Pago_Pago']) {
  test(`the generated months are the same 34 in ${timezone}, and none falls to zero`, async () => {
    const account = new Account();
    const token = await account.enter();
    const timeDimension = {dimension: 'orders.created_at', granularity: 'month'};
    const rows = await rowsOf(account, token, {measures: ['orders.count'], timeDimension}, timezone);
    assert.equal(rows.length, 34);
    assert.deepEqual([rows[0]?.[0], rows.at(-1)?.[0]], ['2024-01-01T00:00:00', '2026-10-01T00:00:00']);
    const counts = rows.map(([, count]) => Number(count));
    assert.ok(
      counts.every((count, index) => index === 0 || count > (counts[index - 1] ?? 0) / 3),
      counts.join(' '),
    );
  });
}
