import assert from 'node:assert/strict';
import {test} from 'node:test';
import {runInNewContext} from 'node:vm';
import {createEmulator} from 'cube-embed/emulator';
import {createSessionHandler, defineViewer} from 'cube-embed/server';
import type {PlaygroundChoice} from '../../demo/host/playground-choice.js';
import {serverText} from '../../demo/playground/server-text.js';

const choices: readonly PlaygroundChoice[] = [
  {deploymentId: 32, viewer: null},
  {deploymentId: 32, viewer: {kind: 'external', city: 'London', groups: ['analysts']}},
  {deploymentId: 32, viewer: {kind: 'internal', username: 'ada@example.com'}},
];

type Handler = (request: Request) => Promise<Response>;

/** Runs the code as the module that it is, its two imports and the reader's own login given. */
const handlerOf = (code: string, given: Readonly<Record<string, unknown>>): Handler =>
  runInNewContext(
    `${code.replace(/import \{[^}]*\} from 'cube-embed\/server';/, '').replace('export const', 'const')}\nPOST`,
    given,
  ) as Handler;

for (const choice of choices) {
  for (const type of ['dashboard', 'app'] as const) {
    test(`the code for ${choice.viewer?.kind ?? 'the user who is signed in'} gives sessions for ${type}`, async () => {
      const emulator = createEmulator();
      const user = {id: 'sam', groups: ['analysts'], city: 'London', cubeName: 'ada@example.com', mayCreate: true};
      const POST = handlerOf(serverText(choice, type), {
        createSessionHandler: (options: Parameters<typeof createSessionHandler>[0]) =>
          createSessionHandler({...options, fetch: (url, init) => emulator.fetch(new Request(url, init))}),
        defineViewer,
        currentUser: () => Promise.resolve(user),
        process: {env: {CUBE_BASE_URL: 'http://127.0.0.1:4280', CUBE_API_KEY: 'emulator-key'}},
      });
      const answer = await POST(
        new Request('http://localhost/api/cube/session', {
          method: 'POST',
          headers: {'content-type': 'application/json'},
          body: JSON.stringify({type, reason: 'initial'}),
        }),
      );
      assert.equal(answer.status, 200);
      const issued = emulator.ledger.sessions().map((life) => life.user);
      assert.deepEqual(issued, [choice.viewer?.kind === 'internal' ? 'ada@example.com' : 'sam']);
    });
  }
}
