import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {createClient} from 'redis';
import {createEmulator, defaultApiKey} from '../../src/emulator/index.js';
import {
  createCubeClient,
  createLogoutHandler,
  createRedisSessionStore,
  createSessionHandler,
  createSessionStore,
  HttpError,
  type CubeServerError,
  type CubeViewer,
  type LogoutHandlerOptions,
  type SessionStore,
} from '../../src/server/index.js';
import {startRedis} from './support/redis-server.js';
import {sessionRequest} from './support/session-request.js';

const ada: CubeViewer = {externalId: 'ada'};
const never = new Promise<never>(() => undefined);

/** A Cube that creates numbered sessions and revokes those that `revokes` accepts, for any number of servers. */
const createCube = (revokes: (sessionId: string) => boolean = () => true) => {
  const revoked: string[] = [];
  let made = 0;
  const fetchCube = (url: string, {body}: RequestInit): Promise<Response> => {
    if (url.endsWith('/generate-session')) return Promise.resolve(Response.json({sessionId: `session-${++made}`}));
    const {sessionId} = JSON.parse(typeof body === 'string' ? body : '') as {sessionId: string};
    if (!revokes(sessionId)) return Promise.resolve(new Response(null, {status: 500}));
    revoked.push(sessionId);
    return Promise.resolve(new Response(null, {status: 204}));
  };
  return {revoked, fetch: fetchCube};
};

/** One server of a fleet, with both routes. */
const createServer = (
  cube: ReturnType<typeof createCube>,
  sessions: SessionStore,
  change: Partial<LogoutHandlerOptions> = {},
) => {
  const errors: unknown[] = [];
  const options = {
    baseUrl: 'https://acme.cubecloud.dev',
    apiKey: 'sk_test_0123456789',
    sessions,
    fetch: cube.fetch,
    onError: (error: unknown) => errors.push(error),
    identify: (request: Request): CubeViewer | null => {
      const externalId = request.headers.get('x-user') ?? 'ada';
      return externalId === 'nobody' ? null : {externalId};
    },
  };
  const session = createSessionHandler({...options, deploymentId: 32});
  const logout = createLogoutHandler({...options, ...change});
  return {
    errors,
    codes: () => errors.map((error) => (error as CubeServerError).code),
    mint: async (user = 'ada'): Promise<number> => (await session(sessionRequest({headers: {'x-user': user}}))).status,
    leave: (user = 'ada', headers: Record<string, string> = {}, method = 'POST') =>
      logout(new Request('https://app.example.com/api/cube/logout', {method, headers: {'x-user': user, ...headers}})),
  };
};

