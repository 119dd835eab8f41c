import type {Emulator} from 'cube-embed/emulator';
import type {FaultId} from '../playground/faults.js';

/** The answer that a session request gets instead of the route's; null for the route's own. */
export type Refusal = () => Promise<Response | null>;

/** Where faults act: in the emulator, for one viewer alone, and on the next session requests of one visit. */
export interface Breakable {
  readonly emulator: Emulator;
  /** The emulator's viewer: an external id, or a username. */
  readonly user: string;
  /** Refuses one more of the next session requests. */
  readonly refuse: (refusal: Refusal) => void;
  /** The emulator under another host name. */
  readonly otherOrigin: string;
}

const answer =
  (status: number, headers: Record<string, string> = {}, body: string | null = null): Refusal =>
  () =>
    Promise.resolve(new Response(body, {status, headers}));

const after =
  (ms: number): Refusal =>
  () =>
    new Promise((resolve) => setTimeout(resolve, ms, null));

/** A session is valid for 23 hours, and Cube warns five minutes before its end. */
const hourMs = 3_600_000;
const trustedMs = 23 * hourMs;
const warningMs = 5 * 60_000;

/** The cause of each fault. */
export const breakThings: Readonly<Record<FaultId, (things: Breakable) => void | Promise<void>>> = {
  'endpoint-down': ({refuse}) => {
    refuse(answer(503));
    refuse(answer(503));
  },
  'endpoint-slow': ({refuse}) => refuse(after(3000)),
  'endpoint-busy': ({refuse}) => refuse(answer(429, {'Retry-After': '2'})),
  'signed-out': ({refuse}) => refuse(answer(401)),
  forbidden: ({refuse}) => refuse(answer(403)),
  'login-page': ({refuse}) =>
    refuse(answer(200, {'Content-Type': 'text/html'}, '<!doctype html><title>Sign in</title>')),
  'cube-unreachable': ({emulator, user}) =>
    void emulator.faults.add({on: 'generate-session', do: 'reset', times: 4, user}),
  'frame-silent': ({emulator, user}) =>
    void emulator.faults.add({on: 'page-start', do: 'omit', events: ['*'], times: 1, user}),
  'frame-refused': ({emulator, user}) =>
    void emulator.faults.add({on: 'document', do: 'refuse-frame', how: 'x-frame-options', times: 1, user}),
  'wrong-origin': ({emulator, user, otherOrigin}) =>
    void emulator.faults.add({on: 'document', do: 'redirect', to: otherOrigin, times: 1, user}),
  'page-error': ({emulator, user}) =>
    void emulator.faults.add({
      on: 'page-start',
      do: 'error',
      message: 'The data model does not compile.',
      fatal: true,
      times: 1,
      user,
    }),
  flood: ({emulator, user}) => void emulator.faults.add({on: 'open-pages', do: 'flood', count: 5000, user}),
  expiring: ({emulator}) => emulator.advance(trustedMs - warningMs),
  expired: ({emulator}) => emulator.advance(trustedMs),
  'expired-endpoint-down': ({emulator, refuse}) => {
    refuse(answer(503));
    refuse(answer(503));
    return emulator.advance(trustedMs);
  },
  'expired-signed-out': ({emulator, refuse}) => {
    refuse(answer(401));
    return emulator.advance(trustedMs);
  },
  'frame-reload': ({emulator, user}) => void emulator.faults.add({on: 'open-pages', do: 'reload', user}),
};
