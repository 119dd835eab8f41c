import assert from 'node:assert/strict';
import {type TestContext} from 'node:test';
import {parseArguments} from '../../../src/doctor/arguments.js';
import {type Check} from '../../../src/doctor/check.js';
import {lineOf} from '../../../src/doctor/command.js';
import {examine} from '../../../src/doctor/examine.js';
import {createEmulator, type Emulator, type EmulatorOptions} from '../../../src/emulator/index.js';

export const key = 'sk-doctor-test-1234567890';

export interface Tenant {
  readonly url: string;
  readonly emulator: Emulator;
}

/** An emulator that runs until the test is over. */
export async function openTenant(t: TestContext, options: EmulatorOptions = {}): Promise<Tenant> {
  const emulator = createEmulator({apiKeys: [key], sampleData: {rows: 10}, ...options});
  const {url} = await emulator.listen();
  t.after(() => emulator.close());
  return {url, emulator};
}

/** Remembers every session and token that any server answers with while the test lasts. */
function watchSecrets(t: TestContext): ReadonlySet<string> {
  const seen = new Set<string>([key]);
  const fetchAsItIs = globalThis.fetch;
  t.mock.method(globalThis, 'fetch', async (...args: Parameters<typeof fetch>) => {
    const response = await fetchAsItIs(...args);
    if (/json/.test(response.headers.get('content-type') ?? '')) {
      const body = (await response
        .clone()
        .json()
        .catch(() => null)) as Record<string, unknown> | null;
      for (const secret of [body?.['sessionId'], body?.['token']]) if (typeof secret === 'string') seen.add(secret);
    }
    return response;
  });
  return seen;
}

export interface Run {
  readonly checks: readonly Check[];
  /** The check of this name. */
  check(name: string): Check;
}

/** Lets the doctor look, and asserts what holds for every run: no secret in its report, no session left behind. */
export async function examineWith(
  t: TestContext,
  tenant: {readonly url: string; readonly emulator?: Emulator},
  args: readonly string[] = ['--dashboard', 'OwVQpbdaZmBT'],
  {apiKey = key, timeoutMs = 5000} = {},
): Promise<Run> {
  const secrets = watchSecrets(t);
  const parsed = parseArguments(['--base-url', tenant.url, '--deployment', '32', ...args], apiKey);
  assert.ok(parsed);
  const checks: Check[] = [];
  for await (const check of examine(parsed.options, timeoutMs)) checks.push(check);
  t.mock.restoreAll();

  const report = checks.map(lineOf).join('') + JSON.stringify(checks);
  for (const secret of [...secrets, apiKey])
    assert.ok(!report.includes(secret), `the report shows a secret:\n${report}`);
  // One whose answer did not come in time is unknown to the doctor.
  for (const secret of secrets) {
    assert.notEqual(tenant.emulator?.ledger.session(secret)?.revokedAt, null, 'a session is left behind');
  }
  for (const {status, name, message, cure} of checks) {
    assert.equal(cure !== undefined, status === 'failed', `${name}: a cure goes with a failure`);
    assert.doesNotMatch(lineOf({status, name, message, ...(cure === undefined ? {} : {cure})}).trimEnd(), /[\n\r\x1b]/);
  }
  return {
    checks,
    check(name) {
      const found = checks.find((check) => check.name === name);
      assert.ok(found, `there is no check "${name}" among ${checks.map((check) => check.name).join(', ')}`);
      return found;
    },
  };
}

/** The names of the checks that failed. */
export const failures = ({checks}: Run): readonly string[] =>
  checks.filter(({status}) => status === 'failed').map(({name}) => name);
