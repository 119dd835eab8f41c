import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement} from '../../src/index.js';
import {loadUnseen, openPuppetTenant, puppetOf, readyPayload} from '../support/puppet.js';
import {createEmbed, dashboardOf, until, type Tenant} from '../support/tenant.js';

describe('the box', () => {
  let tenant: Tenant;
  let around: HTMLElement;
  let element: CubeEmbedElement;

  beforeEach(async () => {
    tenant = await openPuppetTenant();
    around = document.body.appendChild(document.createElement('div'));
  });

  afterEach(async () => {
    around.remove();
    await tenant.close();
  });

  const part = (css: string): HTMLElement => element.shadowRoot!.querySelector<HTMLElement>(css)!;
  const sizeOf = (target: Element): [number, number] => {
    const {width, height} = target.getBoundingClientRect();
    return [Math.round(width), Math.round(height)];
  };

  /** The CSS of what is around, of the element, and the size that it has in each state. */
  const boxes: readonly (readonly [string, string, readonly [number, number]])[] = [
    ['width: 700px', '', [700, 600]],
    ['width: 700px', 'height: 300px', [700, 300]],
    ['width: 700px', 'height: auto; min-height: 700px', [700, 700]],
    ['width: 700px', 'min-height: 700px', [700, 700]],
    ['width: 700px', 'max-height: 200px', [700, 200]],
    ['width: 700px', 'position: static', [700, 600]],
    ['width: 700px', 'position: static; height: 300px', [700, 300]],
    ['width: 700px', 'aspect-ratio: 2', [700, 350]],
    ['width: 700px; display: flex', '', [700, 600]],
    ['width: 700px; display: flex; height: 250px', '', [700, 250]],
    ['width: 700px; display: flex; flex-direction: column; align-items: center', '', [700, 600]],
    ['width: 700px; display: flex; flex-direction: column; height: 400px', 'flex: 1', [700, 400]],
    ['width: 700px; display: grid; grid-template: 350px / 500px', '', [500, 350]],
    ['width: 700px; display: grid; justify-items: center', '', [700, 600]],
    ['width: 700px; height: 400px; position: relative', 'position: absolute; inset: 20px', [660, 360]],
    ['width: 700px; height: 400px', 'height: 100%', [700, 400]],
    ['width: 700px', 'float: left', [700, 600]],
    ['width: 700px', 'display: flex', [700, 600]],
    ['width: 700px', 'display: grid; height: 300px', [700, 300]],
  ];
  for (const [outer, inner, size] of boxes) {
    it(`is the same in each state, and the frame fills it, where CSS says { ${outer} > ${inner} }`, async () => {
      around.style.cssText = outer;
      element = createEmbed({});
      element.style.cssText = inner;
      around.append(element);
      expect(sizeOf(element), 'idle').to.deep.equal(size);
      await tenant.script({held: true});
      for (const [name, value] of Object.entries(dashboardOf(tenant))) element.setAttribute(name, value);
      await until('the loader', () => part('[part=loading]').textContent);
      expect([sizeOf(element), sizeOf(part('.cover'))], 'authenticating').to.deep.equal([size, size]);
      await tenant.release();
      const puppet = await puppetOf(element);
      expect([sizeOf(element), sizeOf(element.frame!)], 'loading').to.deep.equal([size, size]);
      await puppet.say('ready', readyPayload);
      expect([sizeOf(element), sizeOf(element.frame!)], 'ready').to.deep.equal([size, size]);
      await tenant.script({status: 401});
      element.reload();
      await until('the error', () => element.error);
      expect([sizeOf(element), sizeOf(part('.cover'))], 'error').to.deep.equal([size, size]);
    });
  }

  it('does not push what stands beside it in a grid or a row', async () => {
    around.style.cssText = 'width: 800px; display: grid; grid-template-columns: 1fr 1fr';
    element = createEmbed({});
    const card = around.appendChild(document.createElement('div'));
    card.append(element);
    around.append(document.createElement('div'));
    expect([sizeOf(card)[0], sizeOf(element)[0]]).to.deep.equal([400, 400]);
  });

  it('holds the notice above the frame, which keeps the rest', async () => {
    around.style.cssText = 'width: 300px';
    element = createEmbed({});
    around.append(element);
    await loadUnseen(element, () => {
      for (const [name, value] of Object.entries({...dashboardOf(tenant), 'ready-timeout': '100'}))
        element.setAttribute(name, value);
    });
    await until('the notice', () => part('.notice button'));
    const whole = element.getBoundingClientRect();
    const notice = part('.notice').getBoundingClientRect();
    const frame = element.frame!.getBoundingClientRect();
    expect(notice.height).to.be.above(20);
    expect([notice.top, notice.width]).to.deep.equal([whole.top, whole.width]);
    expect(frame.top).to.be.closeTo(notice.bottom, 0.01);
    expect(frame.bottom).to.be.closeTo(whole.bottom, 0.01);
    expect(sizeOf(element)).to.deep.equal([300, 600]);
  });

  for (const css of [
    'white-space: nowrap',
    'text-indent: 200px',
    'letter-spacing: 3em; word-spacing: 10em',
    'text-transform: uppercase',
    'line-height: 0',
    'font: 3px monospace',
    'text-align: right',
    'hyphens: none; word-break: keep-all; white-space: pre',
  ]) {
    it(`keeps its texts, as they are, inside where the page says { ${css} }`, async () => {
      around.style.cssText = `width: 260px; ${css}`;
      element = createEmbed({...dashboardOf(tenant), locale: 'de'});
      await tenant.script({status: 401});
      around.append(element);
      await until('the error', () => element.error);
      const cover = part('.cover');
      expect(cover.scrollWidth).to.equal(cover.clientWidth);
      for (const text of element.shadowRoot!.querySelectorAll('h2, p, button, code')) {
        const style = getComputedStyle(text);
        expect(style.textTransform, text.localName).to.equal('none');
        expect(style.letterSpacing, text.localName).to.equal('normal');
        expect(parseFloat(style.fontSize), text.localName).to.be.at.least(12);
        const range = document.createRange();
        range.selectNodeContents(text);
        const {left, right} = range.getBoundingClientRect();
        const box = element.getBoundingClientRect();
        expect(left, text.localName).to.be.at.least(box.left);
        expect(right, text.localName).to.be.at.most(box.right);
      }
    });
  }

  it('has no text under 12 px on a page that makes the rem small', async () => {
    document.documentElement.style.fontSize = '62.5%';
    try {
      await tenant.script({held: true, status: 401});
      element = createEmbed(dashboardOf(tenant));
      around.append(element);
      await until('the loader', () => part('[part=loading]').textContent);
      const sizes = (): number[] =>
        [...element.shadowRoot!.querySelectorAll('.cover *, .notice *')].map((text) =>
          parseFloat(getComputedStyle(text).fontSize),
        );
      expect(Math.min(...sizes())).to.be.at.least(12);
      await tenant.release();
      await until('the error', () => element.error);
      expect(Math.min(...sizes())).to.be.at.least(12);
    } finally {
      document.documentElement.style.fontSize = '';
    }
  });
});
