// The route of docs/real-tenant.md, with the emulator in Cube's place.
import assert from 'node:assert/strict';
import {rmSync, writeFileSync} from 'node:fs';
import {test} from 'node:test';
import {createEmulator, defaultApiKey} from 'cube-embed/emulator';
import {readPage} from '../../scripts/docs/pages.mjs';

test('the route signs the viewer that the application knows', async (t) => {
  const [, code = ''] = /<!-- run: viewer -->\n```js\n([^]*?)\n```/.exec(readPage('real-tenant.md'))!;
  const login = "const currentUser = async () => ({id: 'sam', groups: ['analysts'], city: 'New York'});";
  const file = `test/docs/real-tenant-${process.pid}.mjs`;
  const emulator = createEmulator({sampleData: {rows: 10}});
  const cube = await emulator.listen();
  t.after(() => cube.close());
  Object.assign(process.env, {CUBE_BASE_URL: cube.url, CUBE_API_KEY: defaultApiKey, CUBE_DEPLOYMENT_ID: '32'});
  writeFileSync(file, code.replace("import {currentUser} from './your-app.js';", login));
  t.after(() => rmSync(file));
  const {POST} = (await import(`../../${file}`)) as {POST: (request: Request) => Promise<Response>};
  const answer = await POST(
    new Request('http://localhost/api/cube/session', {
      method: 'POST',
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify({type: 'dashboard', id: 'OwVQpbdaZmBT', reason: 'initial'}),
    }),
  );
  assert.equal(answer.status, 200);
  assert.equal(((await answer.json()) as {baseUrl: string}).baseUrl, cube.url);
  assert.equal(emulator.ledger.sessions()[0]?.user, 'sam');
});
