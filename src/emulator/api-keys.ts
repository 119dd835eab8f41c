import {createHash} from 'node:crypto';
import {forbidden, unauthorized} from './http-problem.js';

/** An API key of the account. */
export interface ApiKeyOptions {
  /** The text of the `Authorization` header after `Api-Key`; not empty. */
  readonly key: string;
  /** False: a personal key, which embedding answers by 403. Default true. */
  readonly admin?: boolean;
  /** The only deployments that the key may make sessions for. Default: every deployment. */
  readonly deploymentIds?: readonly number[];
}

/** What a key that was recognised may do. */
export interface ApiKeyGrant {
  readonly admin: boolean;
  readonly deploymentIds: readonly number[] | null;
}

/** The default key, the same in every emulator. */
export const defaultApiKey = 'emulator-key';

/** Keys that an emulator has without options: its own, and one of the form that Cube's have. */
export const defaultApiKeys: readonly string[] = [defaultApiKey, 'sk-emulator-key'];

const digest = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Recognises API keys. Only their digests are kept. */
export const createApiKeys = (keys: readonly (string | ApiKeyOptions)[] = defaultApiKeys) => {
  const grants = new Map<string, ApiKeyGrant>();
  for (const entry of keys) {
    const {key, admin = true, deploymentIds}: ApiKeyOptions = typeof entry === 'string' ? {key: entry} : entry;
    if (typeof key !== 'string' || key === '')
      throw new TypeError('apiKeys: every key must be a string that is not empty.');
    grants.set(digest(key), {admin, deploymentIds: deploymentIds ?? null});
  }
  return {
    /** The grant of the request's key. Throws 401 without a known key, 403 for a personal one. */
    requireAdmin(request: Request): ApiKeyGrant {
      const match = /^Api-Key +(\S+)$/i.exec(request.headers.get('authorization') ?? '');
      if (match?.[1] === undefined) {
        throw unauthorized('Send an API key: "Authorization: Api-Key KEY"; no other scheme is taken here.');
      }
      const grant = grants.get(digest(match[1]));
      if (grant === undefined) throw unauthorized('This API key is not known.');
      if (!grant.admin) throw forbidden('This API key is a personal one; embedding needs the key of an admin.');
      return grant;
    },
  };
};
