import type {CubeViewer} from 'cube-embed/server';
import {viewerOf} from './users.js';
import type {Visit} from './visits.js';

/** Who the page wants to be for Cube, where it isn't the user who is signed in. Possible with pretend data alone. */
export type ChosenViewer =
  | {readonly kind: 'external'; readonly city: string | null; readonly groups: readonly string[]}
  | {readonly kind: 'internal'; readonly username: string};

export interface PlaygroundChoice {
  readonly deploymentId: number;
  /** Null: who is signed in, as in any application. */
  readonly viewer: ChosenViewer | null;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= 100;
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parseViewer = (value: unknown): ChosenViewer | null | undefined => {
  if (value === null) return null;
  if (!isRecord(value)) return undefined;
  const {kind, city, groups, username} = value;
  if (kind === 'internal' && isText(username)) return {kind, username};
  if (kind !== 'external' || !(city === null || isText(city))) return undefined;
  return Array.isArray(groups) && groups.every(isText) ? {kind, city, groups} : undefined;
};

/** Reads what the page sent; undefined where it is no choice. */
export const parseChoice = (value: unknown): PlaygroundChoice | undefined => {
  if (!isRecord(value)) return undefined;
  const {deploymentId} = value;
  const viewer = parseViewer(value['viewer']);
  if (typeof deploymentId !== 'number' || !Number.isSafeInteger(deploymentId) || deploymentId < 1) return undefined;
  return viewer === undefined ? undefined : {deploymentId, viewer};
};

/** The viewer of a visit for Cube. */
export const chosenViewer = ({user}: Visit, {viewer}: PlaygroundChoice): CubeViewer => {
  if (!viewer) return viewerOf(user);
  if (viewer.kind === 'internal') return {internalId: viewer.username};
  return viewerOf({...user, city: viewer.city, groups: viewer.groups});
};
