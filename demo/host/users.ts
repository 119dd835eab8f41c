import {defineViewer, type ExternalViewer} from 'cube-embed/server';

/** One of the invented users of the host application. */
export interface DemoUser {
  readonly id: string;
  readonly name: string;
  /** The city whose orders the user may see; null for all cities. */
  readonly city: string | null;
  readonly groups: readonly string[];
}

export const demoUsers: readonly [DemoUser, ...DemoUser[]] = [
  {id: 'sam', name: 'Sam', city: 'San Francisco', groups: ['analysts']},
  {id: 'nora', name: 'Nora', city: 'New York', groups: ['analysts']},
  {id: 'max', name: 'Max', city: null, groups: ['managers']},
];

/** The groups whose users may create. */
const creators: readonly string[] = ['analysts', 'managers'];

/** Every attribute that Cube's row-level security reads: `defineViewer` requires each. */
const viewer = defineViewer({userAttributes: ['city']});

/** Returns whether a user may create workbooks in Creator Mode. */
export const mayCreate = ({groups}: DemoUser): boolean => groups.some((group) => creators.includes(group));

/** Returns Cube's viewer of a user, made of the application's own records and never of the browser's data. */
export const viewerOf = ({id, name, city, groups}: DemoUser): ExternalViewer =>
  viewer({externalId: id, userProfile: {displayName: name}, groups, userAttributes: {city}});
