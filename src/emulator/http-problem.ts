import {STATUS_CODES} from 'node:http';
import type {ErrorAnswer} from './page-api.js';

/**
 * A request that is answered with an error status. The body is `{statusCode, message, error}`, as Cube's own CLI reads it; the
 * message is a sentence that says what was wrong, and quotes no secret.
 */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';

  constructor(
    readonly status: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
    /** Further members of the body. */
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }

  /** The answer that carries the problem. */
  toResponse(): Response {
    const body: ErrorAnswer = {
      ...this.details,
      statusCode: this.status,
      message: this.message,
      error: STATUS_CODES[this.status] ?? 'Error',
    };
    return Response.json(body, {status: this.status, headers: {'Cache-Control': 'no-store', ...this.headers}});
  }
}

export const badRequest = (message: string): HttpProblem => new HttpProblem(400, message);
export const unauthorized = (message: string): HttpProblem => new HttpProblem(401, message);
export const forbidden = (message: string): HttpProblem => new HttpProblem(403, message);
export const notFound = (message: string): HttpProblem => new HttpProblem(404, message);
