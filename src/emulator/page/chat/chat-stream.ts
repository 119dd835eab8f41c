import {apiPaths, type ChatDelta, type ChatRequest} from '../../page-api.js';
import type {ApiClient} from '../api-client.js';

/**
 * Asks, and hands on what comes as it comes.
 * @throws ApiError where the answer is refused, Error where it breaks off before its end
 */
export async function* streamAnswer(api: ApiClient, body: ChatRequest, signal: AbortSignal): AsyncGenerator<ChatDelta> {
  const response = await api.fetch(apiPaths.chat, {body, signal});
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) break;
    const lines = (rest + chunk.value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines.filter((text) => text.trim() !== '')) {
      const delta = JSON.parse(line) as ChatDelta;
      yield delta;
      if (delta.type === 'done' || delta.type === 'error') return;
    }
  }
  throw new Error('The answer broke off.');
}
