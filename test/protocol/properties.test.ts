import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {parseFilters} from '../../src/protocol/embed-request.js';
import {filterUrlParameter} from '../../src/protocol/embed-parameters.js';
import {appPath, isAppPath, isEmbedPath} from '../../src/protocol/embed-path.js';
import {parseFrameEvent} from '../../src/protocol/frame-message.js';
import {readingOf} from '../support/readings.js';

// Each property is bounded in time. A failure prints its seed and path, by which it can be repeated.
const bounded = {interruptAfterTimeLimit: 6000, numRuns: 2000} as const;

describe('paths', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '.',
      '..',
      '/',
      '\\',
      '%2e',
      '%252e',
      '%2f',
      '%5c',
      '%',
      '?',
      '#',
      ' ',
      '\t',
      '\n',
      '\0',
      ':',
      '@',
      '//',
    ),
    fc.constantFrom('workbook', '130', 'embed', 'd', '32', 'app', 'javascript:', 'evil.test'),
    fc.string({maxLength: 4}),
  );
  const path = fc.array(piece, {maxLength: 8}).map((pieces) => pieces.join(''));

  /** Decodes as often as a router might. */
  const decodings = (text: string): string[] => {
    const all = [text];
    for (let i = 0; i < 5; i++) {
      all.push(all.at(-1)!.replace(/%([\da-f]{2})/gi, (_match, hex: string) => String.fromCharCode(parseInt(hex, 16))));
    }
    return all;
  };
  const staysUnder = (start: string, text: string): void => {
    for (const decoded of decodings(text)) {
      const {origin, pathname} = new URL(decoded, 'https://acme.cubecloud.dev');
      assert.equal(origin, 'https://acme.cubecloud.dev');
      assert.ok(pathname.startsWith(start), `${JSON.stringify(text)} leads to ${pathname}`);
    }
  };

  test('one inside the app stays there, however often it is decoded', () => {
    fc.assert(
      fc.property(path, (text) => {
        if (isAppPath(text)) staysUnder('/embed/d/32/app/', appPath(32, text));
      }),
      bounded,
    );
  });

  test('a full one stays under /embed/', () => {
    fc.assert(
      fc.property(path, (text) => {
        if (isEmbedPath(`/embed/${text}`)) staysUnder('/embed/', `/embed/${text}`);
      }),
      bounded,
    );
  });
});

describe('filters', () => {
  const scalar = fc.oneof(fc.string(), fc.double({noNaN: true, noDefaultInfinity: true}), fc.boolean());
  const value = fc.oneof(
    scalar,
    fc.array(scalar, {maxLength: 5}),
    fc.record({operator: fc.constantFrom('equals', 'between'), value: fc.array(scalar, {maxLength: 3})}),
  );
  const filters = fc.dictionary(fc.stringMatching(/^[\w.-]{1,20}$/), value, {maxKeys: 6});
  const whole = (given: unknown): unknown =>
    JSON.parse(JSON.stringify(typeof given === 'object' && !Array.isArray(given) ? given : {value: given}));

  test('arrive whole, in a URL as in the action', () => {
    fc.assert(
      fc.property(filters, (given) => {
        const parameters = readingOf((refuse) => parseFilters(given, refuse));
        const expected = Object.fromEntries(
          Object.entries(given).map(([name, filter]) => [`f_${name}`, whole(filter)]),
        );
        const read = (entries: Iterable<readonly [string, string]>): unknown =>
          Object.fromEntries([...entries].map(([name, json]) => [name, JSON.parse(json) as unknown]));
        assert.deepEqual(read(new URLSearchParams(parameters)), expected);
        // The action isn't encoded but for what would end a value.
        const texts = filterUrlParameter(parameters).split('&').filter(Boolean);
        const pairs = texts.map(
          (text) =>
            [
              text.slice(0, text.indexOf('=')),
              text
                .slice(text.indexOf('=') + 1)
                .replace(/%([\dA-F]{2})/g, (_match, hex: string) => String.fromCharCode(parseInt(hex, 16))),
            ] as const,
        );
        assert.deepEqual(read(pairs), expected);
      }),
      bounded,
    );
  });

  test('of anything are read or refused, and equal contents give equal texts', () => {
    fc.assert(
      fc.property(fc.anything({withBigInt: true, withDate: true, withMap: true, withSet: true}), (given) => {
        const read = (): unknown => {
          try {
            return readingOf((refuse) => parseFilters({a: given}, refuse));
          } catch (error) {
            assert.equal((error as {code?: string}).code, 'invalid-config');
            return 'refused';
          }
        };
        assert.deepEqual(read(), read());
      }),
      bounded,
    );
  });
});

describe('envelopes', () => {
  const envelope = fc.record(
    {
      source: fc.constantFrom('cube-embed', 'other', 1, null),
      direction: fc.constantFrom('event', 'action', undefined),
      type: fc.oneof(
        fc.constantFrom('cube:event:ready', 'cube:event:', 'cube:action:ready', 'cube:event:A', 'cube:event:ready!'),
        fc.string(),
      ),
      payload: fc.anything(),
    },
    {requiredKeys: []},
  );

  test('are events of Cube’s, or nothing', () => {
    fc.assert(
      fc.property(fc.oneof(envelope, fc.anything()), (data) => {
        const event = parseFrameEvent(data);
        if (event === null) return;
        const {source, direction, type, payload} = data as Record<string, unknown>;
        assert.deepEqual([source, direction, type], ['cube-embed', 'event', `cube:event:${event.name}`]);
        assert.match(event.name, /^[a-z0-9-]{1,64}$/);
        assert.equal(event.payload, payload);
        assert.ok(payload == null || (typeof payload === 'object' && !Array.isArray(payload)));
      }),
      bounded,
    );
  });
});
