import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {destinationOf, type Destination} from '../../src/protocol/destination.js';
import type {EmbedRequest, PageContext} from '../../src/protocol/embed-request.js';
import {parseSessionAnswer, type EmbedSession} from '../../src/protocol/session-answer.js';

const sessionId = 'secret-0123456789';
const tenant = 'https://acme.cubecloud.dev';
const vanity = 'https://bi.example.org';

const embed: EmbedRequest = {
  surface: 'dashboard',
  id: 'OwVQ',
  origin: undefined,
  deploymentId: undefined,
  endpoint: 'https://host.example/session',
  private: false,
  fetchesItself: false,
  parameters: [],
  sandbox: '',
  allow: '',
  referrerpolicy: '',
  missing: undefined,
};
const hostPage: PageContext = {
  origin: 'https://host.example',
  baseUri: 'https://host.example/',
  origins: null,
  endpoints: null,
};

interface Case {
  readonly what: string;
  readonly markup?: string;
  readonly answer?: string;
  readonly origins?: readonly string[];
  /** Where the session goes, or what the refusal says. */
  readonly goes: string | RegExp;
  readonly code?: string;
}

const destination = ({markup, answer, origins}: Case, more: Partial<EmbedRequest> = {}): Destination => {
  const session: EmbedSession = {sessionId, ...(answer && {baseUrl: answer})};
  return destinationOf({...embed, origin: markup, ...more}, session, {...hostPage, origins: origins ?? null});
};

const cases: readonly Case[] = [
  {what: 'a tenant of Cube’s', markup: tenant, goes: tenant},
  {what: 'this machine', markup: 'http://localhost:4280', goes: 'http://localhost:4280'},
  {what: 'this machine by number', markup: 'http://127.0.0.1:4280', goes: 'http://127.0.0.1:4280'},
  {what: 'a tenant that the answer names', markup: vanity, answer: vanity, goes: vanity},
  {what: 'a tenant that the answer alone names', answer: vanity, goes: vanity},
  {what: 'a tenant that configure() names', markup: vanity, origins: [vanity], goes: vanity},
  {what: 'one that both name', markup: vanity, answer: vanity, origins: [tenant, vanity], goes: vanity},

  {what: 'a tenant that the markup alone names', markup: vanity, goes: /base ?url.*configure\(\{origins/i},
  {what: 'a look-alike', markup: 'https://evilcubecloud.dev', goes: /vouches/},
  {what: 'another look-alike', markup: 'https://x.cubecloud.dev.evil.test', goes: /vouches/},
  {what: 'an IDN', markup: 'https://xn--cubecoud-9fb.dev', goes: /vouches/},
  {what: 'an address', markup: 'https://192.0.2.7', goes: /vouches/},
  {what: 'cubecloud.dev itself', markup: 'https://cubecloud.dev', goes: /vouches/},
  {what: 'an answer for another tenant', markup: tenant, answer: vanity, goes: /baseUrl.*bi\.example\.org.*acme/},
  {what: 'an answer for another tenant of Cube’s', markup: tenant, answer: 'https://b.cubecloud.dev', goes: /baseUrl/},
  {what: 'an answer for another port', markup: tenant, answer: `${tenant}:8443`, goes: /baseUrl/},
  {what: 'an answer outside of configure()', answer: vanity, origins: [tenant], goes: /configure/},
  {what: 'an answer where configure() names none', answer: tenant, origins: [], goes: /configure/},
  {what: 'an answer with the page’s own origin', answer: hostPage.origin, goes: /own origin/},
  {
    what: 'one with the page’s own origin in configure() too',
    answer: hostPage.origin,
    origins: [hostPage.origin],
    goes: /own origin/,
  },
  {what: 'nowhere', goes: /base-url is required/, code: 'invalid-config'},
];

describe('a session goes', () => {
  for (const example of cases) {
    const {goes, code = 'session-invalid'} = example;
    if (typeof goes === 'string') {
      test(`to ${example.what}`, () => assert.equal(destination(example).origin, goes));
      continue;
    }
    test(`not to: ${example.what}`, () =>
      assert.throws(
        () => destination(example),
        (error: Error & {code?: string; fatal?: boolean; retryable?: boolean}) => {
          assert.deepEqual([error.code, error.fatal, error.retryable], [code, true, false]);
          assert.match(error.message, goes);
          assert.doesNotMatch(error.message, /secret/);
          return true;
        },
      ));
  }
});

test('a session without a baseUrl goes nowhere else where a page has polluted Object.prototype', () => {
  for (const baseUrl of [vanity, 'https://evil.cubecloud.dev']) {
    const polluted = {baseUrl, deploymentId: 7};
    Object.assign(Object.prototype, polluted);
    try {
      const session = parseSessionAnswer(JSON.parse(JSON.stringify({sessionId}))) as EmbedSession;
      assert.deepEqual(destinationOf({...embed, origin: tenant}, session, hostPage), {
        origin: tenant,
        deploymentId: undefined,
      });
      for (const origin of [vanity, undefined]) {
        assert.throws(() => destinationOf({...embed, origin}, session, hostPage), /vouches|is required/);
      }
    } finally {
      for (const name of Object.keys(polluted)) Reflect.deleteProperty(Object.prototype, name);
    }
  }
});

describe('the deployment', () => {
  const of = (attribute: number | undefined, answered: number | undefined, surface: 'app' | 'chat' = 'chat') =>
    destinationOf(
      {...embed, origin: tenant, deploymentId: attribute, surface},
      {sessionId, ...(answered && {deploymentId: answered})},
      hostPage,
    ).deploymentId;

  test('of the attribute wins over the answer’s', () => assert.equal(of(32, 7), 32));
  test('of the answer is taken where there is no other', () => assert.equal(of(undefined, 7), 7));
  test('may be unknown but for an app', () => {
    assert.equal(of(undefined, undefined), undefined);
    assert.equal(of(undefined, 7, 'app'), 7);
    assert.throws(() => of(undefined, undefined, 'app'), {code: 'invalid-config', message: /deployment-id/});
  });
});

describe('a private embed', () => {
  const open = (origin: string | undefined, page: PageContext = hostPage): Destination =>
    destinationOf({...embed, origin, private: true}, null, page);

  test('has no session to lose, so the markup may name its tenant', () => assert.equal(open(vanity).origin, vanity));
  test('needs a tenant', () => assert.throws(() => open(undefined), {code: 'invalid-config', message: /base-url/}));
});
