import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement, CubeEmbedError} from '../../src/index.js';
import {fakeTime, type FakeTime} from '../support/fake-time.js';
import {endsWith, reasonsOf} from '../support/ledger-cases.js';
import {setOnline} from '../support/page-state.js';
import {record} from '../support/puppet.js';
import {dashboardOf, mount, openTenant, until, type Tenant} from '../support/tenant.js';

describe('what a renewal comes to', () => {
  let tenant: Tenant;
  let time: FakeTime;
  let element: CubeEmbedElement;
  let renewed: readonly unknown[];
  let errors: [string, unknown][];
  beforeEach(async () => {
    tenant = await openTenant();
    time = fakeTime();
    element = mount(dashboardOf(tenant));
    renewed = record(element, 'session-renewed');
    errors = record(element, 'error');
    await element.whenReady();
    time.sleep(10_000);
  });

  const announce = async (event: string): Promise<void> => {
    const heard = record(element, event);
    await tenant.fault({on: 'open-pages', do: 'announce', event});
    await until(`${event} was heard`, () => heard.length);
  };
  const fail = (message: string): Promise<number> =>
    tenant.fault({on: 'open-pages', do: 'error', message, fatal: true});
  const lastError = (): CubeEmbedError | undefined => errors.at(-1)?.[1] as CubeEmbedError | undefined;
  const requests = async (count: number): Promise<void> =>
    void (await until(`${count} requests`, async () => (await tenant.seen()).requests.length === count));
  /** Lets each retry leave until so many requests were sent. */
  const retryUntil = async (count: number): Promise<void> => {
    await until(`${count} requests`, async () => {
      if ((await tenant.seen()).requests.length >= count) return true;
      const next = time.waiting().find((ms) => ms < 60_000);
      if (next !== undefined) await time.advance(Math.max(next, 1));
      return false;
    });
  };

  for (const [status, code] of [
    [401, 'session-unauthorized'],
    [403, 'session-forbidden'],
  ] as const) {
    for (const trigger of ['renew', 'session-expiring', 'session-expired']) {
      it(`${status} after ${trigger}: the viewer is signed out, the frame goes`, async () => {
        await tenant.script({status});
        if (trigger === 'renew') element.renew();
        else await announce(trigger);
        await until('an error', () => element.error);
        expect(element.error).to.include({code, fatal: true, status, attempts: 1});
        expect(element.frame).to.equal(null);
        expect(errors).to.have.length(1);
        await endsWith(tenant, {issued: 1, exchanged: 1, end: code}, element);
      });
    }
  }

  for (const [answer, code] of [
    [{body: '{}'}, 'session-invalid'],
    [{status: 302, headers: {location: '/login'}}, 'session-invalid'],
    [{status: 404}, 'session-rejected'],
    [{session: {baseUrl: 'http://127.0.0.1:1'}}, 'session-invalid'],
  ] as const) {
    it(`${code} of ${JSON.stringify(answer)} is told; the frame stays, the next trigger asks again`, async () => {
      const {frame} = element;
      await tenant.script(answer);
      await announce('session-expiring');
      await until('an error', lastError);
      expect(lastError()).to.include({code, fatal: false, attempts: 1});
      expect([element.state, element.frame, element.error]).to.deep.equal(['ready', frame, null]);
      expect(element.matches(':state(renewing)')).to.equal(false);
      await announce('session-expiring');
      await until('renewed', () => renewed.length);
      expect(errors).to.have.length(1);
      expect(element.frame).to.equal(frame);
      const issued = 'status' in answer ? 2 : 3;
      await endsWith(tenant, {issued, exchanged: 2, end: 'ready'}, element);
    });
  }

  it('a failing endpoint is asked for as long as the frame works', async () => {
    await tenant.script(...Array.from({length: 8}, () => ({status: 500})));
    await announce('session-expiring');
    await retryUntil(10);
    await until('renewed', () => renewed.length);
    expect(errors).to.deep.equal([]);
    await endsWith(tenant, {issued: 2, exchanged: 2, end: 'ready'}, element);
  });

  it('a failing endpoint ends an expired session after four retries; the page’s wake-up makes one request', async () => {
    await tenant.script(...Array.from({length: 5}, () => ({status: 500})));
    await announce('session-expired');
    await retryUntil(6);
    await until('an error', () => element.error);
    expect(element.error).to.include({code: 'session-expired', fatal: true, retryable: true, attempts: 5});
    expect(element.frame).to.equal(null);
    await requests(6);
    setOnline(true);
    await time.advance(5000);
    await element.whenReady();
    await endsWith(tenant, {issued: 2, exchanged: 2, end: 'ready'}, element);
  });

  it('a session that expires while a renewal is tried again: four retries from then on at most', async () => {
    await tenant.script(...Array.from({length: 9}, () => ({status: 500})));
    await announce('session-expiring');
    await retryUntil(4);
    await announce('session-expired');
    await retryUntil(6);
    await until('an error', async () => {
      const next = time.waiting().find((ms) => ms < 60_000);
      if (next !== undefined) await time.advance(Math.max(next, 1));
      return element.error;
    });
    expect(element.error!.code).to.equal('session-expired');
    expect((await tenant.seen()).requests.length).to.be.at.most(10);
    await endsWith(tenant, {issued: 1, exchanged: 1, end: 'session-expired'}, element);
  });

  it('what is not tried again ends an expired session at once', async () => {
    await tenant.script({status: 404});
    await announce('session-expired');
    await until('an error', () => element.error);
    expect(element.error).to.include({code: 'session-expired', attempts: 1, fatal: true});
    await endsWith(tenant, {issued: 1, exchanged: 1, end: 'session-expired'}, element);
  });

  for (const sign of ['session-expired', 'fatal error'] as const) {
    it(`a ${sign} in the minute after it means that it failed: one rebuild with a new session`, async () => {
      const {frame} = element;
      element.renew();
      await until('renewed', () => renewed.length);
      time.sleep(55_000);
      if (sign === 'session-expired') await announce(sign);
      else {
        await fail('refused');
        // What it says after the error is heard after the error, which may be told half a second late.
        await announce('ai-query');
        await time.advance(500);
      }
      await until('another frame', () => element.frame && element.frame !== frame);
      await element.whenReady();
      expect(errors).to.deep.equal([]);
      expect(await reasonsOf(tenant)).to.deep.equal(['initial', 'renewal', 'reload']);
      await endsWith(tenant, {issued: 3, exchanged: 3, end: 'ready'}, element);
    });
  }

  it('session-expiring in the minute after it is ignored; session-expired after that renews', async () => {
    element.renew();
    await until('renewed', () => renewed.length === 1);
    time.sleep(50_000);
    await announce('session-expiring');
    await time.advance(0);
    await requests(2);
    time.sleep(10_001);
    await announce('session-expired');
    await until('renewed again', () => renewed.length === 2);
    await endsWith(tenant, {issued: 3, exchanged: 3, end: 'ready'}, element);
  });

  it('the first load starts no such pause', async () => {
    const {frame} = element;
    await announce('session-expired');
    await until('renewed', () => renewed.length === 1);
    expect(element.frame).to.equal(frame);
    await endsWith(tenant, {issued: 2, exchanged: 2, end: 'ready'}, element);
  });

  it('a frame that refuses every renewal is built three times, then session-expired', async () => {
    for (let rebuilt = 1; rebuilt <= 4; rebuilt++) {
      const {frame} = element;
      element.renew();
      await until('renewed', () => renewed.length === rebuilt);
      await announce('session-expired');
      if (rebuilt === 4) break;
      await until('another frame', () => element.frame && element.frame !== frame);
      await element.whenReady();
      time.sleep(61_000);
    }
    await until('an error', () => element.error);
    expect(element.error).to.include({code: 'session-expired', fatal: true, retryable: true});
    expect(element.frame).to.equal(null);
    await endsWith(tenant, {issued: 8, exchanged: 8, end: 'session-expired'}, element);
    element.reload();
    await element.whenReady();
  });

  it('a fatal error of the frame ends its renewals', async () => {
    await fail('broken');
    await until('an error', async () => {
      await time.advance(100);
      return element.error;
    });
    expect(element.error!.code).to.equal('embed-error');
    expect(element.frame!.inert).to.equal(true);
    await time.advance(24 * 3_600_000);
    await requests(1);
    await endsWith(tenant, {issued: 1, exchanged: 1, end: 'embed-error'}, element);
  });
});
