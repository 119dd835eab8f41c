// The connections that a page with an embed opens to a tenant behind TLS and HTTP/2: one, which the frame's navigation uses and which
// is opened while the session is requested.
import assert from 'node:assert/strict';
import {after, before, beforeEach, describe, test} from 'node:test';
import {findFirefox} from '../../scripts/browsers.mjs';
import {bundleElement} from '../support/bundle-element.js';
import {startColdChromium, startColdFirefox, type ColdBrowser} from '../support/cold-browser.js';
import {until} from '../support/page-life-host.js';
import {SecureSite} from '../support/secure-site.js';

const ready = `parent.postMessage({source: 'cube-embed', direction: 'event', type: 'cube:event:ready', payload: {}, timestamp: 0, surface: 'dashboard'}, '*');`;
const html = {'content-type': 'text/html'};

let tenant: SecureSite;
let host: SecureSite;
let browser: ColdBrowser;
let bundle = '';
/** What the page's next load has. */
let body = '';
let policy = '';
let reportOnly = '';
/** The answers of the session route, and their times. */
let answer = '{}';
let asked = 0;
let release = (): void => {};
let held: Promise<void> = Promise.resolve();
let reports: string[] = [];
let visits = 0;

const acme = 'acme.cubecloud.dev';
const hosts = Array.from({length: 30}, (_, index) => [`site${index}.test`, `app.firm${index}.test`]).flat();
const vanity = 'analytics.firm0.test';

before(async () => {
  bundle = await bundleElement();
  tenant = await SecureSite.start(() => ({headers: html, body: `<!doctype html><script>${ready}</script>`}));
  host = await SecureSite.start(async (request) => {
    switch (request.path) {
      case '/cube-embed.js':
        return {headers: {'content-type': 'text/javascript'}, body: bundle};
      case '/session':
        asked++;
        await held;
        return {headers: {'content-type': 'application/json'}, body: answer};
      case '/report':
        reports.push(await request.body());
        return {status: 204};
      case '/':
        return {
          headers: {
            ...html,
            ...(policy && {'content-security-policy': `${policy}; report-uri /report`}),
            ...(reportOnly && {'content-security-policy-report-only': reportOnly}),
          },
          body: `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Host</title>
<script nonce="of-the-page">
  window.heard = [];
  for (const target of [window, document]) target.addEventListener('load', (event) => heard.push(event.target.nodeName), true);
  document.addEventListener('securitypolicyviolation', ({effectiveDirective}) => heard.push(effectiveDirective));
  window.seen = [];
  new MutationObserver((records) => {
    for (const {addedNodes} of records) for (const {nodeName} of addedNodes) seen.push(nodeName);
  }).observe(document, {childList: true, subtree: true});
</script>
<script nonce="of-the-page" type="module" src="/cube-embed.js"></script>${body}`,
        };
      default:
        return {status: 204};
    }
  });
});
after(() => {
  host.stop();
  tenant.stop();
});
beforeEach(() => {
  policy = reportOnly = '';
  answer = JSON.stringify({sessionId: `session-${Math.random()}`});
  asked = 0;
  reports = [];
  held = new Promise((resolve) => {
    release = resolve;
  });
  tenant.hangUp();
  tenant.connections = [];
});

/** Opens a page of a site that the browser doesn't know yet. */
const open = async (tags: string, name = `site${visits}.test`): Promise<void> => {
  visits++;
  body = tags;
  await browser.open(`${browser.originOf(name)}/`);
};
const tag = (more = ''): string =>
  `<cube-embed id="OwVQpbdaZmBT" base-url="${browser.originOf(acme)}" session-endpoint="/session" ${more}></cube-embed>`;
const states = (): Promise<string> =>
  browser.evaluate(`[...document.querySelectorAll('cube-embed')].map(({state}) => state).join()`);
const isAsked = (count = 1): Promise<void> => until('the session is asked for', () => asked >= count);
const isConnected = (): Promise<void> => until('a connection is there', () => tenant.connections.length > 0);
const areReady = (count = 1): Promise<void> =>
  until('ready', async () => (await states()) === Array(count).fill('ready').join());
/** Waits for one round trip, in which all that the page has begun arrives. */
const roundTrip = (): Promise<unknown> => browser.evaluate(`fetch('/alive').then(({status}) => status)`);
const requests = (): string[][] =>
  tenant.connections.map((connection) => connection.requests.map(({path}) => path.split('?')[0]!));
