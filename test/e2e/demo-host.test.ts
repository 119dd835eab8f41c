import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createHost} from '../../demo/host.js';

const host = createHost({
  baseUrl: 'http://127.0.0.1:4280',
  deploymentId: 32,
  dashboardId: 'OwVQpbdaZmBT',
  elementScript: '',
  pageScript: '',
  sessionRoute: (identify) => async (request) => Response.json((await identify(request)) ?? null),
});

test('the session route knows who logged in, and nobody else', async () => {
  const ask = async (cookie: string): Promise<unknown> =>
    (await host.request('/api/cube/session', {method: 'POST', headers: {Cookie: cookie}})).json();
  const login = await host.request('/api/login/nora', {method: 'POST'});
  const cookie = login.headers.get('Set-Cookie')?.split(';')[0] ?? '';
  assert.deepEqual(await ask(cookie), {id: 'nora', name: 'Nora', city: 'New York', group: 'analysts'});
  assert.equal(await ask(cookie.replace('nora', 'max')), null);
});