describe('the logout route', () => {
  test('revokes every session of the viewer, and no session of another one', async () => {
    const cube = createCube();
    const server = createServer(cube, createSessionStore());
    for (const user of ['ada', 'bob', 'ada']) assert.equal(await server.mint(user), 200);
    const answer = await server.leave();
    assert.equal(answer.status, 204);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.deepEqual(cube.revoked.sort(), ['session-1', 'session-3']);
    assert.equal((await server.leave()).status, 204);
    assert.equal(cube.revoked.length, 2);
    assert.deepEqual(server.errors, []);
  });

  test('counts the sessions that could not be revoked, and a second logout tries these again', async () => {
    let isDown = true;
    const cube = createCube((sessionId) => sessionId !== 'session-2' || !isDown);
    const server = createServer(cube, createSessionStore());
    for (let i = 0; i < 3; i++) await server.mint();
    const answer = await server.leave();
    assert.equal(answer.status, 207);
    assert.equal(await answer.text(), '{"revoked":2,"failed":1}');
    assert.deepEqual(server.codes(), ['cube-refused']);
    isDown = false;
    assert.equal((await server.leave()).status, 204);
    assert.deepEqual(cube.revoked.sort(), ['session-1', 'session-2', 'session-3']);
  });

  test('answers 207 where all fail', async () => {
    const server = createServer(
      createCube(() => false),
      createSessionStore(),
    );
    await server.mint();
    assert.equal(await (await server.leave()).text(), '{"revoked":0,"failed":1}');
  });

  test('answers 207 where Cube does not answer in time', async () => {
    const cube = createCube();
    const server = createServer(cube, createSessionStore(), {timeoutMs: 50, fetch: () => never});
    await server.mint();
    assert.equal((await server.leave()).status, 207);
  });

  test('answers 503 where the store is down, and onError gets the reason', async () => {
    for (const list of [() => Promise.reject(new Error('store')), () => never, () => 7 as never]) {
      const server = createServer(createCube(), {...createSessionStore(), list}, {timeoutMs: 50});
      const answer = await server.leave();
      assert.equal(answer.status, 503);
      assert.equal(answer.headers.get('content-type'), 'application/problem+json');
      assert.equal(server.errors.length, 1);
    }
  });

  test('answers 204 where the store can’t remove the sessions, since they are revoked', async () => {
    const store = createSessionStore();
    const server = createServer(createCube(), {...store, remove: () => Promise.reject(new Error('store'))});
    await server.mint();
    assert.equal((await server.leave()).status, 204);
    assert.equal(server.errors.length, 1);
  });

  test('has the rules of the session route', async (t) => {
    t.mock.method(console, 'warn', () => undefined);
    const server = createServer(createCube(), createSessionStore());
    assert.equal((await server.leave('nobody')).status, 401);
    assert.equal((await server.leave('ada', {}, 'GET')).status, 405);
    assert.equal((await server.leave('ada', {'sec-fetch-site': 'cross-site'})).status, 403);
    assert.equal((await server.leave('ada', {origin: 'https://evil.example'})).status, 403);
    const refusing = createServer(createCube(), createSessionStore(), {
      identify: () => Promise.reject(new HttpError(403)),
    });
    assert.equal((await refusing.leave()).status, 403);
    const unnamed = createServer(createCube(), createSessionStore(), {identify: () => ({}) as CubeViewer});
    assert.equal((await unnamed.leave()).status, 500);
    const unset = createServer(createCube(), createSessionStore(), {apiKey: undefined});
    assert.equal((await unset.leave()).status, 500);
    assert.deepEqual(unset.codes(), ['missing-api-key']);
  });

  test('calls identify with the reason and the context', async () => {
    const seen: unknown[] = [];
    const logout = createLogoutHandler({
      baseUrl: 'https://acme.cubecloud.dev',
      apiKey: 'sk_test_0123456789',
      sessions: createSessionStore(),
      identify: (request, asked, context) => (seen.push(request.method, asked, context), null),
    });
    const context = {env: 1};
    await logout(new Request('https://app.example.com/', {method: 'POST'}), context);
    assert.deepEqual(seen, ['POST', {reason: 'logout'}, context]);
  });

  test('refuses an object without the methods of a store', () => {
    for (const sessions of [undefined, null, {}, {add: 1, list: 2, remove: 3}, new Map()]) {
      assert.throws(() => createServer(createCube(), sessions as never), TypeError);
    }
  });
});

test('a session is given where the store is down, and onError is called', async () => {
  for (const add of [() => Promise.reject(new Error('no session-1')), () => assert.fail('store')]) {
    const server = createServer(createCube(), {...createSessionStore(), add});
    assert.equal(await server.mint(), 200);
    assert.equal(server.errors.length, 1);
    assert.doesNotMatch(String(server.errors[0]), /session-1/);
  }
});

describe('the store in memory', () => {
  const hourMs = 3_600_000;

  test('keeps external and internal ids and embed tenants apart', async () => {
    const store = createSessionStore();
    const viewers: readonly CubeViewer[] = [
      ada,
      {internalId: 'ada'},
      {externalId: 'ada', embedTenantName: 'acme'},
      {externalId: 'ada', embedTenantName: 'other'},
    ];
    for (const [index, viewer] of viewers.entries()) await store.add(viewer, `session-${index}`);
    for (const [index, viewer] of viewers.entries()) assert.deepEqual(await store.list(viewer), [`session-${index}`]);
    assert.deepEqual(await store.list({...ada, embedTenantName: null, groups: ['x']}), ['session-0']);
  });

  test('forgets after 24 hours', async () => {
    let now = 0;
    const store = createSessionStore(() => now);
    await store.add(ada, 'old');
    now = 23 * hourMs;
    await store.add(ada, 'new');
    assert.deepEqual(await store.list(ada), ['old', 'new']);
    now = 24 * hourMs;
    assert.deepEqual(await store.list(ada), ['new']);
  });

  test('holds 10,000 viewers and 1,000 sessions of each; the oldest go first', async () => {
    const store = createSessionStore(() => 1);
    for (let i = 0; i <= 10_000; i++) await store.add({externalId: `user-${i}`}, `session-${i}`);
    assert.deepEqual(await store.list({externalId: 'user-0'}), []);
    assert.deepEqual(await store.list({externalId: 'user-1'}), ['session-1']);
    assert.deepEqual(await store.list({externalId: 'user-10000'}), ['session-10000']);
    for (let i = 0; i <= 1000; i++) await store.add(ada, `session-${i}`);
    const kept = await store.list(ada);
    assert.equal(kept.length, 1000);
    assert.equal(kept[0], 'session-1');
  });

  test('removes the given sessions and no others', async () => {
    const store = createSessionStore();
    for (const id of ['a', 'b', 'c']) await store.add(ada, id);
    await store.remove(ada, ['a', 'c', 'x']);
    await store.remove({externalId: 'bob'}, ['b']);
    assert.deepEqual(await store.list(ada), ['b']);
  });
});

