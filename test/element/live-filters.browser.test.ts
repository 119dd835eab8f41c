import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement, CubeFilters} from '../../src/index.js';
import {openPuppetTenant, readyPuppetOf, type Puppet} from '../support/puppet.js';
import {dashboardOf, mount, type Tenant} from '../support/tenant.js';

/** Reads what `set-filter` carries, as a reader of URL parameters would. */
const read = (text: string): Record<string, unknown> =>
  Object.fromEntries(
    text.split('&').map((part): [string, unknown] => {
      const at = part.indexOf('=');
      return [part.slice(0, at), JSON.parse(decodeURIComponent(part.slice(at + 1)))];
    }),
  );

describe('filters', () => {
  let tenant: Tenant;
  let element: CubeEmbedElement;
  let puppet: Puppet;

  const open = async (filters: Readonly<Record<string, unknown>> | string): Promise<void> => {
    tenant = await openPuppetTenant();
    element = mount({...dashboardOf(tenant), filters: typeof filters === 'string' ? filters : JSON.stringify(filters)});
    puppet = await readyPuppetOf(element);
  };
  const requests = async (): Promise<number> => (await tenant.seen()).requests.length;
  const change = async (filters: CubeFilters | null): Promise<void> => {
    element.filters = filters;
    await element.updateComplete;
  };

  afterEach(async () => {
    element.remove();
    await tenant.close();
  });

  it("are in the URL as Cube's JSON, plain values with their type kept", async () => {
    await open({
      'orders.status': 'completed',
      'orders.count': 0,
      'orders.paid': false,
      'orders.country': ['US', 'DE'],
      'orders.created_at': {operator: 'between', value: ['2024-01-01', '2024-02-01']},
      'orders.nothing': null,
      'orders.empty': '',
    });
    const parameters = Object.fromEntries([...puppet.url.searchParams].filter(([name]) => name !== 'session'));
    expect(parameters).to.deep.equal({
      'f_orders.status': '{"value":"completed"}',
      'f_orders.count': '{"value":0}',
      'f_orders.paid': '{"value":false}',
      'f_orders.country': '{"value":["US","DE"]}',
      'f_orders.created_at': '{"operator":"between","value":["2024-01-01","2024-02-01"]}',
      'f_orders.empty': '{"value":""}',
    });
    expect(await puppet.actions()).to.deep.equal([]);
  });

  it('changed or added are one action with all of them, in the same frame', async () => {
    await open({'orders.status': 'new'});
    await change({'orders.status': 'new', 'orders.country': ['US']});
    await change({'orders.status': 'old', 'orders.country': ['US']});
    const actions = await puppet.actions();
    expect(actions.map(([name]) => name)).to.deep.equal(['set-filter', 'set-filter']);
    const texts = actions.map(([, payload]) => (payload as {filterUrlParameter: string}).filterUrlParameter);
    expect(texts).to.deep.equal([
      'f_orders.country={"value":["US"]}&f_orders.status={"value":"new"}',
      'f_orders.country={"value":["US"]}&f_orders.status={"value":"old"}',
    ]);
    expect(await requests()).to.equal(1);
    expect(element.frame?.contentWindow).to.equal(puppet.window);
  });

  it('survive every character, in the URL and in the action', async () => {
    const nasty = `"quotes" 'single' & # + % %41 = ? / \\ ; , {"value":1} \n\t\u0000 é 漢字 😀 <img onerror=x> \u2028`;
    await open({'orders.status': nasty});
    expect(JSON.parse(puppet.url.searchParams.get('f_orders.status')!)).to.deep.equal({value: nasty});
    expect(puppet.url.searchParams.getAll('session')).to.have.length(1);
    await change({'orders.status': `${nasty}!`, 'orders.city': [nasty]});
    const [[name, payload]] = (await puppet.actions()) as [[string, {filterUrlParameter: string}]];
    expect(name).to.equal('set-filter');
    const expected = {'f_orders.status': {value: `${nasty}!`}, 'f_orders.city': {value: [nasty]}};
    expect(read(payload.filterUrlParameter)).to.deep.equal(expected);
  });

  it('taken away make a new embed, with one session', async () => {
    await open({'orders.status': 'new', 'orders.country': 'US'});
    await change({'orders.status': 'newer'});
    expect(element.state).to.equal('authenticating');
    const next = await readyPuppetOf(element, puppet);
    expect(Object.fromEntries(next.url.searchParams)).to.include({'f_orders.status': '{"value":"newer"}'});
    expect(next.url.searchParams.has('f_orders.country')).to.equal(false);
    expect(await next.actions()).to.deep.equal([]);
    await change(null);
    const last = await readyPuppetOf(element, next);
    expect([...last.url.searchParams.keys()]).to.deep.equal(['session']);
    expect(await requests()).to.equal(3);
  });

  it('added by action and taken away again make a new embed too', async () => {
    await open({'orders.status': 'new'});
    await change({'orders.status': 'new', 'orders.country': 'US'});
    await change({'orders.status': 'new'});
    expect(element.state).to.equal('authenticating');
  });

  it('set to null or undefined are taken away', async () => {
    await open({'orders.status': 'new', 'orders.country': 'US'});
    await change({'orders.status': 'new', 'orders.country': undefined});
    expect(element.state).to.equal('authenticating');
  });

  it('can not bring parameters of their own, nor a second session', async () => {
    await open({session: 'x'});
    expect(puppet.url.searchParams.get('f_session')).to.equal('{"value":"x"}');
    expect(puppet.url.searchParams.getAll('session')).to.have.length(1);
    for (const name of ['a&session=x', 'a=b', '', 'a b', 'é', 'x'.repeat(201)]) {
      const other = mount({...dashboardOf(tenant), filters: JSON.stringify({[name]: 'x'})});
      await other.updateComplete;
      expect(other.error, name).to.include({code: 'invalid-config'});
      other.remove();
    }
    expect(await requests()).to.equal(1);
  });
});
