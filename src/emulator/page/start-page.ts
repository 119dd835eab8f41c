import {apiPaths, type AppConfig, type DashboardDefinition, type SignInRefusal} from '../page-api.js';
import {addressOf, ApiError, messageOf} from './api-client.js';
import {applyFault} from './fault-commands.js';
import {performAction} from './host-actions.js';
import {followHistory} from './navigation.js';
import type {PageContext} from './page-context.js';
import {startPolling} from './poll-loop.js';
import {SessionLife} from './session-life.js';

type Accounts = SignInRefusal['accounts'];

const accountsOf = (error: unknown): Accounts | null => {
  if (!(error instanceof ApiError) || error.status !== 401) return null;
  const {body} = error;
  return typeof body === 'object' && body !== null && 'accounts' in body && Array.isArray(body.accounts)
    ? (body.accounts as Accounts)
    : null;
};

const sessionRefused = (error: unknown): string =>
  error instanceof ApiError && error.status === 401
    ? `The session could not be used: ${error.message}`
    : messageOf(error);

/**
 * From the document to `ready`, as Cube does it: redeem the session, read what the surface needs, say `ready` and then `view`.
 * The viewer sees what ends it before `ready`, and the host gets it as a fatal error.
 */
export class PageStarter {
  readonly #context: PageContext;
  readonly #session: SessionLife;

  constructor(context: PageContext) {
    this.#context = context;
    this.#session = new SessionLife(context.api, {
      expiring: () => context.messenger.post('session-expiring', {}),
      expired: () => {
        context.messenger.post('session-expired', {});
        context.setExpired(true);
      },
    });
    context.messenger.listen((action) => performAction(action, context, this.#session));
    followHistory(context);
  }

  async start(): Promise<void> {
    const context = this.#context;
    const {sessionId} = context.parameters;
    try {
      if (sessionId === null) await this.#session.signIn(context.location.deploymentId);
      else await this.#session.redeem(sessionId, 'navigation');
    } catch (error) {
      const accounts = sessionId === null ? accountsOf(error) : null;
      if (accounts) context.setPhase({name: 'sign-in', accounts});
      else context.fail(sessionRefused(error), 'embed-session', 'SessionError');
      return;
    }
    await this.#run();
  }

  /**
   * Goes on where `start` met a viewer who isn't signed in.
   * @throws ApiError 401 for an unknown account
   */
  async signIn(username: string): Promise<void> {
    await this.#session.signIn(this.#context.location.deploymentId, username);
    await this.#run();
  }

  async #run(): Promise<void> {
    const context = this.#context;
    const {messenger, location: place} = context;
    let config: AppConfig;
    let dashboard: DashboardDefinition | null;
    const reading = this.#readDashboard();
    // It is looked at below; until then a refusal isn't an unhandled one.
    reading.catch(() => undefined);
    try {
      config = await this.#session.readConfig();
      context.setConfig(config);
      this.#session.begin(config.session);
      this.#poll(config);
      for (const fault of config.emulator.faults) await applyFault(fault, context);
      if (context.phase.name === 'failed') return;
      if (place.surface === 'app' && !config.creatorMode) {
        context.fail('The app needs a session with creatorMode.', 'embed-render', 'ForbiddenError');
        return;
      }
      dashboard = await reading;
    } catch (error) {
      context.fail(messageOf(error), 'embed-render', error instanceof Error ? error.name : 'Error');
      return;
    }
    messenger.post('ready', {
      embedTenant: config.embedTenant,
      deploymentId: config.deploymentId,
      mode: config.mode,
      surface: messenger.surface,
      ...(place.publicId === null ? {} : {publicId: place.publicId}),
    });
    context.setPhase({name: 'running', dashboard});
  }

  #readDashboard(): Promise<DashboardDefinition | null> {
    const {publicId} = this.#context.location;
    return publicId === null
      ? Promise.resolve(null)
      : this.#context.api.json<DashboardDefinition>(addressOf(apiPaths.dashboard, {publicId}));
  }

  #poll({emulator: {pageId, pollAfterMs}}: AppConfig): void {
    const {api, messenger} = this.#context;
    startPolling({
      pageId,
      pollAfterMs,
      api,
      messenger,
      onClock: (clock) => this.#session.follow(clock),
      onFault: (fault) => applyFault(fault, this.#context),
    });
  }
}
