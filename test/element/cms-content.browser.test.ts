import {expect} from 'chai';
import DOMPurify from 'dompurify';
import '../support/invariants.js';
import '../../src/index.js';
import {endsWith} from '../support/ledger-cases.js';
import {dashboardOf, openTenant} from '../support/tenant.js';

/** What the recipe lets through, and how it has DOMPurify do that, both as they stand on its page. */
const readRecipe = async () => {
  const page = await (await fetch('/docs/recipes/cms.md')).text();
  const [, attributes = ''] = /^- its attributes: (.*)$/m.exec(page) ?? [];
  const check = (name: string): RegExp => new RegExp(new RegExp(`${name}:\\s*/(.*)/,`).exec(page)![1]!);
  const handling = {
    tagNameCheck: check('tagNameCheck'),
    attributeNameCheck: check('attributeNameCheck'),
  };
  return {
    names: [...attributes.matchAll(/`([\w-]+)`/g)].map(([, name]) => name!),
    sanitize: (content: string) => DOMPurify.sanitize(content, {CUSTOM_ELEMENT_HANDLING: handling}),
  };
};

describe('content of a CMS, sanitized as the recipe says', () => {
  const parse = (html: string): Element | null =>
    new DOMParser().parseFromString(html, 'text/html').querySelector('cube-embed');

  it('keeps the tag and every attribute that the recipe names', async () => {
    const {names, sanitize} = await readRecipe();
    expect(names).to.include.members(['type', 'id', 'dashboard-id', 'session-endpoint', 'filters', 'title']);
    const attributes = names.map((name) => `${name}="value"`).join(' ');
    expect(DOMPurify.sanitize(`<cube-embed ${attributes}></cube-embed>`)).to.equal('');
    const kept = parse(sanitize(`<cube-embed ${attributes}></cube-embed>`));
    expect(kept?.getAttributeNames().sort()).to.deep.equal([...names].sort());
  });

  it('loses what runs and what editors need not decide', async () => {
    const {sanitize} = await readRecipe();
    const kept = sanitize(
      `<cube-embed id="a" onclick="x()" sandbox="allow-scripts" allow="camera" referrerpolicy="unsafe-url"
        session-credentials="include" private><script>x()</script></cube-embed><cube-other></cube-other><script>x()</script>`,
    );
    expect(parse(kept)?.getAttributeNames()).to.deep.equal(['id']);
    expect(kept).to.not.match(/script|cube-other|x\(\)/);
  });

  it('shows its dashboard', async () => {
    const {sanitize} = await readRecipe();
    const tenant = await openTenant();
    const tag = document.createElement('cube-embed');
    for (const [name, value] of Object.entries({...dashboardOf(tenant), filters: '{"orders.status": "completed"}'}))
      tag.setAttribute(name, value);
    const content = document.body.appendChild(document.createElement('article'));
    content.append(parse(sanitize(`<p>Sales</p>${tag.outerHTML}`))!);
    const element = content.querySelector('cube-embed')!;
    await element.whenReady();
    expect(element.filters).to.deep.equal({'orders.status': 'completed'});
    await endsWith(tenant, {issued: 1, exchanged: 1, end: 'ready'}, element);
    content.remove();
  });
});
