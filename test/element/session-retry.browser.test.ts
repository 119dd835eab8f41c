import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import {CubeEmbedError, type CubeEmbedElement} from '../../src/index.js';
import {fakeTime, type FakeTime} from '../support/fake-time.js';
import {endsWith, reasonsOf} from '../support/ledger-cases.js';
import {setHidden, setOnline} from '../support/page-state.js';
import {dashboardOf, mount, openTenant, until, type Tenant} from '../support/tenant.js';

describe('a session request that fails', () => {
  let tenant: Tenant;
  let time: FakeTime;
  const {random} = Math;
  beforeEach(async () => {
    tenant = await openTenant();
    time = fakeTime();
    Math.random = () => 0.5;
  });
  afterEach(() => {
    Math.random = random;
  });

  const requests = async (count: number): Promise<void> =>
    void (await until(`${count} requests`, async () => (await tenant.seen()).requests.length === count));
  /** The delay of the retry that waits: the one timer beside the loader, the notice and the request's deadline. */
  const retryAfter = async (): Promise<number> =>
    (await until('a retry waits', () => time.waiting().find((ms) => ms !== 200 && ms < 5000)))!;

  it('is tried again by growing random delays', async () => {
    await tenant.script({status: 500}, {status: 503}, {status: 502});
    const element = mount(dashboardOf(tenant));
    for (const [sent, delay] of [250, 500, 1000].entries()) {
      await requests(sent + 1);
      await until(`waits ${delay}`, () => time.waiting().includes(delay));
      await time.advance(delay - 1);
      await requests(sent + 1);
      await time.advance(1);
    }
    await element.whenReady();
    expect(await reasonsOf(tenant)).to.deep.equal(['initial', 'initial', 'initial', 'initial']);
    await endsWith(tenant, {issued: 1, exchanged: 1, end: 'ready'}, element);
  });

  it('waits by chance: twenty viewers by twenty delays', async () => {
    Math.random = random;
    await tenant.script(...Array.from({length: 20}, () => ({status: 503})));
    const elements = Array.from({length: 20}, () => mount(dashboardOf(tenant)));
    await requests(20);
    // Twenty loaders, at 200 ms, wait beside the twenty retries: a retry may fall on 200 ms too.
    const loaders = 20;
    const timers = await until('20 delays', () => {
      const waiting = time.waiting().filter((ms) => ms <= 500);
      return waiting.length === loaders + 20 ? waiting : null;
    });
    expect(new Set(timers).size).to.be.above(15);
    for (const element of elements) element.remove();
    await endsWith(tenant, {issued: 0, exchanged: 0, end: 'idle'}, ...elements);
  });

  for (const [what, value] of [
    ['seconds', '7'],
    ['a date', () => new Date(Date.parse('2030-01-01T00:00:07Z')).toUTCString()],
  ] as const) {
    it(`waits for as long as Retry-After asks in ${what}, and up to a fifth more`, async () => {
      const date = new Date(Date.parse('2030-01-01T00:00:00Z')).toUTCString();
      const retryAfterValue = typeof value === 'string' ? value : value();
      await tenant.script({status: 429, headers: {'retry-after': retryAfterValue, date}});
      const element = mount(dashboardOf(tenant));
      await requests(1);
      await until('waits 7.7 s', () => time.waiting().includes(7700));
      await time.advance(7700);
      await element.whenReady();
      await endsWith(tenant, {issued: 1, exchanged: 1, end: 'ready'}, element);
    });
  }

  for (const [value, delay] of [
    ['-5', 250],
    ['1.5', 250],
    ['0x10', 250],
    ['7, 8', 250],
    ['86400', 66_000],
  ] as const) {
    it(`reads Retry-After: ${value} as ${delay} ms`, async () => {
      await tenant.script({status: 503, headers: {'retry-after': value}});
      mount(dashboardOf(tenant));
      await requests(1);
      await until('waits', () => time.waiting().includes(delay));
    });
  }

  it('ends after four retries in an error that may pass', async () => {
    // Not 408: Chromium sends such a request again itself.
    await tenant.script({status: 503}, {status: 425}, {status: 429}, {status: 500}, {status: 599});
    const element = mount(dashboardOf(tenant));
    for (let sent = 1; sent < 5; sent++) {
      await requests(sent);
      await time.advance(await retryAfter());
    }
    await until('an error', () => element.error);
    expect(element.error).to.include({code: 'session-unavailable', status: 599, attempts: 5, retryable: true});
    await time.advance(3_600_000);
    await requests(5);
    await endsWith(tenant, {issued: 0, exchanged: 0, end: 'session-unavailable'}, element);
  });

  it('is one more when the page wakes up, without retries', async () => {
    const fails = {status: 500};
    await tenant.script(fails, fails, fails, fails, fails, fails);
    const element = mount(dashboardOf(tenant));
    for (let sent = 1; sent < 5; sent++) {
      await requests(sent);
      await time.advance(await retryAfter());
    }
    await until('an error', () => element.error);
    setOnline(true);
    setHidden(false);
    expect(time.waiting()).to.include(2500);
    await time.advance(5000);
    await requests(6);
    await until('an error again', () => element.error);
    await time.advance(600_000);
    await requests(6);
    setHidden(true);
    await time.advance(5000);
    await requests(6);
    setHidden(false);
    await time.advance(5000);
    await element.whenReady();
    await endsWith(tenant, {issued: 1, exchanged: 1, end: 'ready'}, element);
  });

  it('is not made again for a viewer who is signed out, when the page wakes up', async () => {
    await tenant.script({status: 401});
    const element = mount(dashboardOf(tenant));
    await until('an error', () => element.error);
    setHidden(false);
    setOnline(true);
    await time.advance(60_000);
    await requests(1);
    await endsWith(tenant, {issued: 0, exchanged: 0, end: 'session-unauthorized'}, element);
  });

  it('for want of a network waits for it', async () => {
    setOnline(false);
    const element = mount(dashboardOf(tenant));
    await time.advance(600_000);
    await requests(0);
    expect(element.state).to.equal('authenticating');
    setOnline(true);
    await until('waits a random time', () => time.waiting().includes(1000));
    await requests(0);
    await time.advance(1000);
    await element.whenReady();
    await endsWith(tenant, {issued: 1, exchanged: 1, end: 'ready'}, element);
  });

  for (const [what, answer] of [
    ['never comes', {hangs: true}],
    ['drips', {more: ' '}],
  ] as const) {
    it(`because the answer ${what} is given up and tried again`, async () => {
      await tenant.script(answer);
      const element = mount({...dashboardOf(tenant), 'session-timeout': '300'});
      await requests(1);
      element.sessionTimeout = 15_000;
      await time.advance(300);
      await time.advance(await retryAfter());
      await element.whenReady();
      const all = async (): Promise<boolean[]> => (await tenant.seen()).requests.map(({aborted}) => aborted);
      await until('the first was given up', async () => (await all())[0]);
      expect(await all()).to.deep.equal([true, false]);
      await endsWith(tenant, {issued: 1, exchanged: 1, end: 'ready'}, element);
    });
  }

  for (const [what, answer, issued] of [
    ['before it is answered', {resets: true}, 1],
    ['in the middle of the answer', {breaks: true}, 2],
  ] as const) {
    it(`because the connection is cut ${what} is made again`, async () => {
      await tenant.script(answer);
      const element = mount(dashboardOf(tenant));
      await until('ready', async () => {
        // A browser may make the first one again by itself.
        const delay = time.waiting().find((ms) => ms === 250);
        if (delay) await time.advance(delay);
        return element.state === 'ready';
      });
      await requests(2);
      await endsWith(tenant, {issued, exchanged: 1, end: 'ready'}, element);
    });
  }

  it('for want of a server ends in session-network after four retries', async () => {
    const gone = await openTenant();
    await gone.close();
    const element = mount({...dashboardOf(tenant), 'session-endpoint': `${gone.baseUrl}/session`});
    await until('an error', async () => {
      const delay = time.waiting().find((ms) => ms !== 200 && ms < 5000);
      if (delay) await time.advance(delay);
      return element.error;
    });
    expect(element.error).to.include({code: 'session-network', attempts: 5, retryable: true});
    await endsWith(tenant, {issued: 0, exchanged: 0, end: 'session-network'}, element);
  });

  it('is over with the element, on the wire too', async () => {
    await tenant.script({hangs: true});
    const element = mount(dashboardOf(tenant));
    await requests(1);
    element.remove();
    await until('the request is aborted', async () => (await tenant.seen()).requests[0]!.aborted);
    await endsWith(tenant, {issued: 0, exchanged: 0, end: 'idle'}, element);
    expect(element.frame).to.equal(null);
  });

  const hold = (): {fetchSession: () => Promise<string>; answer: (session: string) => void} => {
    const waiting: ((session: string) => void)[] = [];
    return {
      fetchSession: () => new Promise((resolve) => waiting.push(resolve)),
      answer: (session) => waiting.shift()!(session),
    };
  };
  const fresh = async (): Promise<string> => {
    const response = await fetch(tenant.endpoint, {
      method: 'POST',
      body: JSON.stringify({type: 'dashboard', reason: 'initial'}),
    });
    return ((await response.json()) as {sessionId: string}).sessionId;
  };
  const mountWith = (fetchSession: CubeEmbedElement['fetchSession']): CubeEmbedElement => {
    const element = document.createElement('cube-embed');
    Object.assign(element, {fetchSession, baseUrl: tenant.baseUrl, dashboardId: 'OwVQpbdaZmBT'});
    document.body.append(element);
    return element;
  };

  it('because its answer is 240 s old is made again, once', async () => {
    const {fetchSession, answer} = hold();
    const element = mountWith(fetchSession);
    await time.advance(0);
    time.sleep(240_001);
    answer(await fresh());
    await time.advance(0);
    expect(element.state).to.equal('authenticating');
    answer(await fresh());
    await element.whenReady();
    await endsWith(tenant, {issued: 2, exchanged: 1, end: 'ready'}, element);
  });

  it('because its answer is 240 s old twice is a timeout', async () => {
    const {fetchSession, answer} = hold();
    const element = mountWith(fetchSession);
    for (let i = 0; i < 2; i++) {
      await time.advance(0);
      time.sleep(240_001);
      answer(await fresh());
    }
    await until('an error', () => element.error);
    expect(element.error).to.include({code: 'session-timeout', attempts: 2});
    await endsWith(tenant, {issued: 2, exchanged: 0, end: 'session-timeout'}, element);
  });

  it('in the hands of fetchSession counts as it says, or as session-invalid', async () => {
    const element = mountWith(async () => {
      throw new CubeEmbedError({code: 'session-forbidden'});
    });
    await until('an error', () => element.error);
    expect(element.error!.code).to.equal('session-forbidden');
    element.fetchSession = async () => {
      throw new Error('oh');
    };
    element.reload();
    await until('another error', () => element.error?.code === 'session-invalid');
    let calls = 0;
    element.fetchSession = async () => {
      if (++calls < 2) throw new CubeEmbedError({code: 'session-network'});
      return fresh();
    };
    element.reload();
    await time.advance(await retryAfter());
    await element.whenReady();
    await endsWith(tenant, {issued: 1, exchanged: 1, end: 'ready'}, element);
  });
});
