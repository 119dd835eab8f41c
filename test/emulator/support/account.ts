import assert from 'node:assert/strict';
import {createEmulator, type Emulator, type EmulatorOptions} from '../../../src/emulator/index.js';

/** An answer of the emulator, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed where it is JSON, else the text. */
  readonly body: unknown;
}

export interface Call {
  readonly method?: string;
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
  /** The embed token of the page that asks. */
  readonly token?: string;
  /** The API key; null: none. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Body = Readonly<Record<string, unknown>>;

const origin = 'http://emulator.test';

/** What a backend and an embedded page do with one emulator, without a network. */
export class Account {
  readonly emulator: Emulator;

  constructor(options: EmulatorOptions = {}) {
    this.emulator = createEmulator(options);
  }

  /** POST where there is a body, else GET. */
  async call(path: string, {method, body, token, key = null, headers = {}}: Call = {}): Promise<Answer> {
    const authorization = token !== undefined ? `Embed-Token ${token}` : key !== null ? `Api-Key ${key}` : null;
    const response = await this.emulator.fetch(
      new Request(`${origin}${path}`, {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: {
          ...(body === undefined ? {} : {'Content-Type': 'application/json'}),
          ...(authorization === null ? {} : {Authorization: authorization}),
          ...headers,
        },
        ...(body === undefined ? {} : {body: typeof body === 'string' ? body : JSON.stringify(body)}),
      }),
    );
    const source = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? (JSON.parse(source) as unknown) : source,
    };
  }

  /** Calls with the API key of an admin. */
  admin(path: string, options: Call = {}): Promise<Answer> {
    return this.call(path, {key: 'emulator-key', ...options});
  }

  /** Generate Session as it answers; deployment 32 unless the body says otherwise. */
  generate(body: Body, key = 'emulator-key'): Promise<Answer> {
    return this.call('/api/v1/embed/generate-session', {body: {deploymentId: 32, ...body}, key});
  }

  /** The id of a new session. */
  async mint(body: Body = {}): Promise<string> {
    const answer = await this.generate(body.internalId === undefined ? {externalId: 'viewer', ...body} : body);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return (answer.body as {sessionId: string}).sessionId;
  }

  exchange(sessionId: string): Promise<Answer> {
    return this.call('/api/v1/embed/session/token', {body: {sessionId}});
  }

  revoke(sessionId: string): Promise<Answer> {
    return this.admin('/api/v1/embed/session/revoke', {body: {sessionId}});
  }

  /** The embed token of a new session. */
  async enter(body: Body = {}): Promise<string> {
    const {status, body: answer} = await this.exchange(await this.mint(body));
    assert.equal(status, 200, JSON.stringify(answer));
    return (answer as {token: string}).token;
  }

  /** What the page of a session is told about its viewer. */
  config(token: string): Promise<Answer> {
    return this.call('/api/v1/app-config', {token});
  }

  /** What the security context of a session for Cube's data APIs holds. */
  async context(body: Body = {}): Promise<DataContext> {
    const token = await this.enter(body);
    const answer = await this.call('/api/v1/deployments/32/token', {token, method: 'POST'});
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    const [, payload = ''] = (answer.body as {cubeApiToken: string}).cubeApiToken.split('.');
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as DataContext;
  }
}

export interface DataContext {
  readonly cubeCloud: {
    readonly groups: readonly string[];
    readonly userAttributes: Readonly<Record<string, unknown>>;
    readonly userId: string;
  };
  readonly [claim: string]: unknown;
}

/** The sentence of an error's body, after a look at the rest of it. */
export function messageOf({status, headers, body}: Answer): string {
  assert.match(headers.get('content-type') ?? '', /^application\/json/);
  const problem = body as {statusCode: unknown; error: unknown; message: unknown};
  assert.equal(problem.statusCode, status);
  assert.equal(typeof problem.error, 'string');
  assert.ok(typeof problem.message === 'string' && problem.message.length > 0, 'an error says what was wrong');
  return problem.message;
}
