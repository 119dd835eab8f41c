import type {ChartType} from './dashboard.js';
import type {QueryResult} from './query.js';

export interface ChatConfig {
  readonly agentId: string;
  readonly agentName: string;
  /** Questions that have an answer in this data. */
  readonly suggestions: readonly string[];
}

export interface ChatRequest {
  /** At most 4,000 characters. */
  readonly input: string;
  /** Left out: a new chat; the first delta carries its id. */
  readonly chatId?: string;
  readonly timezone?: string;
}

/**
 * One line of the stream. Always: `start`, then text, tables and tools in any order, then `done` or `error`. A stream that ends
 * without either was cut: show an error. 403 instead of a stream where AI is not allowed, 409 while this chat is answering.
 */
export type ChatDelta =
  | {readonly type: 'start'; readonly chatId: string; readonly messageId: string; readonly agentId: string}
  | {readonly type: 'tool'; readonly title: string}
  | {readonly type: 'text'; readonly text: string}
  | {readonly type: 'table'; readonly chart: ChartType; readonly result: QueryResult}
  | {readonly type: 'done'}
  | {readonly type: 'error'; readonly message: string};

export interface ChatListAnswer {
  readonly chats: readonly {readonly chatId: string; readonly title: string; readonly updatedAt: number}[];
}

export interface ChatTranscript {
  readonly chatId: string;
  readonly title: string;
  readonly messages: readonly ChatMessage[];
}

export interface ChatMessage {
  readonly role: 'user' | 'assistant';
  readonly text: string;
  readonly table: {readonly chart: ChartType; readonly result: QueryResult} | null;
}
