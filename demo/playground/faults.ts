/** Something that goes wrong on purpose, and what the page does so that it can be watched. */
export interface Fault {
  readonly id: FaultId;
  readonly group: 'Session endpoint' | 'The frame' | 'A session that ends';
  readonly title: string;
  /** What happens, and what the element makes of it. */
  readonly text: string;
  /** Whether somebody has to press "Try again". */
  readonly recovers: 'alone' | 'by Try again';
  /** What the page does once the fault is switched on; the others reach the page that is open. */
  readonly then: 'reload' | 'nothing';
  /** How long the element waits for `ready` meanwhile, where its 30 s would be dull to watch. */
  readonly readyTimeoutMs?: number;
}

export type FaultId = (typeof faultIds)[number];

export const faultIds = [
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
    text: 'Two requests get a 503. The element tries again after a moment, and then a little longer.',
    recovers: 'alone',
    then: 'reload',
  },
  {
    id: 'endpoint-slow',
    group: 'Session endpoint',
    title: 'Endpoint slow',
    text: 'The answer takes three seconds. The loader shows, nothing jumps.',
    recovers: 'alone',
    then: 'reload',
  },
  {
    id: 'endpoint-busy',
    group: 'Session endpoint',
    title: 'Too many requests',
    text: 'One request gets a 429 with Retry-After: 2, which the element honours.',
    recovers: 'alone',
    then: 'reload',
  },
  {
    id: 'signed-out',
    group: 'Session endpoint',
    title: 'Signed out',
    text: 'One request gets a 401. The element asks once, and tells the viewer to sign in.',
    recovers: 'by Try again',
    then: 'reload',
  },
  {
    id: 'forbidden',
    group: 'Session endpoint',
    title: 'Not allowed',
    text: 'One request gets a 403, which is final: no retries.',
    recovers: 'by Try again',
    then: 'reload',
  },
  {
    id: 'login-page',
    group: 'Session endpoint',
    title: 'A login page',
    text: 'A gateway answers 200 with HTML instead of a session. The error names the content type.',
    recovers: 'by Try again',
    then: 'reload',
  },
  {
    id: 'cube-unreachable',
    group: 'Session endpoint',
    title: 'Cube unreachable',
    text: 'Cube cuts your server’s connection. The route tries twice and answers 502, the element tries again.',
    recovers: 'alone',
    then: 'reload',
  },
  {
    id: 'frame-silent',
    group: 'The frame',
    title: 'Silent frame',
    text: 'Cube’s page loads and never says that it is ready. It is uncovered under a slim notice: it may work.',
    recovers: 'by Try again',
    then: 'reload',
    readyTimeoutMs: 3000,
  },
  {
    id: 'frame-refused',
    group: 'The frame',
    title: 'Refused frame',
    text: 'Cube forbids being framed. No browser tells the page why; only the missing “ready” shows it.',
    recovers: 'by Try again',
    then: 'reload',
    readyTimeoutMs: 3000,
  },
  {
    id: 'wrong-origin',
    group: 'The frame',
    title: 'Wrong origin',
    text: 'Cube redirects to another host name. Nothing that the frame says from there is believed.',
    recovers: 'by Try again',
    then: 'reload',
  },
  {
    id: 'page-error',
    group: 'The frame',
    title: 'Error in Cube',
    text: 'Cube’s page reports a fatal error instead of getting ready.',
    recovers: 'by Try again',
    then: 'reload',
  },
  {
    id: 'flood',
    group: 'The frame',
    title: 'Flood of messages',
    text: 'The frame posts 5,000 messages at once. Most are dropped, the page stays quick, nothing is lost that counts.',
    recovers: 'alone',
    then: 'nothing',
  },
  {
    id: 'expiring',
    group: 'A session that ends',
    title: 'Nearly 23 hours later',
    text: 'Cube says that the session ends in five minutes. It is renewed in place, the viewer notices nothing.',
    recovers: 'alone',
    then: 'nothing',
  },
  {
    id: 'expired',
    group: 'A session that ends',
    title: 'Expire now',
    text: 'The session is over. Cube covers its page until the renewed session has been posted to it.',
    recovers: 'alone',
    then: 'nothing',
  },
  {
    id: 'expired-endpoint-down',
    group: 'A session that ends',
    title: 'Expired, endpoint down',
    text: 'As before, but the renewal meets two 503s on its way.',
    recovers: 'alone',
    then: 'nothing',
  },
  {
    id: 'expired-signed-out',
    group: 'A session that ends',
    title: 'Expired, signed out',
    text: 'The renewal gets a 401: the viewer is signed out, so the frame is removed.',
    recovers: 'by Try again',
    then: 'nothing',
  },
  {
    id: 'frame-reload',
    group: 'A session that ends',
    title: 'Reload in the frame',
    text: 'The frame loads again with a session that is spent. The element notices, and builds a new one.',
    recovers: 'alone',
    then: 'nothing',
  },
];
