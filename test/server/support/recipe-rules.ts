import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {createEmulator, defaultApiKey, type FaultRule} from '../../../src/emulator/index.js';
import {type RunningProgram, type Settings} from './recipe-program.js';

interface Row {
  readonly name: string;
  readonly status: number;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly fault?: FaultRule;
  readonly retryAfter?: string | null;
}

const good = {type: 'dashboard', id: 'OwVQpbdaZmBT', reason: 'initial'};
const signedIn = {cookie: 'user=ada'};

/** One server for a redirect to lead to; nobody may ever ask it. */
const startTrap = async () => {
  let asked = 0;
  const server = createServer((_req, res) => {
    asked += 1;
    res.setHeader('content-type', 'application/json').end('{"sessionId":"session-of-the-trap"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
};

/** The rules that hold for every backend, in the order in which they are checked. */
const rows = (own: string, trap: string): readonly Row[] => [
  {name: 'GET', status: 405, method: 'GET', headers: signedIn},
  {name: 'a form', status: 415, headers: {...signedIn, 'content-type': 'application/x-www-form-urlencoded'}},
  {name: 'another site', status: 403, headers: {...signedIn, 'sec-fetch-site': 'cross-site'}},
  {name: 'a sibling', status: 403, headers: {...signedIn, 'sec-fetch-site': 'same-site', origin: own}},
  {name: 'another origin', status: 403, headers: {...signedIn, origin: 'https://evil.example'}},
  {name: 'no origin at all', status: 403, headers: {...signedIn, origin: 'null'}},
  {name: '17 KiB', status: 413, headers: signedIn, body: JSON.stringify({...good, more: 'x'.repeat(17_000)})},
  {name: 'no JSON', status: 400, headers: signedIn, body: 'dashboard'},
  {name: 'an unknown type', status: 400, headers: signedIn, body: '{"type":"Dashboard","reason":"initial"}'},
  {name: 'nobody', status: 401},
  {name: 'its own origin', status: 200, headers: {...signedIn, origin: own}},
  ...([401, 403, 400, 500] as const).map((status) => ({
    name: `Cube says ${status}`,
    status: 502,
    headers: signedIn,
    fault: {on: 'generate-session', do: 'status', status, body: {error: `secret ${defaultApiKey}`}} as const,
  })),
  ...(
    [
      ['17', '17'],
      ['x', null],
    ] as const
  ).map(([sent, retryAfter]) => ({
    name: `Cube says 429 and ${sent}`,
    status: 429,
    headers: signedIn,
    fault: {on: 'generate-session', do: 'status', status: 429, headers: {'retry-after': sent}} as const,
    retryAfter,
  })),
  {
    name: 'a redirect',
    status: 502,
    headers: signedIn,
    fault: {on: 'generate-session', do: 'redirect', to: trap, status: 307},
  },
  {name: 'nonsense', status: 502, headers: signedIn, fault: {on: 'generate-session', do: 'answer', body: '<html>'}},
  {name: 'a broken connection', status: 502, headers: signedIn, fault: {on: 'generate-session', do: 'reset'}},
];

/**
 * Starts a host with a recipe's route, and holds it to the rules. `refusedBefore`: the rows that its framework refuses
 * before the route hears of them, and by which status.
 */
export const checkRoute = async (
  start: (settings: Settings) => Promise<RunningProgram>,
  refusedBefore: Readonly<Record<string, number>> = {},
): Promise<void> => {
  const emulator = createEmulator();
  await using trap = await startTrap();
  const cube = await emulator.listen();
  try {
    await using host = await start({
      CUBE_BASE_URL: cube.url,
      CUBE_API_KEY: defaultApiKey,
      CUBE_DEPLOYMENT_ID: '32',
    });
    const ask = async ({method = 'POST', headers, body}: Omit<Row, 'name' | 'status'>, isRefusedBefore = false) => {
      const answer = await fetch(`${host.url}/api/cube/session`, {
        method,
        headers: {'content-type': 'application/json', ...headers},
        ...(method === 'GET' ? {} : {body: body ?? JSON.stringify(good)}),
      });
      const text = await answer.text();
      if (!isRefusedBefore) assert.equal(answer.headers.get('cache-control'), 'no-store');
      assert.doesNotMatch(text + [...answer.headers].join(), new RegExp(defaultApiKey));
      return {answer, text};
    };
    for (const row of rows(host.url, trap.url)) {
      if (row.fault) emulator.faults.add(row.fault);
      const before = refusedBefore[row.name];
      const {answer, text} = await ask(row, before !== undefined);
      assert.equal(answer.status, before ?? row.status, `${row.name}: ${text}\n${host.output()}`);
      if (answer.status === 405 && !before) assert.equal(answer.headers.get('allow'), 'POST');
      if (row.retryAfter !== undefined) assert.equal(answer.headers.get('retry-after'), row.retryAfter, row.name);
      assert.doesNotMatch(text, /secret/);
      emulator.faults.clear();
    }
    assert.equal(trap.asked(), 0, 'the redirect was followed');
    const victim = {
      ...good,
      externalId: 'victim',
      internalId: 'ada@example.com',
      groups: ['managers'],
      deploymentId: 1,
    };
    const {text} = await ask({headers: signedIn, body: JSON.stringify(victim)});
    const {sessionId} = JSON.parse(text) as {sessionId: string};
    assert.equal(emulator.ledger.session(sessionId)?.user, 'ada');
    const exchange = await fetch(`${cube.url}/api/v1/embed/session/token`, {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify({sessionId}),
    });
    assert.equal(exchange.status, 200);
    assert.doesNotMatch(host.output(), new RegExp(defaultApiKey));
  } finally {
    await emulator.close();
  }
};
