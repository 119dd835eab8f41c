// The fast start in pages whose module loads when the test releases it: its requests, those that the element takes over, and those
// that are thrown away.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, beforeEach, describe, test} from 'node:test';
import {findFirefox} from '../../scripts/browsers.mjs';
import {startScript} from 'cube-embed/server';
import {startColdChromium, startColdFirefox, type ColdBrowser} from '../support/cold-browser.js';
import {until} from '../support/page-life-host.js';
import {SecureSite, type SiteAnswer, type SiteRequest} from '../support/secure-site.js';

const ready = `parent.postMessage({source: 'cube-embed', direction: 'event', type: 'cube:event:ready', payload: {}, timestamp: 0, surface: 'dashboard'}, '*');`;
const acme = 'acme.cubecloud.dev';
const hosts = Array.from({length: 80}, (_, index) => `start${index}.test`);
const hash = (JSON.parse(readFileSync('dist/integrity.json', 'utf8')) as Record<string, string>)['start.js']!;
const modules = readFileSync('dist/cube-embed.js', 'utf8');
/** The entry that defines no tag by itself. */
const classes = readFileSync('dist/element.js', 'utf8');

interface Asked {
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

let tenant: SecureSite;
let host: SecureSite;
let browser: ColdBrowser;
let visits = 0;
let page = '';
let policy = '';
let asked: Asked[] = [];
/** What the page's site was asked for. */
let paths: string[] = [];
/** The session route's next answers; a session where none is left. */
let answers: (SiteAnswer | Promise<SiteAnswer>)[] = [];
/** Lets the module go to the page. */
let sendModule = (): void => {};
let moduleSent: Promise<void> = Promise.resolve();

const json = (value: unknown): SiteAnswer => ({
  headers: {'content-type': 'application/json'},
  body: JSON.stringify(value),
});

async function answer(request: SiteRequest): Promise<SiteAnswer> {
  paths.push(request.path);
  switch (request.path) {
    case '/cube-embed.js':
    case '/copy.js':
    case '/element.js':
      await moduleSent;
      return {headers: {'content-type': 'text/javascript'}, body: request.path === '/element.js' ? classes : modules};
    case '/session':
    case '/api/cube/session':
    case '/other': {
      const {referer, ...headers} = request.headers;
      assert.ok(referer);
      asked.push({body: await request.body(), headers});
      return answers.shift() ?? json({sessionId: `session-${Math.random()}`});
    }
    case '/':
      return {headers: {'content-type': 'text/html', ...(policy && {'content-security-policy': policy})}, body: page};
    default:
      return {status: 204};
  }
}

before(async () => {
  tenant = await SecureSite.start(() => ({
    headers: {'content-type': 'text/html'},
    body: `<!doctype html><script>${ready}</script>`,
  }));
  host = await SecureSite.start(answer);
});
after(() => {
  host.stop();
  tenant.stop();
});
beforeEach(() => {
  policy = '';
  asked = [];
  paths = [];
  answers = [];
  moduleSent = new Promise((resolve) => {
    sendModule = resolve;
  });
  tenant.hangUp();
  tenant.connections = [];
});

const tag = (attributes = 'id="OwVQpbdaZmBT"'): string =>
  `<cube-embed base-url="${browser.originOf(acme)}" session-endpoint="/session" ${attributes}></cube-embed>`;
const start = startScript({sessionEndpoint: '/session'});
const text = readFileSync('dist/start.js', 'utf8');
const documented = readFileSync('docs/faster.md', 'utf8');
/** A snippet of the documentation, by the first word of its row in the table, with what its templates stand for. */
const written = (where: string, ...values: readonly (readonly [expression: string, value: string])[]): string => {
  let [, snippet = ''] = new RegExp(`^\\| ${where} \\| \`([^\`]*)\``, 'm').exec(documented) ?? [];
  for (const [expression, value] of values) {
    assert.ok(snippet.includes(expression), `${where} has ${expression}`);
    snippet = snippet.replace(expression, () => value);
  }
  return snippet;
};
/** What the snippets of docs/faster.md come to in a page. */
const snippets = {
  Rails: written('Rails', [
    `<%= javascript_tag START, data: {session_endpoint: "/api/cube/session"}, nonce: true %>`,
    `<script data-session-endpoint="/api/cube/session" nonce="of-the-page">\n//<![CDATA[\n${text}\n//]]>\n</script>`,
  ]),
  Django: written('Django', [`{% url 'cube-session' %}`, '/api/cube/session'], [`{% include "cube/start.js" %}`, text]),
  Laravel: written('Laravel', [`{!! file_get_contents(base_path('node_modules/cube-embed/dist/start.js')) !!}`, text]),
  Astro: written('Astro', [
    `<Fragment set:html={startScript({sessionEndpoint: '/api/cube/session'})} />`,
    startScript({sessionEndpoint: '/api/cube/session'}),
  ]),
  Next: written('Next', [' dangerouslySetInnerHTML={{__html: start}} />', `>${text}</script>`]),
  Nuxt: written('Nuxt', [`<component :is="'script'"`, '<script'], [' v-html="start" />', `>${text}</script>`]),
  HTML: `<script${/<script( data-session-endpoint="[^"]*">)\/\* the text of dist\/start\.js \*\//.exec(documented)![1]!}${text}</script>`,
};

const begin = {
  chromium: () => startColdChromium({[acme]: tenant.port, '*.test': host.port}),
  firefox: () =>
    startColdFirefox({[acme]: tenant.port, ...Object.fromEntries(hosts.map((name) => [name, host.port]))}, [
      ...hosts,
      acme,
    ]),
};
/** Opens a page of a site that the browser doesn't know yet. */
const open = async (
  body: string,
  head = '',
  module = '<script type="module" async src="/cube-embed.js"></script>',
): Promise<void> => {
  page = `<!doctype html><html lang="en"><head><link rel="icon" href="data:,"><title>Host</title>${head}
${module}</head><body>${body}`;
  await browser.open(`${browser.originOf(hosts[visits++]!)}/`, 'interactive');
};
const evaluate = <T>(expression: string): Promise<T> => browser.evaluate<T>(expression);
const areAsked = (count: number): Promise<void> =>
  until(`${count} sessions are asked for`, () => asked.length >= count);
const states = (): Promise<string> =>
  evaluate(`[...document.querySelectorAll('cube-embed')].map(({state}) => state).join()`);
const are = (...wanted: string[]): Promise<void> =>
  until(`the states are ${wanted.join()}`, async () => (await states()) === wanted.join());
/** Waits for one round trip, in which all that the page has begun arrives. */
const roundTrip = (): Promise<unknown> => evaluate(`fetch('/alive').then(({status}) => status)`);
const ids = (): unknown[] => asked.map(({body}) => (JSON.parse(body) as {id?: string}).id);

if (!findFirefox()) console.log('The fast start was not tested in Firefox, which is not installed.');
for (const engine of ['chromium', ...(findFirefox() ? (['firefox'] as const) : [])] as const) {
  describe(`in ${engine}`, () => {
    before(async () => {
      browser = await begin[engine]();
    });
    after(() => browser.stop());

    for (const attributes of [
      'id="OwVQpbdaZmBT"',
      'id="page-s-own" dashboard-id="OwVQpbdaZmBT" deployment-id="32" type="dashboard"',
      'type="chat" id="page-s-own" session-credentials="include"',
      'type="app" deployment-id="32" session-credentials="omit"',
    ]) {
      test(`sends, to the byte, what the element sends: ${attributes}`, async () => {
        await open(tag(attributes));
        sendModule();
        await areAsked(1);
        moduleSent = new Promise(() => {});
        await open(tag(attributes) + start);
        await areAsked(2);
        const [own, early] = asked.map(({body, headers}) => ({body, ...headers, ':authority': '', origin: ''}));
        assert.deepEqual(early, own);
      });
    }

    test('the element takes over the answer, once', async () => {
      await open(
        tag() + start,
        `<script>addEventListener('cube-session', ({detail}) => { window.detail = detail; })</script>`,
      );
      await areAsked(1);
      await roundTrip();
      const before = await evaluate<number>('performance.now()');
      sendModule();
      await are('ready');
      assert.equal(asked.length, 1);
      const {
        attempts,
        durationMs,
        start: measured,
      } = await evaluate<{attempts: number; durationMs: number; start: number}>(
        `({...window.detail, start: performance.getEntriesByName('cube-embed:session')[0].startTime})`,
      );
      assert.equal(attempts, 1);
      assert.ok(durationMs > 0 && measured < before, 'counted from when it was sent');
      await evaluate(`document.querySelector('cube-embed').reload()`);
      await areAsked(2);
      assert.equal((JSON.parse(asked[1]!.body) as {reason: string}).reason, 'reload');
      await are('ready');
      assert.equal(await evaluate(`document.querySelectorAll('iframe').length`), 0);
    });

    test('two tags have a session each, and of six four are started', async () => {
      await open(Array.from({length: 6}, (_, index) => tag(`id="dashboard${index}"`)).join('') + start + start);
      await areAsked(4);
      await roundTrip();
      assert.deepEqual(ids().sort(), ['dashboard0', 'dashboard1', 'dashboard2', 'dashboard3']);
      sendModule();
      await are(...Array<string>(6).fill('ready'));
      assert.equal(asked.length, 6);
    });

    test('other tags are not started', async () => {
      await open(
        [
          tag('private'),
          tag('id="a" loading="LAZY"'),
          tag('').replace('cube-embed', 'cube-embed id=""'),
          tag('type="Chat" id="b"'),
          tag('id="c"').replace('/session', '/other'),
          tag('id="d"').replace('/session', 'https://evil.test/session'),
          start,
        ].join(''),
      );
      await roundTrip();
      assert.deepEqual(asked, []);
    });

    test('injected markup can’t choose the endpoint', async () => {
      await open(
        `<img name="currentScript" data-session-endpoint="/other">${tag('id="a"').replace('/session', '/other')}${start}`,
      );
      await roundTrip();
      assert.deepEqual(asked, []);
    });

    test('nothing is started where the module was first, or the page is hidden', async () => {
      await open(`<script>customElements.define('cube-embed', class extends HTMLElement {})</script>${tag()}${start}`);
      await roundTrip();
      assert.deepEqual(asked, []);
      await open(`<script>Object.defineProperty(document, 'hidden', {value: true})</script>${tag()}${start}`);
      await roundTrip();
      assert.deepEqual(asked, []);
    });

    test('a request that the element would no longer make is thrown away', async () => {
      await open(`${tag()}${start}<script>document.querySelector('cube-embed').id = 'another'</script>`);
      await areAsked(1);
      sendModule();
      await are('ready');
      assert.deepEqual(ids(), ['OwVQpbdaZmBT', 'another']);
    });

    test('a request that is thrown away leaves one connection, which the frame uses', async () => {
      let answerAgain: (answer: SiteAnswer) => void = () => {};
      answers = [
        json({sessionId: `session-${Math.random()}`}),
        new Promise((resolve) => {
          answerAgain = resolve;
        }),
      ];
      await open(`${tag()}${start}<script>document.querySelector('cube-embed').id = 'another'</script>`);
      await areAsked(1);
      sendModule();
      await until('a connection is there', () => tenant.connections.length > 0);
      await areAsked(2);
      answerAgain(json({sessionId: `session-${Math.random()}`}));
      await are('ready');
      assert.deepEqual(
        tenant.connections.map(({requests}) => requests.map(({path}) => path.split('?')[0])),
        [['/embed/dashboard/another']],
      );
    });

    test('an answer older than 240 s is requested again', async () => {
      await open(`${tag()}${start}<script>{ const now = Date.now; Date.now = () => now() + 241_000 }</script>`);
      await areAsked(1);
      await roundTrip();
      sendModule();
      await are('ready');
      assert.equal(asked.length, 2);
    });

    test('a failing answer is the first attempt, and the element’s retries count on', async () => {
      answers = [{status: 503}];
      await open(
        tag() + start,
        `<script>addEventListener('cube-session', ({detail}) => { window.attempts = detail.attempts; })</script>`,
      );
      await areAsked(1);
      await roundTrip();
      sendModule();
      await are('ready');
      assert.deepEqual([asked.length, await evaluate('window.attempts')], [2, 2]);
    });

    test('a redirect is not followed and not retried', async () => {
      answers = [{status: 302, headers: {location: '/login'}}];
      await open(tag() + start);
      await areAsked(1);
      sendModule();
      await are('error');
      assert.equal(await evaluate(`document.querySelector('cube-embed').error.code`), 'session-invalid');
      assert.equal(asked.length, 1);
    });

    test('the request is thrown away, and no frame opened, where configure() forbids its endpoint', async () => {
      answers = [new Promise(() => {})];
      await open(
        `${tag()}${start}<script>[, , window.controller] = document.querySelector('cube-embed')[Symbol.for('cube')];</script>`,
        '',
        `<script type="module" async>
          import {CubeEmbedElement} from '/element.js';
          CubeEmbedElement.configure({endpoints: []});
          CubeEmbedElement.define();
        </script>`,
      );
      await areAsked(1);
      sendModule();
      await are('error');
      assert.deepEqual(await evaluate(`[document.querySelector('cube-embed').error.code, controller.signal.aborted]`), [
        'invalid-config',
        true,
      ]);
      await roundTrip();
      assert.equal(asked.length, 1);
      assert.deepEqual(
        tenant.connections.flatMap(({requests}) => requests),
        [],
      );
    });

    test('the request is aborted where configure() forbids its endpoint after the element has taken it over', async () => {
      answers = [new Promise(() => {})];
      await open(
        `${tag()}${start}<script>[, , window.controller] = document.querySelector('cube-embed')[Symbol.for('cube')];</script>`,
      );
      await areAsked(1);
      sendModule();
      await are('authenticating');
      assert.equal(await evaluate('controller.signal.aborted'), false);
      await evaluate(`customElements.get('cube-embed').configure({endpoints: []})`);
      await are('error');
      assert.deepEqual(await evaluate(`[document.querySelector('cube-embed').error.code, controller.signal.aborted]`), [
        'invalid-config',
        true,
      ]);
      assert.equal(asked.length, 1);
    });

    test('the time for an answer counts from when the request was sent', async () => {
      answers = [new Promise(() => {})];
      await open(
        `${tag('id="OwVQpbdaZmBT" session-timeout="300000"')}${start}<script>{ const now = Date.now; Date.now = () => now() + 301_000 }</script>`,
        `<script>addEventListener('cube-session', ({detail}) => { window.attempts = detail.attempts; })</script>`,
      );
      await areAsked(1);
      sendModule();
      await are('ready');
      assert.deepEqual([asked.length, await evaluate('window.attempts')], [2, 2]);
    });

    for (const [where, snippet] of Object.entries(snippets)) {
      test(`the snippet of docs/faster.md for ${where} starts the tag before it, under a policy`, async () => {
        policy = `default-src 'none'; script-src ${where === 'Rails' ? `'nonce-of-the-page'` : `'${hash}'`} 'self'; connect-src 'self'; img-src data:; frame-src ${browser.originOf(acme)}`;
        await open(tag().replace('/session', '/api/cube/session') + snippet);
        await areAsked(1);
        sendModule();
        await are('ready');
        assert.equal(asked.length, 1);
      });
    }

    test('two copies of the module use a session once', async () => {
      await open(tag() + start, '<script type="module" async src="/copy.js"></script>');
      await areAsked(1);
      sendModule();
      await are('ready');
      assert.equal(asked.length, 1);
    });

    test('without the module it sends one request and logs nothing', async () => {
      answers = [{status: 500}];
      const watch = `<script>window.heard = []; for (const type of ['error', 'unhandledrejection']) addEventListener(type, () => heard.push(type)); window.names = Object.keys(window).length;</script>`;
      await open(tag() + start, watch);
      await areAsked(1);
      await roundTrip();
      assert.equal(asked.length, 1);
      // `names` is the test's own.
      assert.deepEqual(
        await evaluate('[heard, Object.keys(window).length - names, document.querySelectorAll("iframe").length]'),
        [[], 1, 0],
      );
    });

    test('a strict policy with its hash lets it run, without a violation', async () => {
      const strict = (types: string): string =>
        `default-src 'none'; script-src '${hash}' 'nonce-of-the-page'; connect-src 'self'; img-src data:; frame-src ${browser.originOf(acme)}${types}`;
      for (const types of ['', `; require-trusted-types-for 'script'; trusted-types 'none'`]) {
        asked = [];
        policy = strict(types);
        moduleSent = Promise.resolve();
        const watch = `<script nonce="of-the-page">window.heard = []; document.addEventListener('securitypolicyviolation', ({effectiveDirective}) => heard.push(effectiveDirective));</script>`;
        await open(tag() + start, `${watch}`);
        page = page.replace('async src', 'nonce="of-the-page" async src');
        await areAsked(1);
        assert.deepEqual(await evaluate('heard.filter((name) => name !== "script-src-elem")'), []);
      }
    });

    test('a tenant that is none is neither loaded nor run', async () => {
      const others = [
        'javascript:window.ran=1',
        'javascript:window.ran=1//s://x',
        'acme',
        '/acme',
        'http:/acme',
        's://',
      ];
      await open(others.map((baseUrl) => tag().replace(/base-url="[^"]*"/, `base-url="${baseUrl}"`) + start).join(''));
      await areAsked(4);
      await roundTrip();
      assert.deepEqual(
        [
          await evaluate('window.ran ?? null'),
          paths.filter((path) => path !== '/session' && path !== '/alive'),
          await evaluate('document.querySelectorAll("iframe").length'),
        ],
        [null, ['/', '/cube-embed.js'], 0],
      );
    });

    test('where a page lets nobody into its frames, as a sandboxed one, nothing is left in the tag', async () => {
      await open(
        tag() + start,
        `<script>Object.defineProperty(HTMLIFrameElement.prototype, 'contentDocument', {get: () => null})</script>`,
      );
      await areAsked(1);
      assert.equal(await evaluate('document.querySelectorAll("iframe").length'), 0);
      sendModule();
      await are('ready');
      assert.equal(asked.length, 1);
    });

    test('the frame navigates by the connection that it opened', async () => {
      await open(tag() + start);
      await areAsked(1);
      if (engine === 'chromium') await until('a connection is there', () => tenant.connections.length > 0);
      sendModule();
      await are('ready');
      assert.deepEqual(
        tenant.connections.map(({requests}) => requests.map(({path}) => path.split('?')[0])),
        [['/embed/dashboard/OwVQpbdaZmBT']],
      );
    });
  });
}
