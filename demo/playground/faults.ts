/** Something that goes wrong on purpose, and what the page does so that it can be watched. */
export interface Fault {
  readonly id: FaultId;
  readonly group: 'Session endpoint' | 'The frame' | 'A session that ends';
  readonly title: string;
  /** What happens, and what the element does. */
  readonly text: string;
  /** What the viewer has to press; a panel that can't help by another request has no "Try again". */
  readonly recovers: 'alone' | 'by Try again' | 'by Reload';
  /** What the page does once the fault is switched on; the others reach the page that is open. */
  readonly then: 'reload' | 'nothing';
  /** How long the element waits for `ready` meanwhile, where its 30 s would be dull to watch. */
  readonly readyTimeoutMs?: number;
}

export type FaultId = (typeof faultIds)[number];

const faultIds = [
  'endpoint-down',
  'endpoint-slow',
  'endpoint-busy',
  'signed-out',
  'forbidden',
  'login-page',
  'cube-unreachable',
  'frame-silent',
  'frame-refused',
  'wrong-origin',
  'page-error',
  'flood',
  'expiring',
  'expired',
  'expired-endpoint-down',
  'expired-signed-out',
  'frame-reload',
] as const;

export const isFaultId = (id: unknown): id is FaultId => faultIds.some((known) => known === id);

export const faults: readonly Fault[] = [
  {
    id: 'endpoint-down',
    group: 'Session endpoint',
    title: 'Endpoint down',
    text: 'Two requests get a 503. The element retries after a short delay, and then after a longer one.',
    recovers: 'alone',
    then: 'reload',
  },
  {
    id: 'endpoint-slow',
    group: 'Session endpoint',
    title: 'Endpoint slow',
    text: 'The answer takes three seconds. The loader shows, and the layout stays still.',
    recovers: 'alone',
    then: 'reload',
  },
  {
    id: 'endpoint-busy',
    group: 'Session endpoint',
    title: 'Too many requests',
    text: 'One request gets a 429 with Retry-After: 2. The element waits that long and retries.',
    recovers: 'alone',
    then: 'reload',
  },
  {
    id: 'signed-out',
    group: 'Session endpoint',
    title: 'Signed out',
    text: 'One request gets a 401. The element does not retry, and asks the viewer to sign in.',
    recovers: 'by Try again',
    then: 'reload',
  },
  {
    id: 'forbidden',
    group: 'Session endpoint',
    title: 'Not allowed',
    text: 'One request gets a 403. The element does not retry, and offers no “Try again”.',
    recovers: 'by Reload',
    then: 'reload',
  },
  {
    id: 'login-page',
    group: 'Session endpoint',
    title: 'A login page',
    text: 'A gateway answers 200 with an HTML page in place of a session. The error names the content type.',
    recovers: 'by Try again',
    then: 'reload',
  },
  {
    id: 'cube-unreachable',
    group: 'Session endpoint',
    title: 'Cube unreachable',
    text: 'Cube resets your server’s connection. The route tries twice and answers 502; the element retries.',
    recovers: 'alone',
    then: 'reload',
  },
  {
    id: 'frame-silent',
    group: 'The frame',
    title: 'Silent frame',
    text: 'Cube’s page loads and never reports that it is ready. The element shows it with a notice above, since it may work.',
    recovers: 'by Try again',
    then: 'reload',
    readyTimeoutMs: 3000,
  },
  {
    id: 'frame-refused',
    group: 'The frame',
    title: 'Refused frame',
    text: 'Cube’s page may not be framed. No browser reports that to the page; only the missing “ready” shows it.',
    recovers: 'by Try again',
    then: 'reload',
    readyTimeoutMs: 3000,
  },
  {
    id: 'wrong-origin',
    group: 'The frame',
    title: 'Wrong origin',
    text: 'Cube redirects to another host name. The element ignores every message from there, and names both origins.',
    recovers: 'by Try again',
    then: 'reload',
  },
  {
    id: 'page-error',
    group: 'The frame',
    title: 'Error in Cube',
    text: 'Cube’s page reports a fatal error in place of “ready”.',
    recovers: 'by Try again',
    then: 'reload',
  },
  {
    id: 'flood',
    group: 'The frame',
    title: 'Flood of messages',
    text: 'The frame posts 5,000 messages at once. The element drops most of them, so the page stays responsive.',
    recovers: 'alone',
    then: 'nothing',
  },
  {
    id: 'expiring',
    group: 'A session that ends',
    title: 'Nearly 23 hours later',
    text: 'Cube warns that the session ends in five minutes. The element renews it in place; the frame does not reload.',
    recovers: 'alone',
    then: 'nothing',
  },
  {
    id: 'expired',
    group: 'A session that ends',
    title: 'Expire now',
    text: 'The session has ended. Cube covers its page until the element posts a new session to it.',
    recovers: 'alone',
    then: 'nothing',
  },
  {
    id: 'expired-endpoint-down',
    group: 'A session that ends',
    title: 'Expired, endpoint down',
    text: 'The session has ended, and the renewal gets a 503 twice.',
    recovers: 'alone',
    then: 'nothing',
  },
  {
    id: 'expired-signed-out',
    group: 'A session that ends',
    title: 'Expired, signed out',
    text: 'The renewal gets a 401. The viewer is signed out, so the element removes the frame.',
    recovers: 'by Try again',
    then: 'nothing',
  },
  {
    id: 'frame-reload',
    group: 'A session that ends',
    title: 'Reload in the frame',
    text: 'The frame loads its URL again. Cube refuses the spent session, and the element builds a new frame with a new one.',
    recovers: 'alone',
    then: 'nothing',
  },
];
