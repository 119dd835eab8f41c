import type {ChartType, ChatDelta, ChatTranscript, QueryResult} from '../../page-api.js';

export type Part =
  | {readonly kind: 'text'; readonly text: string}
  | {readonly kind: 'tool'; readonly title: string}
  | {readonly kind: 'table'; readonly chart: ChartType; readonly result: QueryResult};

/** One question or one answer, as far as it has come. */
export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly parts: readonly Part[];
  readonly status: 'streaming' | 'done' | 'error';
}

export const question = (text: string): Turn => ({role: 'user', parts: [{kind: 'text', text}], status: 'done'});

export const emptyAnswer: Turn = {role: 'assistant', parts: [], status: 'streaming'};

/** An answer with one more piece of it. */
export function withDelta(turn: Turn, delta: ChatDelta): Turn {
  const last = turn.parts.at(-1);
  switch (delta.type) {
    case 'start':
      return turn;
    case 'text':
      return last?.kind === 'text'
        ? {...turn, parts: [...turn.parts.slice(0, -1), {kind: 'text', text: last.text + delta.text}]}
        : {...turn, parts: [...turn.parts, {kind: 'text', text: delta.text}]};
    case 'tool':
      return {...turn, parts: [...turn.parts, {kind: 'tool', title: delta.title}]};
    case 'table':
      return {...turn, parts: [...turn.parts, {kind: 'table', chart: delta.chart, result: delta.result}]};
    case 'done':
      return {...turn, status: 'done'};
    case 'error':
      return {...turn, status: 'error', parts: [...turn.parts, {kind: 'text', text: delta.message}]};
  }
}

/** A kept conversation. */
export const turnsOf = ({messages}: ChatTranscript): readonly Turn[] =>
  messages.map(({role, text, table}) => ({
    role,
    status: 'done',
    parts: [
      ...(text ? [{kind: 'text', text} as const] : []),
      ...(table ? [{kind: 'table', chart: table.chart, result: table.result} as const] : []),
    ],
  }));
