import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {frameUrl, type FrameAddress} from '../../src/frame/frame-url.js';
import {filterValue, memberParameters} from '../../src/protocol/embed-parameters.js';

const origin = 'https://acme.cubecloud.dev';
const session = 'secret-0123456789';

const dashboard: FrameAddress = {surface: 'dashboard', id: 'OwVQ', origin, deploymentId: undefined, parameters: []};
const chat: FrameAddress = {...dashboard, surface: 'chat', id: undefined};
const app: FrameAddress = {...chat, surface: 'app', deploymentId: 32};

describe('the forms that Cube documents', () => {
  const forms: readonly (readonly [address: FrameAddress, session: string | undefined, url: string])[] = [
    [dashboard, session, `${origin}/embed/dashboard/OwVQ?session=${session}`],
    [{...dashboard, deploymentId: 32}, session, `${origin}/embed/d/32/dashboard/OwVQ?session=${session}`],
    [chat, session, `${origin}/embed/chat?sessionId=${session}&session=${session}`],
    [{...chat, deploymentId: 32}, session, `${origin}/embed/d/32/chat?session=${session}`],
    [app, session, `${origin}/embed/d/32/app?session=${session}`],
    [dashboard, undefined, `${origin}/embed/dashboard/OwVQ`],
    [{...dashboard, deploymentId: 32}, undefined, `${origin}/embed/d/32/dashboard/OwVQ`],
    [chat, undefined, `${origin}/embed/chat`],
    [{...chat, deploymentId: 32}, undefined, `${origin}/embed/d/32/chat`],
    [app, undefined, `${origin}/embed/d/32/app`],
    [{...dashboard, origin: 'http://localhost:4280'}, undefined, 'http://localhost:4280/embed/dashboard/OwVQ'],
  ];
  for (const [address, sessionId, url] of forms) test(url, () => assert.equal(frameUrl(address, sessionId), url));
});

describe('parameters', () => {
  const query = (parameters: FrameAddress['parameters'], sessionId = session): URLSearchParams =>
    new URL(frameUrl({...dashboard, parameters}, sessionId)).searchParams;

  test('come as they are, in their order, the session last', () =>
    assert.deepEqual(
      [
        ...query([
          ['f_a.b', '{"value":1}'],
          ['tg_a.c', 'week'],
          ['allowExport', 'true'],
          ['locale', 'de-DE'],
        ]),
      ],
      [
        ['f_a.b', '{"value":1}'],
        ['tg_a.c', 'week'],
        ['allowExport', 'true'],
        ['locale', 'de-DE'],
        ['session', session],
      ],
    ));

  const values = ['a"b', 'a&b=c', 'a#b', 'a+b c', '100%', '%26', 'a\r\nb', '\0', 'щ 東 🙂 ֶ', "'", '?/\\', '</script>'];
  for (const value of values) {
    test(`a filter on ${JSON.stringify(value)} arrives whole`, () => {
      const parameters = memberParameters('filters', 'f_', {'x.y': value}, filterValue, assert.fail);
      const url = new URL(frameUrl({...dashboard, parameters}, session));
      assert.deepEqual(JSON.parse(url.searchParams.get('f_x.y') ?? ''), {value});
      assert.deepEqual([...url.searchParams.keys()], ['f_x.y', 'session']);
      assert.deepEqual([url.origin, url.pathname, url.hash], [origin, '/embed/dashboard/OwVQ', '']);
      assert.doesNotMatch(url.href, /["<>\s]/);
    });
  }

  test('none of them is a session in place of ours', () => {
    const parameters = query([
      ['session', 'EVIL'],
      ['session', 'EVIL2'],
      ['sessionId', 'EVIL3'],
    ]);
    assert.deepEqual(parameters.getAll('session'), [session]);
    const short = new URL(
      frameUrl(
        {
          ...chat,
          parameters: [
            ['sessionId', 'EVIL'],
            ['session', 'EVIL'],
          ],
        },
        session,
      ),
    );
    assert.deepEqual([...short.searchParams.values()], [session, session]);
  });

  test('every visible character of a session id arrives', () => {
    const id = Array.from({length: 94}, (_none, i) => String.fromCharCode(33 + i)).join('');
    for (const address of [dashboard, chat, app]) {
      const {searchParams, hash} = new URL(frameUrl(address, id));
      assert.deepEqual(searchParams.getAll('session'), [id]);
      assert.equal(hash, '');
    }
  });
});

describe('the longest URL', () => {
  const rest = frameUrl({...dashboard, parameters: [['f_a', '']]}, session).length;
  const url = (length: number): string =>
    frameUrl({...dashboard, parameters: [['f_a', 'x'.repeat(length - rest)]]}, session);

  test('has 8,000 characters', () => assert.equal(url(8000).length, 8000));

  test('beyond that it has no filters, which go by action', () => {
    const {searchParams} = new URL(url(8001));
    assert.deepEqual([...searchParams.keys()], ['session']);
  });

  test('is measured as it is sent, percent-encoded', () => {
    const long: FrameAddress = {
      ...dashboard,
      parameters: [
        ['f_a', '東'.repeat(900)],
        ['tg_b', 'week'],
      ],
    };
    assert.deepEqual([...new URL(frameUrl(long)).searchParams], [['tg_b', 'week']]);
  });
});
