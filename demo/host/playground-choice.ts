import type {CubeViewer} from 'cube-embed/server';
import {mayCreate, viewerOf, type DemoUser} from './users.js';

/** The viewer that the page chooses in place of the signed-in user. The emulator alone allows it. */
export type ChosenViewer =
  | {readonly kind: 'external'; readonly city: string | null; readonly groups: readonly string[]}
  | {readonly kind: 'internal'; readonly username: string};

export interface PlaygroundChoice {
  readonly deploymentId: number;
  /** Null for the signed-in user, as in any application. */
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

/** Reads the choice from the page's JSON; undefined for anything else. */
export const parseChoice = (value: unknown): PlaygroundChoice | undefined => {
  if (!isRecord(value)) return undefined;
  const {deploymentId} = value;
  const viewer = parseViewer(value['viewer']);
  if (typeof deploymentId !== 'number' || !Number.isSafeInteger(deploymentId) || deploymentId < 1) return undefined;
  return viewer === undefined ? undefined : {deploymentId, viewer};
};

const chosenUser = (user: DemoUser, {viewer}: PlaygroundChoice): DemoUser =>
  viewer?.kind === 'external' ? {...user, city: viewer.city, groups: viewer.groups} : user;

/** Returns Cube's viewer for the signed-in user. */
export const chosenViewer = (user: DemoUser, choice: PlaygroundChoice): CubeViewer =>
  choice.viewer?.kind === 'internal' ? {internalId: choice.viewer.username} : viewerOf(chosenUser(user, choice));

/** Returns whether that viewer may create: an internal user of the account may. */
export const chosenMayCreate = (user: DemoUser, choice: PlaygroundChoice): boolean =>
  choice.viewer?.kind === 'internal' || mayCreate(chosenUser(user, choice));
