import {createSessionHandler, type SessionHandlerOptions} from '../../../src/server/index.js';
import {identities, type AnswerCase} from './answer-cases.js';

/** How the handler reaches its Cube. */
export interface CubeSettings {
  readonly baseUrl: string;
  readonly apiKey: string;
}

/** Creates the handler of a case, and records its calls of `identify` and `onError`; `print` writes an error out in full. */
export const caseHandler = (
  example: AnswerCase,
  settings: CubeSettings,
  print: (error: unknown) => string,
  fetchCube?: SessionHandlerOptions['fetch'],
) => {
  const seen = {identified: false, errors: [] as string[]};
  const handler = createSessionHandler({
    ...settings,
    deploymentId: 32,
    timeoutMs: example.timeoutMs ?? 30_000,
    identify: (() => {
      seen.identified = true;
      return example.identify ? identities[example.identify]() : {externalId: 'ada'};
    }) as SessionHandlerOptions['identify'],
    onError: (error) => seen.errors.push(print(error)),
    ...(fetchCube ? {fetch: fetchCube} : {}),
    ...(example.allowedOrigins ? {allowedOrigins: example.allowedOrigins} : {}),
  });
  return {handler, seen};
};
