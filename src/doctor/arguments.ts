import {parseArgs} from 'node:util';
import {isDeploymentId} from '../protocol/session-answer.js';
import {isSurface, surfaces, type Surface} from '../protocol/surface.js';
import {parseTenantOrigin} from '../protocol/tenant.js';
import {parseApiKey} from '../server/options.js';

/** What the doctor is asked to look at. */
export interface DoctorOptions {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly deploymentId: number;
  readonly type: Surface;
  readonly dashboard: string | undefined;
  readonly user: string;
  readonly page: URL | undefined;
  readonly endpoint: URL | undefined;
}

/** A mistake on the command line. Its message quotes no argument: one of them may be a key. */
export class UsageError extends Error {}

const options = {
  'base-url': {type: 'string'},
  deployment: {type: 'string'},
  dashboard: {type: 'string'},
  type: {type: 'string', default: 'dashboard'},
  user: {type: 'string', default: 'cube-embed-doctor'},
  page: {type: 'string'},
  endpoint: {type: 'string'},
  json: {type: 'boolean', default: false},
  help: {type: 'boolean', default: false},
} as const;

/** Cube's keys begin with `sk-`, tokens are JWTs; other shapes are known by the name of the option, or are the key itself. */
const looksLikeKey = (argument: string, key: string): boolean =>
  /(^|=)sk-[\w-]{4}|\beyJ[\w-]{8}|^--?(api-?)?(key|token|secret|session)(=|$)/i.test(argument) ||
  (key.length >= 8 && argument.includes(key));

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({args: [...args], options, allowPositionals: true});
  } catch {
    const known = args.map((argument) => /^--([a-z-]+)/.exec(argument)?.[1]).filter((name) => name !== undefined);
    const unknown = known.find((name) => !(name in options));
    throw new UsageError(
      unknown === undefined
        ? 'Every option but --json and --help takes one value: --name value.'
        : `There is no option --${unknown}.`,
    );
  }
};

const httpUrl = (option: string, text: string, base?: URL): URL => {
  const url = URL.canParse(text, base?.href) ? new URL(text, base?.href) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new UsageError(`--${option} must be an http(s) URL without a user and password.`);
  }
  return url;
};

const parseDeployment = (text: string | undefined): number => {
  const number = /^\d{1,15}$/.test(text ?? '') ? Number(text) : 0;
  if (isDeploymentId(number)) return number;
  throw new UsageError(
    '--deployment must be the number of a deployment: it stands in the address of its pages, /embed/d/NUMBER/….',
  );
};

const parseDashboard = (text: string | undefined, type: Surface): string | undefined => {
  if (text === undefined) return undefined;
  if (type !== 'dashboard') throw new UsageError(`--dashboard goes with --type dashboard, not with ${type}.`);
  if (/^[\w-]{1,128}$/.test(text)) return text;
  throw new UsageError('--dashboard must be a public id, 1 to 128 of A-Z a-z 0-9 _ -; Share → Embed shows it.');
};

const parseKey = (key: string): string => {
  if (key === '') {
    throw new UsageError('CUBE_API_KEY is not set: put the key of an admin (Admin → API Keys) into the environment.');
  }
  try {
    return parseApiKey(key) ?? '';
  } catch {
    throw new UsageError('CUBE_API_KEY must be visible ASCII characters without spaces or line breaks.');
  }
};

/**
 * Reads the command line and the key. Throws a `UsageError`.
 *
 * @returns the options and whether the report is JSON, or null where the help was asked for
 */
export const parseArguments = (
  args: readonly string[],
  key = '',
): {readonly options: DoctorOptions; readonly json: boolean} | null => {
  if (args.some((argument) => looksLikeKey(argument, key))) {
    throw new UsageError(
      'A key, token or session does not belong on the command line, where others can read it: use the environment variable CUBE_API_KEY.',
    );
  }
  const {values, positionals} = parse(args);
  if (values.help) return null;
  if (positionals.length > 0) throw new UsageError('Every value belongs to an option: --name value.');
  const baseUrl = parseTenantOrigin(values['base-url'] ?? '');
  if (baseUrl === null) {
    throw new UsageError(
      "--base-url must be the tenant's origin, such as https://acme.cubecloud.dev: https (http on a loopback host only), no path or query.",
    );
  }
  const deploymentId = parseDeployment(values.deployment);
  const {type, user} = values;
  if (!isSurface(type)) throw new UsageError(`--type must be one of ${surfaces.join(', ')}.`);
  const dashboard = parseDashboard(values.dashboard, type);
  if (user === '' || user !== user.trim().toLowerCase()) {
    throw new UsageError('--user must be an external id: lowercase, without spaces around it.');
  }
  const page = values.page === undefined ? undefined : httpUrl('page', values.page);
  const endpoint = values.endpoint === undefined ? undefined : httpUrl('endpoint', values.endpoint, page);
  const apiKey = parseKey(key);
  return {options: {baseUrl, apiKey, deploymentId, type, dashboard, user, page, endpoint}, json: values.json};
};
