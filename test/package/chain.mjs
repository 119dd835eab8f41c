// Runs on any line of Node, in a project with the packed package alone: every entry loads, and a session goes from the route behind
// Node's http server over the emulator to the token of the frame.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createServer} from 'node:http';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {errorCodes} from 'cube-embed';
import {CubeEmbedElement} from 'cube-embed/element';
import {createEmulator} from 'cube-embed/emulator';
import {createCubeClient, createSessionHandler, toNodeHandler} from 'cube-embed/server';

assert.ok(errorCodes.includes('session-expired'));
assert.equal(typeof CubeEmbedElement.define, 'function');
assert.equal((await createEmulator().fetch(new Request('http://localhost/emulator/ledger'))).status, 200);

const apiKey = 'emulator-key';
const emulator = spawn(process.execPath, [
  join('node_modules', 'cube-embed', 'dist', 'cli.js'),
  'emulator',
  '--port',
  '0',
]);
let baseUrl = '';
for await (const line of createInterface(emulator.stdout)) {
  baseUrl = /http:\S+/.exec(line)?.[0] ?? '';
  if (baseUrl) break;
}
const post = (url, body, headers) =>
  fetch(url, {method: 'POST', headers: {'Content-Type': 'application/json', ...headers}, body: JSON.stringify(body)});

const route = createSessionHandler({
  baseUrl,
  apiKey,
  deploymentId: 32,
  identify: (request) =>
    request.headers.has('cookie') ? {externalId: 'ada', userAttributes: [{name: 'city', value: 'New York'}]} : null,
});
const server = createServer(toNodeHandler(route)).listen(0, '127.0.0.1');
await once(server, 'listening');
const endpoint = `http://127.0.0.1:${server.address().port}/`;
const embed = {type: 'dashboard', id: 'OwVQpbdaZmBT', reason: 'initial'};
assert.equal((await post(endpoint, embed)).status, 401);
const answer = await post(endpoint, embed, {Cookie: 'user=ada'});
assert.equal(answer.status, 200);
const {sessionId} = await answer.json();
const exchange = () => post(`${baseUrl}/api/v1/embed/session/token`, {sessionId});
assert.equal((await exchange()).status, 200);
assert.equal((await exchange()).status, 401);
const client = createCubeClient({baseUrl, apiKey});
const second = await client.generateSession({externalId: 'ada', deploymentId: 32});
await client.revokeSession(second.sessionId);

server.close();
server.closeAllConnections();
emulator.kill();
const [code] = await once(emulator, 'close');
console.log(process.versions.node.split('.')[0], code === 0 || code === null);
