import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {decodeJwt} from 'jose';
import {createEmulator, defaultApiKey, type FaultRule} from '../../../src/emulator/index.js';
import {printed, type RunningProgram, type Settings} from './recipe-program.js';

interface Row {
  readonly name: string;
  readonly status: number;
  readonly method?: string;
  /** Who is signed in. */
  readonly user?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly fault?: FaultRule;
  readonly retryAfter?: string | null;
  /** A text in the server's log afterwards. */
  readonly logs?: RegExp;
}

const good = {type: 'dashboard', id: 'OwVQpbdaZmBT', reason: 'initial'};
const app = {type: 'app', reason: 'initial'};
/** Members that a browser adds in vain. */
const claims = {
  creatorMode: true,
  externalId: 'victim',
  internalId: 'ada@example.com',
  groups: ['managers'],
  userAttributes: [],
  deploymentId: 1,
};
/** A user of the host application, and the only one whom it grants Creator Mode. */
const [user, creator] = ['ada', 'grace'];

/** The server that a redirect leads to. Each request that it gets is a fault. */
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
  {name: 'GET', status: 405, method: 'GET', user},
  {name: 'a form', status: 415, user, headers: {'content-type': 'application/x-www-form-urlencoded'}},
  {name: 'another site', status: 403, user, headers: {'sec-fetch-site': 'cross-site'}},
  {name: 'a sibling', status: 403, user, headers: {'sec-fetch-site': 'same-site', origin: own}},
  {name: 'another origin', status: 403, user, headers: {origin: 'https://evil.example'}},
  {name: 'no origin at all', status: 403, user, headers: {origin: 'null'}},
  {name: '17 KiB', status: 413, user, body: JSON.stringify({...good, more: 'x'.repeat(17_000)})},
  {name: 'no JSON', status: 400, user, body: 'dashboard'},
  {name: 'an unknown type', status: 400, user, body: '{"type":"Dashboard","reason":"initial"}'},
  {name: 'a visitor who is not signed in', status: 401},
  {name: 'its own origin', status: 200, user, headers: {origin: own}},
  {name: 'an app, by a creator', status: 200, user: creator, body: JSON.stringify(app)},
  {name: 'an app, by another user', status: 403, user, body: JSON.stringify(app)},
  {name: 'an app, with claims', status: 403, user, body: JSON.stringify({...app, ...claims})},
  ...([401, 403, 400, 500] as const).map((status) => ({
    name: `Cube answers ${status}`,
    status: 502,
    user,
    fault: {
      on: 'generate-session',
      do: 'status',
      status,
      body: {message: `Sentence ${status} of Cube about ${defaultApiKey}`},
    } as const,
    logs: new RegExp(`${status === 401 ? 'wrong key.*' : ''}Sentence ${status} of Cube`, 'i'),
  })),
  ...(
    [
      ['17', '17'],
      ['x', null],
    ] as const
  ).map(([sent, retryAfter]) => ({
    name: `Cube answers 429 with Retry-After: ${sent}`,
    status: 429,
    user,
    fault: {on: 'generate-session', do: 'status', status: 429, headers: {'retry-after': sent}} as const,
    retryAfter,
  })),
  {
    name: 'a redirect',
    status: 502,
    user,
    fault: {on: 'generate-session', do: 'redirect', to: trap, status: 307},
    logs: /Cube .*307|redirect/,
  },
  {
    name: 'an answer without a session',
    status: 502,
    user,
    fault: {on: 'generate-session', do: 'answer', body: '<html>'},
    logs: /Cube .*usable sessionId/,
  },
  {
    name: 'a broken connection',
    status: 502,
    user,
    fault: {on: 'generate-session', do: 'reset'},
    logs: /Cube .*(could not be|was not) reached/,
  },
];

