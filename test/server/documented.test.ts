import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {pathToFileURL} from 'node:url';
import {createEmulator, defaultApiKey} from '../../src/emulator/index.js';
import {createSessionHandler} from '../../src/server/index.js';
import {sessionRequest} from './support/session-request.js';

type Handler = ReturnType<typeof createSessionHandler>;
type Options = Parameters<typeof createSessionHandler>[0];

const blocks = [...readFileSync('docs/server.md', 'utf8').matchAll(/^```ts\n(.*?)^```/gms)].map(
  ([, code]) => code ?? '',
);
const folder = mkdtempSync(join(tmpdir(), 'cube-embed-documented-'));
after(() => rmSync(folder, {recursive: true}));

/** The only block that contains a text. */
const block = (holds: string): string => {
  const found = blocks.filter((code) => code.includes(holds));
  assert.equal(found.length, 1, holds);
  return found[0] ?? '';
};

/** Runs code as a module that imports the package by name. */
const load = async (name: string, code: string): Promise<unknown> => {
  const file = join(folder, `${name}.mts`);
  writeFileSync(file, code.replace(`'cube-embed/server'`, `'${pathToFileURL('src/server/index.ts').href}'`));
  return import(pathToFileURL(file).href);
};

const withEmulator = async (use: (emulator: ReturnType<typeof createEmulator>, url: string) => Promise<void>) => {
  const emulator = createEmulator();
  const {url} = await emulator.listen();
  try {
    await use(emulator, url);
  } finally {
    await emulator.close();
  }
};

const mint = async (handler: Handler): Promise<{status: number; sessionId: string}> => {
  const answer = await handler(sessionRequest());
  return {status: answer.status, ...((await answer.json()) as {sessionId: string})};
};

test('the first block of docs/server.md is a route that gives each viewer a session', () =>
  withEmulator(async (emulator, url) => {
    Object.assign(process.env, {CUBE_BASE_URL: url, CUBE_API_KEY: defaultApiKey});
    const login = {user: null as unknown};
    Object.assign(globalThis, {currentUser: () => Promise.resolve(login.user)});
    const {POST} = (await load('route', block('export const POST'))) as {POST: Handler};
    assert.equal((await mint(POST)).status, 401);
    login.user = {id: 'ada', groups: ['analysts']};
    const {status, sessionId} = await mint(POST);
    assert.equal(status, 200);
    assert.equal(emulator.ledger.session(sessionId)?.user, 'ada');
  }));

test('the block of docs/server.md on logout revokes every session of the viewer', () =>
  withEmulator(async (emulator, url) => {
    Object.assign(process.env, {CUBE_BASE_URL: url, CUBE_API_KEY: defaultApiKey});
    Object.assign(globalThis, {currentUser: () => Promise.resolve({id: 'ada', groups: []})});
    const {session, logout} = (await load('logout', block('export const logout'))) as {
      session: Handler;
      logout: Handler;
    };
    const ids = [(await mint(session)).sessionId, (await mint(session)).sessionId];
    assert.equal((await logout(new Request('https://app.example.com/api/cube/logout', {method: 'POST'}))).status, 204);
    for (const id of ids) assert.notEqual(emulator.ledger.session(id)?.revokedAt ?? null, null);
  }));

test('the block of docs/server.md on Creator Mode gives an app to creators alone', () =>
  withEmulator(async (_emulator, url) => {
    const options = {baseUrl: url, apiKey: defaultApiKey, deploymentId: 32};
    const user = {id: 'ada', mayCreate: true};
    Object.assign(globalThis, {
      currentUser: () => Promise.resolve(user),
      viewerOf: ({id}: typeof user) => ({externalId: id}),
    });
    const {make} = (await load(
      'creator',
      `export const make = (options) => ({...options, ${block('mayCreate')}});`,
    )) as {
      make: (given: object) => Options;
    };
    const handler = createSessionHandler(make(options));
    const ask = async (type: string): Promise<number> =>
      (await handler(sessionRequest({body: {type, reason: 'initial'}}))).status;
    assert.equal(await ask('app'), 200);
    user.mayCreate = false;
    assert.equal(await ask('app'), 403);
    assert.equal(await ask('chat'), 200);
  }));