test('a logout on one of two servers that share Redis revokes the sessions of both', async () => {
  await using redis = await startRedis();
  const clients = [createClient({socket: redis.socket}), createClient({socket: redis.socket})] as const;
  try {
    await Promise.all(clients.map((client) => client.connect()));
    const cube = createCube();
    const [one, two] = [
      createServer(cube, createRedisSessionStore(clients[0])),
      createServer(cube, createRedisSessionStore(clients[1])),
    ];
    for (const server of [one, two, one]) assert.equal(await server.mint(), 200);
    assert.equal(await two.mint('bob'), 200);
    const left = await clients[0].pTTL('cube-embed:sessions:["ada",null,null]');
    assert.ok(left > 86_000_000 && left <= 86_400_000, `${left} ms`);
    assert.equal((await two.leave()).status, 204);
    assert.deepEqual(cube.revoked.sort(), ['session-1', 'session-2', 'session-3']);
    assert.deepEqual(await createRedisSessionStore(clients[0]).list(ada), []);
    assert.deepEqual(await createRedisSessionStore(clients[0]).list({externalId: 'bob'}), ['session-4']);
    const store = createRedisSessionStore(clients[1]);
    for (let i = 0; i <= 1000; i++) await store.add(ada, `session-${i}`);
    assert.equal((await store.list(ada)).length, 1000);
    assert.deepEqual([...one.errors, ...two.errors], []);

    clients[1].on('error', () => undefined);
    clients[1].destroy();
    assert.equal((await two.leave()).status, 503);
    assert.equal(await two.mint(), 200);
    assert.deepEqual(two.errors.length, 2);
  } finally {
    for (const client of clients) if (client.isOpen) client.destroy();
  }
});

test('an application without a store revokes every session that onSession got, exchanged or not, renewals too', async () => {
  const emulator = createEmulator();
  const options = {
    baseUrl: 'http://localhost',
    apiKey: defaultApiKey,
    fetch: (url: string, init: RequestInit) => emulator.fetch(new Request(url, init)),
  };
  const remembered: string[] = [];
  const handler = createSessionHandler({
    ...options,
    deploymentId: 32,
    identify: () => ({externalId: 'ada', groups: [], userAttributes: []}),
    onSession: ({sessionId, viewer}) => {
      assert.equal(viewer.externalId, 'ada');
      remembered.push(sessionId);
    },
  });
  const mint = async (reason: string): Promise<string> => {
    const answer = await handler(sessionRequest({body: {type: 'dashboard', id: 'OwVQpbdaZmBT', reason}}));
    return ((await answer.json()) as {sessionId: string}).sessionId;
  };
  const exchange = (sessionId: string): Promise<Response> =>
    emulator.fetch(
      new Request('http://localhost/api/v1/embed/session/token', {
        method: 'POST',
        headers: {'content-type': 'application/json'},
        body: JSON.stringify({sessionId}),
      }),
    );
  const ids = [await mint('initial'), await mint('renewal')] as const;
  assert.deepEqual(remembered, ids);
  const {token} = (await (await exchange(ids[0])).json()) as {token: string};
  const look = (): Promise<Response> =>
    emulator.fetch(
      new Request('http://localhost/api/v1/embed/dashboard/OwVQpbdaZmBT', {
        headers: {authorization: `Embed-Token ${token}`},
      }),
    );
  assert.equal((await look()).status, 200);
  const cube = createCubeClient(options);
  for (const id of remembered) await cube.revokeSession(id);
  assert.equal((await look()).status, 401);
  assert.equal((await exchange(ids[1])).status, 401);
  // Cube counts a session that is already gone as revoked.
  await cube.revokeSession(ids[1]);
});
