import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createEmulator, defaultApiKey} from '../../src/emulator/index.js';
import {javascriptRecipes, startWorkerRecipe} from './support/javascript-recipes.js';
import {isOnThisMachine, otherRecipes} from './support/other-recipes.js';
import {startProgram} from './support/recipe-program.js';
import {checkRoute} from './support/recipe-rules.js';

/** Signs in by the form. */
const byForm = async (url: string, user: string): Promise<Record<string, string>> => {
  const body = new URLSearchParams({username: user, password: `password of ${user}`});
  const answer = await fetch(`${url}/login`, {method: 'POST', body, redirect: 'manual'});
  assert.equal(answer.status, 302);
  return {cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''};
};

// The recipes for frameworks run in test/frameworks/recipes.ts.
for (const [name, program] of Object.entries(javascriptRecipes)) {
  test(`the recipe for ${name} keeps every rule of the route`, () =>
    checkRoute(
      async (settings) => startProgram(await program(), settings),
      name.endsWith('Passport') ? {signIn: byForm} : {},
    ));
}
test('the recipe for Workers keeps every rule of the route', () => checkRoute(startWorkerRecipe));

const missing = Object.keys(otherRecipes).filter((name) => !isOnThisMachine(otherRecipes[name]));
if (missing.length) console.log(`Recipes not run, their language is not on this machine: ${missing.join(', ')}`);
for (const [name, {program}] of Object.entries(otherRecipes)) {
  if (!missing.includes(name))
    test(`the recipe for ${name} keeps every rule of the route`, () =>
      checkRoute((settings) => startProgram(program(), settings)));
}

test('the recipe for Express with Passport ends the sessions and the login at logout', async () => {
  const emulator = createEmulator();
  const cube = await emulator.listen();
  const settings = {CUBE_BASE_URL: cube.url, CUBE_API_KEY: defaultApiKey, CUBE_DEPLOYMENT_ID: '32'};
  try {
    await using host = await startProgram(await javascriptRecipes['Express with Passport']!(), settings);
    const cookie = await byForm(host.url, 'ada');
    const post = (path: string, body?: object) =>
      fetch(`${host.url}${path}`, {
        method: 'POST',
        redirect: 'manual',
        headers: {...cookie, ...(body && {'content-type': 'application/json'})},
        ...(body && {body: JSON.stringify(body)}),
      });
    const request = {type: 'dashboard', id: 'OwVQpbdaZmBT', reason: 'initial'};
    assert.equal((await post('/api/cube/session', request)).status, 200);
    assert.equal((await post('/api/cube/logout')).status, 204, host.output());
    assert.deepEqual(
      emulator.ledger.sessions().map(({user, revokedAt}) => [user, revokedAt !== null]),
      [['ada', true]],
    );
    assert.equal((await post('/logout')).status, 303);
    assert.equal((await post('/api/cube/session', request)).status, 401);
  } finally {
    await emulator.close();
  }
});
