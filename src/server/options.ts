import {isDeploymentId} from '../protocol/session-answer.js';
import {parseTenantOrigin} from '../protocol/tenant.js';

/** Reads `baseUrl` into its origin; undefined where there is none; throws a `TypeError` for one that can't be used. */
export const parseBaseUrl = (value: unknown): string | undefined => {
  if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) return undefined;
  const origin = typeof value === 'string' ? parseTenantOrigin(value) : null;
  if (origin === null) {
    throw new TypeError(
      'baseUrl must be the origin of your Cube tenant, such as https://acme.cubecloud.dev: https (http on a loopback host only), no credentials, path or query.',
    );
  }
  return origin;
};

/**
 * Reads `apiKey`; undefined where there is none. A key with a line break in it would be quoted in what `fetch` throws:
 * it is refused here, and the text that says so holds nothing of it.
 */
export const parseApiKey = (value: unknown): string | undefined => {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string' || !/^[\x21-\x7e]{1,4096}$/.test(value)) {
    throw new TypeError(
      'apiKey must be visible ASCII characters without spaces or line breaks; its value is not shown.',
    );
  }
  return value;
};

/**
 * Reads an origin as browsers write it into `Origin`: http and https as the URL standard has them, any other scheme (an
 * app's web view, an extension) as it stands, since URLs of such schemes have no origin there. Undefined for anything else.
 */
const parseOrigin = (value: unknown): string | undefined => {
  if (typeof value !== 'string') return undefined;
  const [, scheme = ''] = /^([a-z][a-z0-9+.-]*):\/\/[^\s/?#@\\*]+\/?$/i.exec(value) ?? [];
  if (!/^https?$/i.test(scheme)) return scheme ? value.replace(/\/$/, '') : undefined;
  return URL.canParse(value) ? new URL(value).origin : undefined;
};

/** Reads a list of origins into a set; throws a `TypeError` that names the option. */
export const parseOrigins = (value: unknown, option: string): ReadonlySet<string> => {
  if (value === undefined) return new Set();
  if (!Array.isArray(value)) throw new TypeError(`${option} must be a list of origins.`);
  return new Set(
    value.map((entry) => {
      const origin = parseOrigin(entry);
      if (origin === undefined) {
        throw new TypeError(
          `${option} must hold origins such as https://app.example.com or capacitor://localhost, no "*", "null" or path.`,
        );
      }
      return origin;
    }),
  );
};

/** Reads a number of milliseconds; throws a `TypeError` that names the option. */
export const parseTimeoutMs = (value: unknown, fallback: number): number => {
  if (value === undefined) return fallback;
  if (typeof value !== 'number' || !(value > 0 && value <= 2 ** 31 - 1)) {
    throw new TypeError('timeoutMs must be a number of milliseconds above 0.');
  }
  return value;
};

/** Throws a `TypeError` for an option that is there and no function, or not there and required. */
export const checkFunction = (value: unknown, option: string, required = false): void => {
  if (value === undefined ? required : typeof value !== 'function')
    throw new TypeError(`${option} must be a function.`);
};

/** Throws a `TypeError` unless the value is a positive integer. */
export const checkDeploymentId = (value: unknown): void => {
  if (!isDeploymentId(value)) throw new TypeError('deploymentId must be a positive integer.');
};
