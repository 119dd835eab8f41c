import {expect} from 'chai';
import '../support/invariants.js';
import '../../src/index.js';
import type {CubeEmbedElement} from '../../src/index.js';
import {openPuppetTenant} from '../support/puppet.js';
import {dashboardOf, mount, until, type Tenant} from '../support/tenant.js';

const shipped: Readonly<Record<string, string>> = {
  'en-US': 'Try again',
  'de-DE': 'Erneut versuchen',
  'es-ES': 'Reintentar',
  'es-MX': 'Reintentar',
  'fr-FR': 'Réessayer',
  'it-IT': 'Riprova',
  'ja-JP': '再試行',
  'nb-NO': 'Prøv igjen',
  'pt-BR': 'Tentar novamente',
  'pt-PT': 'Tentar novamente',
  'sv-SE': 'Försök igen',
  'vi-VN': 'Thử lại',
};

describe('the language of the panels', () => {
  let tenant: Tenant;
  let element: CubeEmbedElement;
  const pageLanguage = document.documentElement.lang;
  const browserLanguages = Object.getOwnPropertyDescriptor(Navigator.prototype, 'languages')!;
  const browserSpeaks = (...tags: string[]): void => {
    Object.defineProperty(navigator, 'languages', {configurable: true, get: () => tags});
  };

  beforeEach(async () => {
    tenant = await openPuppetTenant();
    document.documentElement.removeAttribute('lang');
    browserSpeaks('en-US');
  });

  afterEach(async () => {
    element.remove();
    document.documentElement.lang = pageLanguage;
    Object.defineProperty(navigator, 'languages', browserLanguages);
    await tenant.close();
  });

  const panel = (): HTMLElement => element.shadowRoot!.querySelector<HTMLElement>('slot[name=error]')!;
  const retry = (): string => panel().querySelector('button')!.textContent;
  const fail = async (attributes: Readonly<Record<string, string>> = {}): Promise<void> => {
    await tenant.script({status: 401});
    element = mount({...dashboardOf(tenant), ...attributes});
    await until('the error', () => element.error);
  };

  it('is English where the page and the browser name none', async () => {
    Object.defineProperty(navigator, 'languages', {configurable: true, value: undefined});
    await fail();
    expect(retry()).to.equal('Try again');
  });

  for (const [tag, text] of Object.entries(shipped)) {
    it(`is ${tag} by locale, whatever case`, async () => {
      await fail({locale: tag});
      expect(retry()).to.equal(text);
      expect(tag.toLowerCase().startsWith(panel().lang), panel().lang).to.equal(true);
      element.locale = tag.toUpperCase();
      await element.updateComplete;
      expect(retry()).to.equal(text);
    });
  }

  it('tells Portuguese of Brazil from that of Portugal', async () => {
    await fail({locale: 'pt-PT'});
    expect(panel().lang).to.equal('pt-pt');
    element.locale = 'pt';
    await element.updateComplete;
    expect(panel().lang).to.equal('pt');
  });

  it('is that of the locale, then of the closest lang, then of the browser, then English', async () => {
    browserSpeaks('xx', 'sv-SE', 'de');
    document.documentElement.lang = 'it';
    await fail({locale: 'fr-CA'});
    expect(retry()).to.equal('Réessayer');
    element.locale = '';
    await element.updateComplete;
    expect(retry()).to.equal('Riprova');
    element.lang = 'ja';
    await element.updateComplete;
    expect(retry()).to.equal('再試行');
    element.removeAttribute('lang');
    document.documentElement.lang = 'pl';
    element.messages = {};
    await element.updateComplete;
    expect(retry(), 'no texts in Polish: the browser’s').to.equal('Försök igen');
    browserSpeaks('xx');
    element.messages = null;
    await element.updateComplete;
    expect(retry()).to.equal('Try again');
  });

  for (const [tag, text] of [
    ['no', 'Prøv igjen'],
    ['nn-NO', 'Prøv igjen'],
    ['no-NO', 'Prøv igjen'],
    ['deu', 'Erneut versuchen'],
    ['fra-CA', 'Réessayer'],
    ['pt-Latn-PT', 'Tentar novamente'],
    ['sv-u-nu-latn', 'Försök igen'],
    ['not a tag', 'Try again'],
    ['__proto__', 'Try again'],
  ] as const) {
    it(`is found by the tag ${tag}`, async () => {
      document.documentElement.lang = tag;
      await fail();
      expect(retry()).to.equal(text);
    });
  }

  it('follows the page, in the panel and in the frame’s title', async () => {
    document.documentElement.lang = 'sv';
    await fail();
    expect(retry()).to.equal('Försök igen');
    document.documentElement.lang = 'fr';
    await until('the panel in French', () => retry() === 'Réessayer');
    element.reload();
    await until('the frame', () => element.frame);
    expect(element.frame!.title).to.equal('Tableau de bord');
    document.documentElement.lang = 'es';
    await until('the title in Spanish', () => element.frame!.title === 'Panel');
    element.parentElement!.lang = 'vi';
    await until('the title in Vietnamese', () => element.frame!.title === 'Bảng điều khiển');
    element.parentElement!.removeAttribute('lang');
  });

  it('is found through the hosts of shadow roots', async () => {
    const host = document.createElement('div');
    host.lang = 'nb-NO';
    document.body.append(host);
    const inner = host.attachShadow({mode: 'closed'});
    await fail();
    await tenant.script({status: 401});
    inner.append(element);
    await until('the error there', () => element.error && retry() === 'Prøv igjen');
    host.remove();
  });

  it('is told to screen readers, but for texts of the host’s own', async () => {
    await fail({locale: 'de'});
    expect(panel().lang).to.equal('de');
    element.messages = {retry: 'Jeszcze raz'};
    await element.updateComplete;
    expect(panel().hasAttribute('lang')).to.equal(false);
    expect(retry()).to.equal('Jeszcze raz');
  });

  it('runs as its own words do, whatever the page around it', async () => {
    document.documentElement.dir = 'rtl';
    await fail();
    const directions = (): string[] =>
      [...panel().querySelectorAll('h2, p')].map((text) => getComputedStyle(text).direction);
    expect(directions()).to.deep.equal(['ltr', 'ltr']);
    element.messages = {dashboard: 'لوحة المعلومات', signedOut: 'لقد سجلت الخروج.'};
    await element.updateComplete;
    expect(directions()).to.deep.equal(['rtl', 'rtl']);
    document.documentElement.removeAttribute('dir');
  });

  it('names the frame', async () => {
    element = mount({...dashboardOf(tenant), locale: 'fr'});
    await until('the frame', () => element.frame);
    expect(element.frame!.title).to.equal('Tableau de bord');
  });
});
