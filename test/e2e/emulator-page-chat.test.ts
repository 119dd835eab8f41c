import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {EmulatedSite} from '../support/emulated-frame.js';

let site: EmulatedSite;
before(async () => {
  site = await EmulatedSite.start();
});
after(() => site.stop());

test('a question is answered with text, a table and a chart, and its begin and end are events', async () => {
  const embed = await site.open('/embed/d/32/chat');
  const {payload: ready} = await embed.event('ready');
  assert.equal(ready['surface'], 'chat');
  assert.deepEqual((await embed.event('view')).payload, {surface: 'chat', path: '/embed/d/32/chat'});
  await embed.view.getByLabel('Ask about your data').fill('Orders by status');
  await embed.page.keyboard.press('Enter');
  const submitted = await embed.event('ai-query');
  assert.equal(submitted.payload['status'], 'submitted');
  assert.equal(submitted.payload['query'], 'Orders by status');
  const completed = await embed.event('ai-query', 2);
  assert.equal(completed.payload['status'], 'completed');
  assert.equal(typeof completed.payload['chatId'], 'string');
  assert.equal(typeof completed.payload['agentId'], 'string');
  await embed.view.locator('.turn.assistant canvas').waitFor();
  assert.match(await embed.view.locator('.turn.assistant table').innerText(), /completed\s+61,907/);

  await embed.view.getByLabel('Ask about your data').fill('Revenue per month');
  await embed.view.getByRole('button', {name: 'Send'}).click();
  const second = await embed.event('ai-query', 4);
  assert.equal(second.payload['chatId'], completed.payload['chatId']);
  await embed.close();
});

test('chats are kept, and a new one begins empty', async () => {
  const viewer = {externalId: 'keeper'};
  const first = await site.open('/embed/d/32/chat', {session: viewer});
  await first.view.locator('.welcome li button').first().click();
  await first.event('ai-query', 2);
  await first.view.getByRole('button', {name: 'New chat'}).click();
  await first.view.locator('.welcome').waitFor();
  await first.close();

  const second = await site.open('/embed/chat', {session: viewer});
  await second.view.getByRole('button', {name: 'Chat history'}).click();
  await second.view.locator('.chat-history li button').first().click();
  await second.view.locator('.turn.assistant').waitFor();
  await second.close();

  const stranger = await site.open('/embed/d/32/chat', {session: {externalId: 'stranger'}});
  await stranger.view.getByRole('button', {name: 'Chat history'}).click();
  await stranger.view.getByText('No chats yet').waitFor();
  await stranger.close();
});

test('the URL hides input, history and new chat, by the exact words alone', async () => {
  const bare = await site.open('/embed/d/32/chat?showNewChat=false&showChatInput=false&showChatHistory=false');
  await bare.view.locator('.welcome').waitFor();
  for (const name of ['New chat', 'Chat history', 'Send']) {
    assert.equal(await bare.view.getByRole('button', {name}).count(), 0, name);
  }
  await bare.close();
  const full = await site.open('/embed/d/32/chat?showNewChat=0&showChatInput=False&showChatHistory');
  for (const name of ['New chat', 'Chat history', 'Send']) await full.view.getByRole('button', {name}).waitFor();
  await full.close();
});

test('a session without AI has no chat, no summaries and no input for questions', async () => {
  const chat = await site.open('/embed/d/32/chat', {session: {settings: {allowAi: false}}});
  await chat.event('ready');
  await chat.says(/AI is turned off/);
  assert.equal(await chat.view.getByRole('button', {name: 'Send'}).count(), 0);
  await chat.close();
  const dashboard = await site.open('/embed/dashboard/OwVQpbdaZmBT', {session: {settings: {allowAi: false}}});
  const {payload} = await dashboard.event('dashboard-loaded');
  assert.equal(payload['widgetCount'], 8);
  assert.equal(await dashboard.view.getByRole('button', {name: 'Ask AI'}).count(), 0);
  await dashboard.close();
});

test('a refused answer is an error of its query, and the chat goes on', async () => {
  const embed = await site.open('/embed/d/32/chat');
  await embed.view.locator('.welcome li button').first().waitFor();
  site.emulator.faults.add({on: 'data', do: 'status', status: 503, times: 1});
  await embed.view.locator('.welcome li button').first().click();
  assert.equal((await embed.event('ai-query', 2)).payload['status'], 'error');
  await embed.says(/could not be answered/);
  await embed.view.getByLabel('Ask about your data').fill('Orders by status');
  await embed.page.keyboard.press('Enter');
  assert.equal((await embed.event('ai-query', 4)).payload['status'], 'completed');
  await embed.close();
});
