import {expect} from 'chai';
import {sendMouse} from '@web/test-runner-commands';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement} from '../../src/index.js';
import {openPuppetTenant, readyPuppetOf, type Puppet} from '../support/puppet.js';
import {dashboardOf, mount, until} from '../support/tenant.js';

/** A click gives a frame rights that it hasn't by itself: with no sandbox it could replace the page around it. */
describe('a frame that the viewer clicks into', () => {
  let element: CubeEmbedElement;
  let puppet: Puppet;
  beforeEach(async () => {
    element = mount(dashboardOf(await openPuppetTenant()));
    puppet = await readyPuppetOf(element);
  });

  /** Runs code in the frame at a click; answers what it came to, or the error's name. */
  const atClick = async (code: string): Promise<unknown> => {
    await puppet.run(`
      window.outcome = null;
      document.body.style.minHeight = '100vh';
      document.addEventListener('click', async () => {
        try { window.outcome = {value: await (async () => { ${code} })()}; }
        catch (error) { window.outcome = {value: error.name}; }
      }, {once: true});`);
    const {left, top} = element.getBoundingClientRect();
    const outcome = await until('it was clicked', async () => {
      await sendMouse({type: 'click', position: [Math.round(left + 200), Math.round(top + 200)]});
      return puppet.run('return window.outcome');
    });
    return (outcome as {value: unknown}).value;
  };

  it('can not navigate the page', async () => {
    const {href} = location;
    expect(await atClick(`top.location.href = 'about:blank#taken'; return 'taken';`)).to.equal('SecurityError');
    expect(location.href).to.equal(href);
  });

  it('can not open a dialog', async () => {
    expect(await atClick(`return confirm('?');`)).to.equal(false);
  });

  it('has storage and an origin of its own', async () => {
    const code = `localStorage.setItem('a', '1'); return [localStorage.getItem('a'), origin];`;
    expect(await atClick(code)).to.deep.equal(['1', puppet.url.origin]);
  });
});
