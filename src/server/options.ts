import {isDeploymentId} from '../protocol/session-answer.js';
import {parseTenantOrigin} from '../protocol/tenant.js';

const parseUrl = (value: unknown): URL | undefined => {
  if (typeof value !== 'string') return undefined;
  try {
    return new URL(value);
  } catch {
    return undefined;
  }
};

/** A bare origin, as a URL: http or https, and nothing behind the port but a slash. */
const parseOrigin = (value: unknown): URL | undefined => {
  const url = parseUrl(value);
  const plain =
    url &&
    /^https?:$/.test(url.protocol) &&
    `${url.protocol}//${url.host}/` === url.href &&
    !/[?#@]/.test(String(value));
  return plain ? url : undefined;
};

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

/** Reads a list of origins into a set; throws a `TypeError` that names the option. */
export const parseOrigins = (value: unknown, option: string): ReadonlySet<string> => {
  if (value === undefined) return new Set();
  if (!Array.isArray(value)) throw new TypeError(`${option} must be a list of origins.`);
  return new Set(
    value.map((entry) => {
      const url = parseOrigin(entry);
      if (!url)
        throw new TypeError(`${option} must hold origins such as https://app.example.com, no "*", "null" or path.`);
      return url.origin;
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
