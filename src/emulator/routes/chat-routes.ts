import {randomUUID} from 'node:crypto';
import {setTimeout as sleep} from 'node:timers/promises';
import type {Viewer} from '../accounts/viewer.js';
import type {Backend} from '../backend.js';
import {answerQuestion, suggestionsFor, type Answer} from '../chat/answer.js';
import {queryTimeZone} from '../dashboards/query-time-zone.js';
import {forbidden, notFound} from '../http-problem.js';
import {apiPaths, type ChatDelta} from '../page-api.js';
import {readBody} from '../request-body.js';
import {mismatch, nonEmptyText, objectOf, optional, text} from '../shape.js';
import {withToken} from './embed-token.js';
import {addRoute, json, pathPart, type Routes} from './route.js';

const agent = {agentId: 'auto', agentName: 'Analyst'} as const;

const inputLimit = 4000;
const chatBody = objectOf({
  input: (value: unknown, place: string): string => {
    const input = nonEmptyText(value, place);
    return input.length <= inputLimit ? input : mismatch(place, `at most ${String(inputLimit)} characters`);
  },
  chatId: optional(nonEmptyText),
  timezone: optional(text),
});

/** Slow enough to be seen as a stream, fast enough for tests. */
const wordMs = 12;

const wordsOf = (answer: string): readonly string[] => answer.match(/\S+\s*/g) ?? [];

/** Chat that answers questions about its rows, always alike, and streams. */
export const addChatRoutes = (routes: Routes, backend: Backend): void => {
  const {chats, content} = backend;

  const requireAi = ({settings}: Viewer): void => {
    const allowed = !content.account.aiPaywalled && (settings.allowAi ?? content.account.settings.allowAi ?? true);
    if (!allowed) throw forbidden('AI is not allowed in this session.');
  };

  const stream = (chatId: string, answer: Answer, signal: AbortSignal): ReadableStream<Uint8Array> => {
    const encoder = new TextEncoder();
    async function* deltas(): AsyncGenerator<ChatDelta, undefined> {
      yield {type: 'start', chatId, messageId: randomUUID(), agentId: agent.agentId};
      if (answer.tool !== null) yield {type: 'tool', title: answer.tool};
      for (const word of wordsOf(answer.text)) {
        await sleep(wordMs, undefined, {signal});
        yield {type: 'text', text: word};
      }
      if (answer.table !== null) yield {type: 'table', ...answer.table};
      yield {type: 'done'};
      return undefined;
    }
    const source = deltas();
    let finished = false;
    const end = (complete: boolean): void => {
      if (finished) return;
      finished = true;
      chats.end(chatId, complete ? {role: 'assistant', text: answer.text, table: answer.table} : null);
    };
    return new ReadableStream<Uint8Array>({
      async pull(controller) {
        try {
          const {done, value} = await source.next();
          if (done === true) controller.close();
          else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
          if (done === true || value.type === 'done') end(true);
        } catch (error) {
          end(false);
          controller.error(error);
        }
      },
      cancel() {
        end(false);
      },
    });
  };

  addRoute(routes, apiPaths.chat, {
    GET: withToken(backend, ({viewer}) => {
      requireAi(viewer);
      return json({...agent, suggestions: suggestionsFor(content.model)});
    }),
    POST: withToken(backend, async ({viewer}, {req}) => {
      requireAi(viewer);
      const {input, chatId, timezone} = await readBody(req.raw, chatBody);
      const data = await backend.data();
      const zone = queryTimeZone(content, viewer, timezone, null);
      const id = chats.begin(viewer, chatId, input);
      let answer: Answer;
      try {
        answer = answerQuestion(content.model, data, input, viewer, zone);
      } catch (error) {
        chats.end(id, null);
        throw error;
      }
      const headers = {'Content-Type': 'application/x-ndjson; charset=utf-8', 'Cache-Control': 'no-store'};
      return new Response(stream(id, answer, req.raw.signal), {headers});
    }),
  });

  /** Starter prompts of a deployment's agent, for backends. */
  addRoute(routes, '/api/v1/deployments/:deploymentId/agent-suggestions', {
    GET: (context) => {
      backend.apiKeys.requireAdmin(context.req.raw);
      const deploymentId = Number(pathPart(context, 'deploymentId'));
      if (!content.deployments.has(deploymentId)) throw notFound(`There is no deployment ${String(deploymentId)}.`);
      return json({items: suggestionsFor(content.model).map((prompt) => ({prompt}))});
    },
  });

  addRoute(routes, apiPaths.chats, {
    GET: withToken(backend, ({viewer}) => {
      requireAi(viewer);
      return json(chats.list(viewer));
    }),
  });

  addRoute(routes, apiPaths.chatById, {
    GET: withToken(backend, ({viewer}, context) => {
      requireAi(viewer);
      return json(chats.transcript(viewer, pathPart(context, 'chatId')));
    }),
  });
};
