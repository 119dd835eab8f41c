import {embedTokenScheme, type ErrorAnswer} from '../page-api.js';

/** An answer that is not 2xx, or none at all (`status` 0). */
export class ApiError extends Error {
  readonly status: number;
  /** The whole body, where it was JSON. */
  readonly body: unknown;

  constructor(status: number, message: string, body: unknown = null) {
    super(message);
    this.name = status === 0 ? 'NetworkError' : 'ApiError';
    this.status = status;
    this.body = body;
  }
}

/** The text of anything that was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const isErrorAnswer = (body: unknown): body is ErrorAnswer =>
  typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string';

export interface ApiRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Fills the `:name` parts of an address. */
export const addressOf = (pattern: string, parts: Readonly<Record<string, string | number>>): string =>
  pattern.replace(/:([A-Za-z]+)/g, (_match, name: string) => encodeURIComponent(String(parts[name])));

/** Requests to the emulator's own server. The token lives here, in memory alone. */
export class ApiClient {
  #token: string | null = null;

  setToken(token: string): void {
    this.#token = token;
  }

  /** @throws ApiError where the answer is not 2xx */
  async fetch(address: string, {method, body, headers = {}, signal}: ApiRequest = {}): Promise<Response> {
    let response;
    try {
      response = await fetch(address, {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: {
          ...(body === undefined ? {} : {'Content-Type': 'application/json'}),
          ...(this.#token === null ? {} : {Authorization: `${embedTokenScheme} ${this.#token}`}),
          ...headers,
        },
        ...(body === undefined ? {} : {body: JSON.stringify(body)}),
        ...(signal ? {signal} : {}),
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new ApiError(0, 'The server could not be reached.');
    }
    if (response.ok) return response;
    const answer: unknown = await response.json().catch(() => null);
    throw new ApiError(response.status, isErrorAnswer(answer) ? answer.message : response.statusText, answer);
  }

  /** The JSON of an answer, whose shape the server vouches for: it is built from the same types. */
  async json<Answer>(address: string, request: ApiRequest = {}): Promise<Answer> {
    const response = await this.fetch(address, request);
    return (await response.json()) as Answer;
  }
}
