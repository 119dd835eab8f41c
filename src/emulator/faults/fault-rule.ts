import type {PageFault} from '../page-api.js';
import {
  anything,
  flag,
  isRecord,
  listOf,
  mapOf,
  mismatch,
  nonEmptyText,
  objectOf,
  oneOf,
  optional,
  positiveInteger,
  text,
  wholeNumber,
  type Parsed,
  type Parser,
} from '../shape.js';

/** The sessions or users that a fault concerns, and how often; without any of these all of them, always. */
const reach = {
  /** Only so many times, then the rule is gone. */
  times: optional(positiveInteger),
  /** Only this session: its id, or its name in the ledger. */
  session: optional(nonEmptyText),
  /** Only sessions of this external id (or username). */
  user: optional(nonEmptyText),
} as const;

const status: Parser<number> = (value, place) => {
  const number = positiveInteger(value, place);
  return number >= 200 && number <= 599 ? number : mismatch(place, 'a status from 200 to 599');
};

/** What stands in a header line: no line break, nothing that the platform refuses. */
const headerText: Parser<string> = (value, place) => {
  const line = text(value, place);
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(line) ? line : mismatch(place, 'the value of a header');
};

const headers: Parser<Readonly<Record<string, string>>> = (value, place) => {
  const lines = mapOf(headerText)(value, place);
  const isName = (name: string): boolean => /^[!#$%&'*+.^_`|~0-9a-z-]{1,100}$/i.test(name);
  return Object.keys(lines).every(isName) ? lines : mismatch(place, 'an object of header names and values');
};

/** Statuses that an answer with a body can have. */
const statusWithBody: Parser<number> = (value, place) =>
  [204, 205, 304].includes(status(value, place))
    ? mismatch(place, 'a status of an answer with a body')
    : status(value, place);

/** An absolute http(s) URL, or a path of the emulator's own. */
const target: Parser<string> = (value, place) => {
  const to = nonEmptyText(value, place);
  return URL.canParse(to, 'http://127.0.0.1') ? to : mismatch(place, 'a URL or a path');
};

const requestFaults = {
  /** Answers with this status; without a body the usual error. */
  status: {status, body: optional(anything), headers: optional(headers)},
  /** Answers so much later; other faults still apply after it. */
  delay: {ms: wholeNumber},
  /** Doesn't answer until the rule is removed. */
  hang: {},
  /** Cuts the connection. `fetch()` of the emulator object rejects. */
  reset: {},
  /** 302 to another place; an origin alone keeps path and query. */
  redirect: {to: target, status: optional(statusWithBody)},
  /** Answers with exactly this. */
  answer: {status: optional(statusWithBody), contentType: optional(headerText), body: text},
} as const;

const documentFaults = {
  ...requestFaults,
  /** Forbids framing, by X-Frame-Options or by the Content-Security-Policy. */
  'refuse-frame': {how: oneOf(['x-frame-options', 'frame-ancestors'])},
  /** Sends the document as a download. */
  attachment: {},
} as const;

const sessionFaults = {lifetime: {ms: wholeNumber}} as const;

/** `ms`: until the token is refused. The others: when the page speaks of it, after the exchange. */
const tokenFaults = {
  lifetime: {ms: optional(wholeNumber), expiringAfterMs: optional(wholeNumber), expiredAfterMs: optional(wholeNumber)},
} as const;

const pageFaults = {
  omit: {events: listOf(text)},
  'delay-ready': {ms: wholeNumber},
  reload: {},
  announce: {event: nonEmptyText, payload: optional(anything)},
  error: {message: text, name: optional(text), context: optional(text), fatal: flag},
  post: {data: anything, targetOrigin: optional(text)},
  flood: {count: positiveInteger, event: optional(nonEmptyText)},
  leave: {url: nonEmptyText},
  'push-state': {path: nonEmptyText},
  back: {},
  hash: {hash: text},
  navigate: {path: nonEmptyText},
  attempt: {
    what: oneOf(['top-navigation', 'alert', 'popup', 'download', 'form', 'fullscreen', 'clipboard']),
    url: optional(nonEmptyText),
  },
  block: {ms: wholeNumber},
} as const;

type Effects = Readonly<Record<string, Readonly<Record<string, Parser<unknown>>>>>;
type RuleOf<On extends string, E extends Effects> = {
  [Do in keyof E & string]: {readonly on: On; readonly do: Do} & Parsed<
    ReturnType<typeof objectOf<E[Do] & typeof reach>>
  >;
}[keyof E & string];

export type RequestTarget = 'generate-session' | 'exchange' | 'data';

/** Something that goes wrong on purpose. */
export type FaultRule =
  | RuleOf<RequestTarget, typeof requestFaults>
  | RuleOf<'document', typeof documentFaults>
  | RuleOf<'session', typeof sessionFaults>
  | RuleOf<'token', typeof tokenFaults>
  | RuleOf<'page-start', typeof pageFaults>
  | RuleOf<'open-pages', typeof pageFaults>;

export type FaultTarget = FaultRule['on'];

const effects: Readonly<Record<FaultTarget, Effects>> = {
  'generate-session': requestFaults,
  exchange: requestFaults,
  data: requestFaults,
  document: documentFaults,
  session: sessionFaults,
  token: tokenFaults,
  'page-start': pageFaults,
  'open-pages': pageFaults,
};

const targets = [
  'generate-session',
  'exchange',
  'data',
  'document',
  'session',
  'token',
  'page-start',
  'open-pages',
] as const;

/** Parses a rule that came as JSON. */
export const faultRule: Parser<FaultRule> = (value, place) => {
  if (!isRecord(value)) return mismatch(place, 'an object');
  const on = oneOf(targets)(value['on'], 'on');
  const kind = oneOf(Object.keys(effects[on]))(value['do'], 'do');
  const fields = {on: text, do: text, ...reach, ...effects[on][kind]};
  return objectOf(fields)(value, place) as FaultRule;
};

/** The page's part of a rule: without its sessions, users and times. */
export const pageFaultOf = (rule: Extract<FaultRule, {on: 'page-start' | 'open-pages'}>): PageFault => {
  const kept = Object.entries(rule).filter(([name]) => !['on', 'times', 'session', 'user'].includes(name));
  return Object.fromEntries(kept) as unknown as PageFault;
};
