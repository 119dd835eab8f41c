/**
 * Parsers for JSON from outside: request bodies and content files. A parser returns the value with its type or throws
 * a `ShapeError` that names the place. `null` counts as left out wherever a member may be left out, as in Cube's own schema.
 */
export type Parser<T> = (value: unknown, place: string) => T;

/** The type that a parser returns. */
export type Parsed<P> = P extends Parser<infer T> ? T : never;

/** A value that has the wrong shape; the message says where and what was expected. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

/** Ends parsing: `place` is the path to the value, empty for the whole of it. */
export const mismatch = (place: string, expected: string): never => {
  throw new ShapeError(`${place === '' ? 'The body' : place} must be ${expected}.`);
};

const memberOf = (place: string, name: string): string => (place === '' ? name : `${place}.${name}`);

/** Tells whether a value is a JSON object. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const text: Parser<string> = (value, place) => (typeof value === 'string' ? value : mismatch(place, 'a string'));

export const nonEmptyText: Parser<string> = (value, place) =>
  typeof value === 'string' && value.trim() !== '' ? value : mismatch(place, 'a string that is not empty');

export const flag: Parser<boolean> = (value, place) =>
  typeof value === 'boolean' ? value : mismatch(place, 'true or false');

export const finite: Parser<number> = (value, place) =>
  typeof value === 'number' && Number.isFinite(value) ? value : mismatch(place, 'a number');

export const positiveInteger: Parser<number> = (value, place) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0
    ? value
    : mismatch(place, 'a positive whole number');

export const wholeNumber: Parser<number> = (value, place) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? value
    : mismatch(place, 'a whole number, 0 or more');

/** Any value at all. */
export const anything: Parser<unknown> = (value) => value;

/** A JSON object with any members. */
export const anyObject: Parser<Record<string, unknown>> = (value, place) =>
  isRecord(value) ? value : mismatch(place, 'an object');

export const oneOf =
  <const W extends readonly string[]>(words: W): Parser<W[number]> =>
  (value, place) =>
    words.find((word) => word === value) ?? mismatch(place, `one of ${words.join(', ')}`);

export const matching =
  (pattern: RegExp, expected: string): Parser<string> =>
  (value, place) =>
    typeof value === 'string' && pattern.test(value) ? value : mismatch(place, expected);

export const listOf =
  <T>(item: Parser<T>, limit = 10_000): Parser<readonly T[]> =>
  (value, place) => {
    if (!Array.isArray(value)) return mismatch(place, 'a list');
    if (value.length > limit) return mismatch(place, `a list of at most ${String(limit)}`);
    return value.map((element: unknown, index) => item(element, `${place}[${String(index)}]`));
  };

/** An object with any names, whose values are all of one shape. */
export const mapOf =
  <T>(item: Parser<T>): Parser<Readonly<Record<string, T>>> =>
  (value, place) => {
    if (!isRecord(value)) return mismatch(place, 'an object');
    const entries = Object.entries(value).map(
      ([name, element]) => [name, item(element, memberOf(place, name))] as const,
    );
    return Object.fromEntries(entries);
  };

/** Takes `null` and a missing member for `undefined`. */
export const optional =
  <T>(parser: Parser<T>): Parser<T | undefined> =>
  (value, place) =>
    value === undefined || value === null ? undefined : parser(value, place);

/** Keeps `null` apart from a missing member. */
export const nullable =
  <T>(parser: Parser<T>): Parser<T | null> =>
  (value, place) =>
    value === null ? null : parser(value, place);

/** What the first parser doesn't take, the second may. `expected` describes both. */
export const either =
  <A, B>(first: Parser<A>, second: Parser<B>, expected: string): Parser<A | B> =>
  (value, place) => {
    for (const parser of [first, second]) {
      try {
        return parser(value, place);
      } catch (error) {
        if (!(error instanceof ShapeError)) throw error;
      }
    }
    return mismatch(place, expected);
  };

type Fields = Readonly<Record<string, Parser<unknown>>>;

/** The members that may be left out are optional ones of the type too. */
type Members<F extends Fields> = {
  readonly [K in keyof F as undefined extends Parsed<F[K]> ? never : K]: Parsed<F[K]>;
} & {
  readonly [K in keyof F as undefined extends Parsed<F[K]> ? K : never]?: Parsed<F[K]>;
};

/** An object with exactly these members: a name that is not among them is an error. Members left out stay away. */
export const objectOf =
  <F extends Fields>(fields: F): Parser<Members<F>> =>
  (value, place) => {
    if (!isRecord(value)) return mismatch(place, 'an object');
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(fields, name)) throw new ShapeError(`${memberOf(place, name)} is not a known field.`);
    }
    const entries = Object.entries(fields)
      .map(([name, parser]) => [name, parser(value[name], memberOf(place, name))] as const)
      .filter(([, parsed]) => parsed !== undefined);
    return Object.fromEntries(entries) as Members<F>;
  };
