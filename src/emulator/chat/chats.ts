import {randomUUID} from 'node:crypto';
import type {Viewer} from '../accounts/viewer.js';
import type {Clock} from '../clock.js';
import {HttpProblem, notFound} from '../http-problem.js';
import type {ChatListAnswer, ChatMessage, ChatTranscript} from '../page-api.js';

interface Chat {
  readonly chatId: string;
  readonly owner: string;
  readonly title: string;
  readonly messages: ChatMessage[];
  updatedAt: number;
  answering: boolean;
}

const chatLimit = 1000;
const messageLimit = 200;

const ownerOf = ({internal, tenant, userId}: Viewer): string => JSON.stringify([internal, tenant, userId]);

/** The chats of all viewers, in memory: the last thousand. */
export const createChats = (clock: Clock) => {
  const chats = new Map<string, Chat>();

  const require = (viewer: Viewer, chatId: string): Chat => {
    const chat = chats.get(chatId);
    if (chat?.owner !== ownerOf(viewer)) throw notFound('There is no such chat.');
    return chat;
  };

  return {
    list: (viewer: Viewer): ChatListAnswer => ({
      chats: [...chats.values()]
        .filter(({owner}) => owner === ownerOf(viewer))
        .sort((a, b) => b.updatedAt - a.updatedAt)
        .map(({chatId, title, updatedAt}) => ({chatId, title, updatedAt})),
    }),

    transcript(viewer: Viewer, chatId: string): ChatTranscript {
      const {title, messages} = require(viewer, chatId);
      return {chatId, title, messages};
    },

    /** Begins an answer, in a new chat where none is named. Throws 404 for another viewer's, 409 while it is answering. */
    begin(viewer: Viewer, chatId: string | undefined, question: string): string {
      let chat = chatId === undefined ? undefined : require(viewer, chatId);
      if (chat === undefined) {
        const title = question.length > 60 ? `${question.slice(0, 59)}…` : question;
        chat = {
          chatId: randomUUID(),
          owner: ownerOf(viewer),
          title,
          messages: [],
          updatedAt: clock.now(),
          answering: false,
        };
        chats.set(chat.chatId, chat);
        const [oldest] = chats.keys();
        if (chats.size > chatLimit && oldest !== undefined) chats.delete(oldest);
      }
      if (chat.answering) throw new HttpProblem(409, 'This chat is still answering.');
      chat.answering = true;
      chat.updatedAt = clock.now();
      chat.messages.push({role: 'user', text: question, table: null});
      return chat.chatId;
    },

    /** Ends it; without an answer the stream was cut. */
    end(chatId: string, answer: ChatMessage | null): void {
      const chat = chats.get(chatId);
      if (chat === undefined) return;
      chat.answering = false;
      if (answer !== null) chat.messages.push(answer);
      if (chat.messages.length > messageLimit) chat.messages.splice(0, chat.messages.length - messageLimit);
    },
  };
};
