import {randomBytes} from 'node:crypto';
import {demoUsers, type DemoUser} from './users.js';

/** One browser that has opened the page. */
export interface Visit {
  /** Null for a signed-out browser. */
  user: DemoUser | null;
}

/** Beyond this number the oldest visits are deleted. */
const visitLimit = 1000;

/** Two demos on one machine share their cookies unless the name tells them apart: a port does not. */
const cookieName = (request: Request): string => `demo-${new URL(request.url).port}`;

const readCookie = (request: Request): string | undefined => {
  const cookies = request.headers.get('cookie') ?? '';
  const pair = cookies.split(/; */).find((text) => text.startsWith(`${cookieName(request)}=`));
  return pair?.slice(pair.indexOf('=') + 1);
};

/** Keeps the signed-in users in memory: a restart signs all of them out. A real application has its own login. */
export const createVisits = <V extends Visit>(create: (user: DemoUser) => V) => {
  const visits = new Map<string, V>();
  return {
    /** The visit of a request; undefined where its browser has not opened the page. */
    of: (request: Request): V | undefined => visits.get(readCookie(request) ?? ''),

    /** Begins a visit of the first user, and sets the cookie that its requests carry. */
    begin(request: Request): string {
      const id = randomBytes(16).toString('hex');
      const [oldest] = visits.keys();
      if (visits.size >= visitLimit && oldest !== undefined) visits.delete(oldest);
      visits.set(id, create(demoUsers[0]));
      return `${cookieName(request)}=${id}; Path=/; HttpOnly; SameSite=Lax`;
    },
  };
};

export type Visits<V extends Visit = Visit> = Pick<ReturnType<typeof createVisits<V>>, 'of'>;