interface Conditions {
  /** The rows that the framework refuses before they reach the route, with the status. */
  readonly refusedBefore?: Readonly<Record<string, number>> | undefined;
  /** Where the route is; default `/api/cube/session`. */
  readonly path?: string;
  /** Signs a user in, and resolves with the headers that prove it; by default the cookie `user`. */
  readonly signIn?: (url: string, user: string) => Promise<Readonly<Record<string, string>>>;
}

const userCookie = (_url: string, user: string) => Promise.resolve({cookie: `user=${user}`});

/** Starts an application with a recipe's route, and checks every rule on it. */
export const checkRoute = async (
  start: (settings: Settings) => Promise<RunningProgram>,
  {refusedBefore = {}, path = '/api/cube/session', signIn = userCookie}: Conditions = {},
): Promise<void> => {
  const emulator = createEmulator();
  await using trap = await startTrap();
  const cube = await emulator.listen();
  try {
    await using host = await start({
      CUBE_BASE_URL: `${cube.url}/`,
      CUBE_API_KEY: defaultApiKey,
      CUBE_DEPLOYMENT_ID: '32',
    });
    const ask = async (
      {method = 'POST', user, headers, body}: Omit<Row, 'name' | 'status'>,
      isRefusedBefore = false,
    ) => {
      const answer = await fetch(`${host.url}${path}`, {
        method,
        headers: {'content-type': 'application/json', ...(user && (await signIn(host.url, user))), ...headers},
        ...(method === 'GET' ? {} : {body: body ?? JSON.stringify(good)}),
      });
      const text = await answer.text();
      if (!isRefusedBefore) assert.equal(answer.headers.get('cache-control'), 'no-store');
      assert.doesNotMatch(text + [...answer.headers].join(), new RegExp(defaultApiKey));
      return {answer, text};
    };
    for (const row of rows(host.url, trap.url)) {
      if (row.fault) emulator.faults.add(row.fault);
      const logged = host.output().length;
      const before = refusedBefore[row.name];
      const {answer, text} = await ask(row, before !== undefined);
      assert.equal(answer.status, before ?? row.status, `${row.name}: ${text}\n${host.output()}`);
      if (answer.status === 405 && !before) assert.equal(answer.headers.get('allow'), 'POST');
      if (row.retryAfter !== undefined) assert.equal(answer.headers.get('retry-after'), row.retryAfter, row.name);
      assert.doesNotMatch(text, /Sentence/);
      if (row.logs) await printed(host, row.logs, logged);
      emulator.faults.clear();
    }
    assert.equal(trap.asked(), 0, 'the redirect was followed');
    /** Gets a session, exchanges it, and returns the viewer that Cube has for it. */
    const enter = async (user: string, request: object) => {
      const {text} = await ask({user, body: JSON.stringify({...request, ...claims})});
      const {sessionId, ...rest} = JSON.parse(text) as {sessionId: string};
      assert.deepEqual(rest, {baseUrl: cube.url, deploymentId: 32});
      const exchange = await fetch(`${cube.url}/api/v1/embed/session/token`, {
        method: 'POST',
        headers: {'content-type': 'application/json'},
        body: JSON.stringify({sessionId}),
      });
      const {token} = (await exchange.json()) as {token: string};
      const {viewer} = decodeJwt<{embed: {viewer: Record<string, unknown>}}>(token).embed;
      const {userId, internal, creatorMode, groups, attributes, deploymentId} = viewer;
      return {userId, internal, creatorMode, groups, attributes, deploymentId};
    };
    const viewer = {internal: false, groups: ['analysts'], attributes: {city: 'New York'}, deploymentId: 32};
    assert.deepEqual(await enter(user, good), {userId: 'ada', creatorMode: false, ...viewer});
    assert.deepEqual(await enter(creator, app), {userId: 'grace', creatorMode: true, ...viewer});
    // A creator's dashboard is a viewer's: a session of Creator Mode would open dashboards that are not for embedding.
    assert.deepEqual(await enter(creator, good), {userId: 'grace', creatorMode: false, ...viewer});
    assert.doesNotMatch(host.output(), new RegExp(defaultApiKey));
  } finally {
    await emulator.close();
  }
};
