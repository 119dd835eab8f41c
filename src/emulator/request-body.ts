import {badRequest, HttpProblem} from './http-problem.js';
import {ShapeError, type Parser} from './shape.js';

/** No documented request of Cube's comes near it; a bigger body is refused before it is read to its end. */
const bodyLimitBytes = 256 * 1024;

const readText = async (request: Request): Promise<string> => {
  if (request.body === null) return '';
  const decoder = new TextDecoder('utf-8', {fatal: true, ignoreBOM: false});
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  let bytes = 0;
  let read = '';
  for (;;) {
    const chunk = await reader.read();
    if (chunk.done) break;
    bytes += chunk.value.byteLength;
    if (bytes > bodyLimitBytes) {
      void reader.cancel().catch(() => undefined);
      throw new HttpProblem(413, `The body must not be larger than ${String(bodyLimitBytes)} bytes.`);
    }
    read += decoder.decode(chunk.value, {stream: true});
  }
  return read + decoder.decode();
};

/** Reads a request's JSON. Throws 400 for what is no JSON, 413 for too much of it. */
export const readJson = async (request: Request): Promise<unknown> => {
  if (Number(request.headers.get('content-length') ?? 0) > bodyLimitBytes) {
    throw new HttpProblem(413, `The body must not be larger than ${String(bodyLimitBytes)} bytes.`);
  }
  try {
    return JSON.parse(await readText(request)) as unknown;
  } catch (error) {
    if (error instanceof HttpProblem) throw error;
    throw badRequest('The body is not valid JSON in UTF-8.');
  }
};

/** Parses what a request says. Throws 400 with the place and what was expected there. */
export const parseBody = <T>(value: unknown, parser: Parser<T>): T => {
  try {
    return parser(value, '');
  } catch (error) {
    if (error instanceof ShapeError) throw badRequest(error.message);
    throw error;
  }
};

/** Reads and parses a request's JSON. */
export const readBody = async <T>(request: Request, parser: Parser<T>): Promise<T> =>
  parseBody(await readJson(request), parser);
