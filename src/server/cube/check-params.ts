import {isDeploymentId} from '../../protocol/session-answer.js';
import {CubeServerError} from '../errors.js';

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string' && value !== '';
const isFlag: Check = (value) => typeof value === 'boolean';
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const isNamed: Check = (value) => isObject(value) && isText(value['name']);
const isAttributeValue: Check = (value) =>
  value === null ||
  typeof value === 'string' ||
  isNumber(value) ||
  isFlag(value) ||
  listOf((item) => typeof item === 'string')(value) ||
  listOf(isNumber)(value);
const isAttribute: Check = (value) =>
  isObject(value) && isText(value['name']) && Object.hasOwn(value, 'value') && isAttributeValue(value['value']);
const isPicture: Check = (value) => typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value);
const isProfile: Check = (value) =>
  isObject(value) &&
  (value['displayName'] == null || typeof value['displayName'] === 'string') &&
  (value['picture'] == null || isPicture(value['picture']));

/** Every field of Generate Session with its check, https://docs.cube.dev/reference/embed-apis/generate-session. */
const fields: Readonly<Record<string, readonly [Check, string]>> = {
  deploymentId: [isDeploymentId, 'a positive integer'],
  externalId: [isText, 'a string'],
  internalId: [isText, 'a string'],
  email: [isText, 'a string'],
  userProfile: [isProfile, 'an object with displayName and picture, an absolute http(s) URL'],
  embedTenantName: [
    (value) => typeof value === 'string' && /^[a-z][a-z0-9-]{0,34}[a-z0-9]$/.test(value),
    '2 to 36 lowercase letters, digits and hyphens, a letter first and no hyphen last',
  ],
  embedTenantProfile: [isProfile, 'an object with displayName'],
  creatorMode: [isFlag, 'true or false'],
  userAttributes: [
    listOf(isAttribute),
    'a list of {name, value}, each value a string, number, boolean, list of strings or numbers, or null',
  ],
  userAttributeDefinitions: [
    listOf(
      (value) =>
        isNamed(value) &&
        isObject(value) &&
        ['string', 'number', 'boolean', 'string_array', 'number_array'].includes(value['type'] as string),
    ),
    'a list of {name, type}',
  ],
  groups: [listOf(isText), 'a list of strings'],
  groupDefinitions: [listOf(isNamed), 'a list of {name}'],
  tenantGroups: [listOf(isText), 'a list of strings'],
  tenantGroupDefinitions: [listOf(isNamed), 'a list of {name}'],
  securityContext: [isObject, 'an object'],
  settings: [isObject, 'an object'],
  embedTheme: [isObject, 'an object'],
  branchName: [isText, 'a string'],
  isEphemeral: [isFlag, 'true or false'],
  publicDashboardId: [isText, 'a string'],
  roles: [listOf(isText), 'a list of strings'],
  // Older backends of Creator Mode send these.
  tenantId: [(value) => isText(value) || isNumber(value), 'a string or a number'],
  tenantName: [isText, 'a string'],
};

const forbiddenByInternalId = [
  'email',
  'userProfile',
  'userAttributes',
  'userAttributeDefinitions',
  'groups',
  'groupDefinitions',
  'securityContext',
  'roles',
];
const onlyInsideTenant = ['userAttributeDefinitions', 'tenantGroups', 'tenantGroupDefinitions'];
const namedLists = ['userAttributes', 'userAttributeDefinitions', 'groupDefinitions', 'tenantGroupDefinitions'];

const refuse = (message: string): never => {
  throw new CubeServerError('invalid-session-params', 500, `Not sent to Cube: ${message}`);
};

/** Finds a value that JSON would drop or change silently; returns its path. */
const findNoJson = (value: unknown, place: string, depth = 0): string | undefined => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || isNumber(value)) return undefined;
  if (typeof value !== 'object' || depth > 50) return place;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== null && prototype !== Object.prototype) {
    // JSON turns a date or a map into something else; an object of a class is sent by its members.
    if ('toJSON' in value || Symbol.iterator in value) return place;
  }
  // `Array.from` reads a hole in a list as undefined.
  const members = Array.isArray(value)
    ? Array.from(value, (item: unknown, index) => [`${index}`, item] as const)
    : Object.entries(value);
  for (const [name, member] of members) {
    const found = findNoJson(member, place === '' ? String(name) : `${place}.${name}`, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
};

const checkExternalId = (id: string): void => {
  if (id !== id.trim() || id !== id.toLowerCase() || id !== id.normalize('NFC') || /\p{Cc}/u.test(id)) {
    refuse(
      'externalId must be lowercase, trimmed, NFC and without control characters. Do not lowercase an id in which case matters: two viewers would become one. Derive a safe one from it, such as the hex of its SHA-256.',
    );
  }
  if (id.length > 256) refuse('externalId is longer than 256 characters.');
};

/**
 * Checks parameters before they are sent, for all that Cube would refuse or would take differently from how it was meant; it
 * changes nothing. Throws a `CubeServerError` with the code `invalid-session-params` whose message names the field and never its value.
 */
export const checkParams = (params: unknown): void => {
  if (!isObject(params)) return refuse('the viewer must be an object.');
  for (const [name, value] of Object.entries(params)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field) return refuse(`${JSON.stringify(name.slice(0, 60))} is not a field of Generate Session.`);
    if (value === undefined)
      return refuse(`${name} is undefined. Cube would keep what it had: send a value, [] or null.`);
    const [check, expected] = field;
    if (value !== null && !check(value)) return refuse(`${name} must be ${expected}.`);
  }
  const hole = findNoJson(params, '');
  if (hole !== undefined)
    return refuse(`${hole} can't be sent as JSON: it is undefined, a function, a date or not a finite number.`);
  const has = (name: string): boolean => params[name] !== undefined && params[name] !== null;
  if (has('externalId') === has('internalId'))
    return refuse('a viewer needs externalId or internalId, one and not both.');
  if (has('externalId')) checkExternalId(String(params['externalId']));
  else {
    for (const name of forbiddenByInternalId) if (has(name)) refuse(`${name} can't be sent with internalId.`);
  }
  for (const name of onlyInsideTenant) {
    if (has(name) && (params['creatorMode'] !== true || !has('embedTenantName'))) {
      refuse(`${name} needs creatorMode: true and embedTenantName.`);
    }
  }
  for (const name of namedLists) {
    const names = ((params[name] ?? []) as readonly {name: string}[]).map((item) => item.name);
    if (new Set(names).size !== names.length) refuse(`${name} holds one name twice.`);
  }
};
