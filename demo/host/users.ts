import {defineViewer, type ExternalViewer} from 'cube-embed/server';

/** One of the pretend people who may log in to the host application. */
export interface DemoUser {
  readonly id: string;
  readonly name: string;
  /** Whose orders the user may see; null: those of every city. */
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

/** Every attribute that Cube's row-level security reads: none can be forgotten. */
const viewer = defineViewer({userAttributes: ['city']});

/** Tells whether a user may create workbooks in Creator Mode. */
export const mayCreate = ({groups}: DemoUser): boolean => groups.some((group) => creators.includes(group));

/** The user as Cube knows it. Comes from the host's own records, never from the browser. */
export const viewerOf = ({id, name, city, groups}: DemoUser): ExternalViewer =>
  viewer({externalId: id, userProfile: {displayName: name}, groups, userAttributes: {city}});