/**
 * A script that changes the embeds in the very task in which they began, before the browser has loaded anything: it moves
 * them, so that they begin under its eyes.
 */
const inTheTaskThatBegins = (change: string): string => `<script type="module" nonce="of-the-page">
  const embeds = [...document.querySelectorAll('cube-embed')];
  for (const embed of embeds) document.body.append(embed);
  while (embeds.some(({state}) => state !== 'authenticating')) await null;
  embeds.forEach((embed, index) => { ${change}; });
</script>`;
/** The page's own function asks for the session; it is set when the embeds have begun by their endpoint. */
const sessionsOfThePage = inTheTaskThatBegins(
  'embed.fetchSession = async () => { await fetch("/session", {method: "POST"}); return `session-${index}-${Math.random()}`; }',
);
const oneForTheFrame = [['/embed/dashboard/OwVQpbdaZmBT']];

const begin = {
  chromium: () => startColdChromium({[acme]: tenant.port, [vanity]: tenant.port, '*.test': host.port}),
  firefox: () =>
    startColdFirefox(
      {[acme]: tenant.port, [vanity]: tenant.port, ...Object.fromEntries(hosts.map((name) => [name, host.port]))},
      [...hosts, acme, vanity],
    ),
};

if (!findFirefox()) console.log('Connections were not counted in Firefox, which is not installed.');
for (const engine of ['chromium', ...(findFirefox() ? (['firefox'] as const) : [])] as const) {
  describe(`in ${engine}`, () => {
    before(async () => {
      browser = await begin[engine]();
    });
    after(() => browser.stop());

    test('the frame navigates by the connection that was opened during its session request', async () => {
      await open(tag());
      await isAsked();
      await isConnected();
      release();
      await areReady();
      assert.deepEqual(requests(), oneForTheFrame);
    });

    test('the hint is in no query, no event and no list of frames, and leaves no trace', async () => {
      await open(tag());
      await isConnected();
      const during = await browser.evaluate<unknown>(`(() => {
        const [{frame, shadowRoot, childNodes}] = document.querySelectorAll('cube-embed');
        return [frame, shadowRoot.querySelector('iframe, link'), document.querySelector('iframe, link:not([rel=icon])'), window.length, childNodes.length];
      })()`);
      assert.deepEqual(during, [null, null, null, 0, 0]);
      release();
      await areReady();
      const left = await browser.evaluate<unknown>(`(() => {
        const [{shadowRoot, frame}] = document.querySelectorAll('cube-embed');
        return [shadowRoot.querySelectorAll('iframe').length, shadowRoot.contains(frame),
          seen.filter((name) => name === 'IFRAME'), heard.filter((name) => name === 'IFRAME'), history.length,
          performance.getEntriesByType('resource').filter(({name}) => /^(about|data|blob):/.test(name)).length];
      })()`);
      assert.deepEqual(left, [1, true, [], [], await browser.evaluate('history.length'), 0]);
    });

    test('many embeds of one tenant share one connection', async () => {
      await open(tag().repeat(6) + sessionsOfThePage);
      await isConnected();
      release();
      await areReady(6);
      assert.deepEqual(requests(), [Array(6).fill(oneForTheFrame[0]![0])]);
    });

    test('one connection is opened although the embed begins anew at once, or another one takes its place', async () => {
      for (const change of ['embed.reload()', 'embed.replaceWith(embed.cloneNode())', 'document.body.append(embed)']) {
        tenant.hangUp();
        tenant.connections = [];
        held = new Promise((resolve) => {
          release = resolve;
        });
        answer = JSON.stringify({sessionId: `session-${Math.random()}`});
        await open(tag() + inTheTaskThatBegins(change));
        await isConnected();
        release();
        await areReady();
        assert.deepEqual(requests(), oneForTheFrame, change);
      }
    });

    test('an embed that begins anew once its connection is open opens no other', async () => {
      await open(tag());
      await isConnected();
      await browser.evaluate(`document.querySelector('cube-embed').reload()`);
      await isAsked(2);
      await roundTrip();
      release();
      await areReady();
      assert.deepEqual(requests(), oneForTheFrame);
    });

    test('a tenant of the page’s own site gets one connection, too', async () => {
      answer = JSON.stringify({sessionId: `session-${Math.random()}`, baseUrl: browser.originOf(vanity)});
      await open(tag().replace(browser.originOf(acme), browser.originOf(vanity)), 'app.firm0.test');
      await isAsked();
      await isConnected();
      release();
      await areReady();
      assert.deepEqual(requests(), oneForTheFrame);
    });

    test('the connection is opened ahead under a strict policy, too', async () => {
      policy = `default-src 'none'; script-src 'nonce-of-the-page' 'strict-dynamic'; connect-src 'self'; img-src data:; frame-src ${browser.originOf(acme)}`;
      await open(tag());
      await isAsked();
      await isConnected();
      release();
      await areReady();
      assert.deepEqual(requests(), oneForTheFrame);
      assert.deepEqual([await browser.evaluate(`heard.filter((name) => name.includes('-'))`), reports], [[], []]);
    });

    test('the connection is opened ahead under Trusted Types, too, without a violation', async () => {
      policy = `default-src 'none'; script-src 'nonce-of-the-page' 'strict-dynamic'; connect-src 'self'; img-src data:; frame-src ${browser.originOf(acme)}; require-trusted-types-for 'script'; trusted-types 'none'`;
      await open(tag());
      await isAsked();
      await isConnected();
      release();
      await areReady();
      assert.deepEqual(requests(), oneForTheFrame);
      assert.deepEqual([await browser.evaluate(`heard.filter((name) => name.includes('-'))`), reports], [[], []]);
    });

    test('a hint sends nothing where a connection is open already, and logs nothing', async () => {
      await open(
        `${tag()}<script nonce="of-the-page">window.later = 0; { const now = performance.now.bind(performance); performance.now = () => now() + later; }</script>`,
      );
      release();
      await areReady();
      browser.logged.length = 0;
      held = new Promise((resolve) => {
        release = resolve;
      });
      // After ten seconds there is another hint.
      await browser.evaluate(
        `(() => { later = 11_000; document.querySelector('cube-embed').after(document.querySelector('cube-embed').cloneNode()); })()`,
      );
      await isAsked(2);
      await roundTrip();
      assert.deepEqual(requests(), oneForTheFrame);
      answer = JSON.stringify({sessionId: `session-${Math.random()}`});
      release();
      await areReady(2);
      assert.deepEqual(requests(), [Array(2).fill(oneForTheFrame[0]![0])]);
      assert.deepEqual(browser.logged, []);
    });

    test('a policy that the frame breaks is reported for the frame alone', async () => {
      reportOnly = `frame-src 'none'; report-uri /report`;
      await open(tag());
      await isAsked();
      await isConnected();
      await roundTrip();
      assert.deepEqual([await browser.evaluate('heard.includes("frame-src")'), reports], [false, []]);
      release();
      await areReady();
      await until('the frame is reported', () => reports.length > 0);
      await roundTrip();
      assert.equal(reports.length, 1);
      assert.deepEqual(requests(), oneForTheFrame);
    });

    test('a lazy embed far away opens none', async () => {
      await open(`<div style="height: 20000px"></div>${tag('loading="lazy"')}`);
      await until('the element is there', async () => (await states()) === 'idle');
      await roundTrip();
      assert.deepEqual(requests(), []);
    });

    test('a private embed opens its frame’s connection alone', async () => {
      await open(tag('private'));
      await areReady();
      assert.deepEqual(requests(), oneForTheFrame);
    });
  });
}

describe('in chromium that blocks the cookies of third parties', () => {
  before(async () => {
    browser = await startColdChromium({[acme]: tenant.port, '*.test': host.port}, 1);
  });
  after(() => browser.stop());

  test('there are no more connections than the browser itself opens for a frame', async () => {
    const both = (): Promise<void> => until('two connections are there', () => tenant.connections.length >= 2);
    // Chromium opens one ahead by itself, which the frame doesn't use either.
    await open(`<iframe src="${browser.originOf(acme)}/embed/dashboard/OwVQpbdaZmBT" title="Sales"></iframe>`);
    await both();
    tenant.hangUp();
    tenant.connections = [];
    await open(tag());
    await isAsked();
    await isConnected();
    release();
    await areReady();
    await both();
    await roundTrip();
    assert.deepEqual(
      requests()
        .map(({length}) => length)
        .sort(),
      [0, 1],
    );
  });
});
