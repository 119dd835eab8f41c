import {failed, ok, skipped, type Check} from './check.js';
import type {DoctorOptions} from './arguments.js';
import type {KeyOutcome, KeyVerdict} from './key-verdict.js';

const keys = 'Admin → API Keys';

/** Cube's own sentence, to stand behind one of ours. */
export const quoted = (sentence: string): string =>
  sentence === '' ? '' : ` Cube’s answer: “${sentence.replace(/\.$/, '')}”.`;

const statusOf = (outcome: KeyOutcome): string => (outcome.kind === 'refused' ? String(outcome.status) : 'no answer');

const broken: Readonly<Partial<Record<string, readonly [happened: string, cure: string]>>> = {
  'cube-redirected': [
    'The tenant’s API answered with a redirect.',
    'Give --base-url, and baseUrl of your route, the origin where the console ends up in the browser’s address bar.',
  ],
  'cube-invalid-answer': [
    'The tenant’s API answered with something else than JSON, such as a page.',
    'Check --base-url; where it is right, a proxy or a login page stands before the tenant: let /api/ pass.',
  ],
  'cube-timeout': ['The tenant’s API did not answer in time.', 'Try again; where it stays so, ask Cube’s support.'],
};

/** The three checks that the calls with the key decide: the key, embedding, a session. */
export const keyChecks = (
  verdict: KeyVerdict,
  generation: KeyOutcome,
  {deploymentId, type, user}: DoctorOptions,
): readonly [key: Check, embedding: Check, session: Check] => {
  const deployment = `deployment ${String(deploymentId)}`;
  const keyIsGood = ok('key', 'It is the key of an admin.');
  const isOn = ok('embedding', 'It is switched on for the account.');
  const unknown = skipped('embedding', 'The key has to work first.');
  const noSession = skipped('session', 'Key and embedding have to work first.');
  const answer = quoted(generation.kind === 'refused' ? generation.sentence : '');
  const keyFailed = (message: string, cure: string) =>
    [failed('key', message + answer, cure), unknown, noSession] as const;
  const sessionFailed = (message: string, cure: string) =>
    [keyIsGood, isOn, failed('session', message + answer, cure)] as const;

  switch (verdict) {
    case 'fine':
      return [
        ok('key', `It is the key of an admin, and for ${deployment}.`),
        isOn,
        ok('session', `Cube gave one for the external user “${user}”, who stays in the account as its only change.`),
      ];
    case 'wrong-key':
      return keyFailed(
        'Cube does not know this API key (401).',
        `Copy a key of this tenant from ${keys} into CUBE_API_KEY; a key that was deleted, or is another tenant’s, is refused so.`,
      );
    case 'not-admin':
      return keyFailed(
        'It is a personal key (403).',
        `Make a key of an admin under ${keys}: embedding takes no other.`,
      );
    case 'not-for-deployment':
      return keyFailed(
        `The key is not for ${deployment} (403).`,
        `Add the deployment to the key under ${keys}, or give --deployment, and deploymentId of your route, the number that the key is for.`,
      );
    case 'forbidden':
      return keyFailed(
        'Cube refuses the key (403): it is not an admin’s, or embedding is switched off.',
        `Make a key of an admin under ${keys}, and look under Admin → Embed whether embedding is on.`,
      );
    case 'embedding-off':
      return [
        ok('key', 'Cube knows it.'),
        failed(
          'embedding',
          `It is switched off for the account (403).${answer}`,
          'Switch it on in the console under Admin → Embed; where you don’t find it, ask Cube whether your plan has it.',
        ),
        noSession,
      ];
    case 'creator-mode-off':
      return sessionFailed(
        'Creator Mode is not switched on (403), which --type app needs.',
        'Ask Cube’s support to switch it on; it needs the Enterprise plan.',
      );
    case 'no-deployment':
      return sessionFailed(
        `There is no ${deployment} (404).`,
        'Take the number out of the address of the deployment’s pages in the console, for --deployment and for deploymentId of your route.',
      );
    case 'limit':
      return sessionFailed(
        'Cube takes no more external users, or no more requests for now (429).',
        'Give --user an external id that exists already, wait a minute, or ask Cube’s support for a higher limit.',
      );
    case 'unavailable':
      return sessionFailed(
        `Cube failed (${statusOf(generation)}).`,
        'Try again in a few minutes; where it stays so, ask Cube’s support.',
      );
    case 'refused':
      return sessionFailed(
        `Cube refused the session ${type === 'app' ? 'with creatorMode ' : ''}(${statusOf(generation)}).`,
        'Its sentence says what it does not take; --user must be an external id.',
      );
    case 'no-api': {
      const [happened, cure] = (generation.kind === 'broken' && broken[generation.code]) || [
        'The tenant’s API could not be reached.',
        'Check the network and --base-url.',
      ];
      return [
        failed('key', `It could not be tried. ${happened}`, cure),
        unknown,
        skipped('session', 'The tenant’s API has to answer first.'),
      ];
    }
  }
};
