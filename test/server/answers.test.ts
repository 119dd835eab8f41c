import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {answerCases, type AnswerCase} from './support/answer-cases.js';
import {mintSession} from './support/cube-reply.js';
import {startFakeCube, type FakeCube} from './support/fake-cube.js';
import {answerInNode, answerOverHttp, type CaseOutcome} from './support/node-answers.js';
import {startWorker, type Worker} from './support/worker.js';

const apiKey = 'sk_test_0123456789';
let cube: FakeCube;
let worker: Worker;

before(async () => {
  cube = await startFakeCube();
  worker = await startWorker(cube.baseUrl, apiKey);
});
after(async () => {
  await worker[Symbol.asyncDispose]();
  await cube[Symbol.asyncDispose]();
});

for (const [runtime, run] of [
  ['Node', (example) => answerInNode(example, cube.baseUrl, apiKey)],
  ['Node behind its own server', (example) => answerOverHttp(example, cube.baseUrl, apiKey)],
  ['workerd', (example) => worker.answer(example)],
] satisfies [string, (example: AnswerCase) => Promise<CaseOutcome>][]) {
  describe(`answers in ${runtime}`, () => {
    for (const example of answerCases.filter(({takesHost}) => runtime !== 'workerd' || !takesHost)) {
      test(`${example.name}: ${example.status}`, async () => {
        cube.reply = example.cube ?? mintSession;
        cube.calls.length = 0;
        const {response, identified, errors} = await run(example);
        const text = await response.text();
        assert.equal(response.status, example.status, text);
        assert.equal(identified, example.identified, 'identify was asked');
        assert.equal(cube.calls.length, example.calls, 'Cube was asked');
        if (example.sent) assert.deepEqual(cube.calls[0]?.body, example.sent);
        assert.equal(response.headers.get('cache-control'), 'no-store');
        assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
        assert.equal(response.headers.get('set-cookie'), null);
        for (const [name, value] of Object.entries(example.headers ?? {})) {
          assert.equal(response.headers.get(name), value, name);
        }
        if (example.status >= 400) {
          assert.equal(response.headers.get('content-type'), 'application/problem+json');
          assert.doesNotMatch(text, /secret|sk_test|key .* bad/);
        }
        assert.equal(errors.length, [500, 502, 504].includes(example.status) ? 1 : 0, 'onError calls');
        assert.ok(!JSON.stringify(errors).includes(apiKey), 'onError got the key');
        assert.doesNotMatch(JSON.stringify(errors), /a=upstream/);
      });
    }
  });
}
