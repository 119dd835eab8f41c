import {LitElement, css, html, type TemplateResult} from 'lit';
import type {DemoUser} from '../users.js';

interface Settings {
  readonly baseUrl: string;
  readonly deploymentId: number;
  readonly dashboardId: string;
  readonly users: readonly DemoUser[];
}
interface Embed extends HTMLElement {
  refresh(): void;
  renew(): void;
  reload(): void;
}
const surfaces = ['dashboard', 'chat', 'app'] as const;
const heard = [
  'statechange',
  'session',
  'session-renewed',
  'error',
  'ready',
  'view',
  'navigate',
  'dashboard-loaded',
  'download',
  'drilldown',
  'ai-query',
  'session-expiring',
  'session-expired',
];

/** The first page: who looks, at what, in which light, and what is said meanwhile. */
class CubeDemo extends LitElement {
  static override readonly properties = {
    settings: {state: true},
    user: {state: true},
    surface: {state: true},
    scheme: {state: true},
    log: {state: true},
  };
  static override readonly styles = css`
    :host {
      display: block;
      max-width: 1200px;
      margin: auto;
      padding: 16px;
    }
    nav,
    p {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      margin: 0 0 12px;
    }
    button {
      font: inherit;
      padding: 6px 14px;
      border-radius: 8px;
      border: 1px solid light-dark(#717885, #7d8594);
      background: light-dark(#fff, #22262e);
      color: inherit;
      cursor: pointer;
    }
    button[aria-pressed='true'] {
      background: #4b3fd6;
      color: #fff;
      border-color: #4b3fd6;
    }
    h1 {
      font-size: 1.3rem;
      margin: 0 0 12px;
    }
    h2 {
      font-size: 1rem;
    }
    ol {
      max-height: 240px;
      overflow: auto;
      font:
        13px/1.5 ui-monospace,
        monospace;
      overflow-wrap: anywhere;
    }
  `;
  declare settings: Settings | undefined;
  declare user: string;
  declare surface: (typeof surfaces)[number];
  declare scheme: 'light' | 'dark';
  declare log: readonly string[];
  constructor() {
    super();
    this.user = 'sam';
    this.surface = 'dashboard';
    this.scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    this.log = [];
  }
  override connectedCallback(): void {
    super.connectedCallback();
    for (const name of heard) this.addEventListener(`cube-${name}`, this.#write);
    void this.#start();
  }
  readonly #write = (event: Event): void => {
    const detail = event instanceof CustomEvent ? JSON.stringify(event.detail) : '';
    this.log = [`${event.type} ${detail}`, ...this.log].slice(0, 100);
  };
  async #start(): Promise<void> {
    const answer = await fetch('/api/demo');
    const settings = (await answer.json()) as Settings;
    await this.#login(this.user);
    this.settings = settings;
  }
  async #login(user: string): Promise<void> {
    const answer = await fetch(`/api/login/${user}`, {method: 'POST'});
    if (!answer.ok) return;
    this.user = user;
    this.#embed?.reload();
  }
  get #embed(): Embed | null {
    return this.renderRoot.querySelector<Embed>('cube-embed');
  }
  #choice(text: string, chosen: boolean, act: () => void): TemplateResult {
    return html`<button aria-pressed=${chosen} @click=${act}>${text}</button>`;
  }
  override render(): TemplateResult {
    document.documentElement.dataset['scheme'] = this.scheme;
    const {settings} = this;
    if (!settings) return html`<main><h1>cube-embed</h1></main>`;
    return html`<main>
      <h1>cube-embed</h1>
      <nav aria-label="Viewer">
        ${settings.users.map((user) =>
          this.#choice(
            `${user.name}, ${user.city ?? 'all cities'}`,
            user.id === this.user,
            () => void this.#login(user.id),
          ),
        )}
      </nav>
      <nav aria-label="Surface">
        ${surfaces.map((surface) => this.#choice(surface, surface === this.surface, () => (this.surface = surface)))}
        ${this.#choice('dark', this.scheme === 'dark', () => (this.scheme = this.scheme === 'dark' ? 'light' : 'dark'))}
      </nav>
      <cube-embed
        type=${this.surface}
        dashboard-id=${settings.dashboardId}
        base-url=${settings.baseUrl}
        deployment-id=${settings.deploymentId}
        session-endpoint="/api/cube/session"
        color-scheme=${this.scheme}
      ></cube-embed>
      <h2>Actions</h2>
      <p>
        <button @click=${() => this.#embed?.refresh()}>refresh</button>
        <button @click=${() => this.#embed?.renew()}>renew</button>
        <button @click=${() => this.#embed?.reload()}>reload</button>
      </p>
      <h2 id="log">Events</h2>
      <ol tabindex="0" aria-labelledby="log">
        ${this.log.map((line) => html`<li>${line}</li>`)}
      </ol>
    </main>`;
  }
}
customElements.define('cube-demo', CubeDemo);
