import {messageOf} from './api-client.js';
import {shippedLocale} from './locale.js';
import type {HostAction} from './messenger.js';
import {navigate} from './navigation.js';
import type {PageContext} from './page-context.js';
import type {SessionLife} from './session-life.js';
import {isColorScheme} from './theme.js';
import {isTimeZoneName} from './time-zone.js';
import {parseFilterAction} from './url-parameters.js';

/** Goes on with a new session in place. A bad id leaves the page as it was, and posts an error to the host. */
async function setSession(sessionId: unknown, context: PageContext, session: SessionLife): Promise<void> {
  try {
    if (typeof sessionId !== 'string' || sessionId === '') throw new Error('set-session came without a sessionId.');
    await session.redeem(sessionId, 'set-session');
    const config = await session.readConfig(context.config?.emulator.pageId);
    context.setConfig(config);
    context.setExpired(false);
    session.begin(config.session);
  } catch (error) {
    context.messenger.error(messageOf(error), 'embed-session', {name: 'SessionError'});
  }
}

/** Does what the host page asks for (https://docs.cube.dev/embedding/iframe/events); what makes no sense is ignored. */
export function performAction({name, payload}: HostAction, context: PageContext, session: SessionLife): void {
  switch (name) {
    case 'set-color-scheme':
      if (isColorScheme(payload['scheme'])) context.choose({scheme: payload['scheme']});
      break;
    case 'set-theme':
      context.choose({theme: payload});
      break;
    case 'set-locale': {
      const {locale} = payload;
      if (typeof locale === 'string' && shippedLocale(locale)) context.choose({locale});
      break;
    }
    case 'set-timezone': {
      const {timezone} = payload;
      if (isTimeZoneName(timezone)) context.choose({timezone});
      break;
    }
    case 'set-filter': {
      const {filterUrlParameter} = payload;
      if (typeof filterUrlParameter !== 'string') break;
      context.dispatch({type: 'set-filter', filters: parseFilterAction(filterUrlParameter)});
      break;
    }
    case 'navigate': {
      const {path} = payload;
      if (typeof path === 'string' && !navigate(context, path)) {
        context.messenger.error(`There is nothing to navigate to at ${path}.`, 'embed-navigate');
      }
      break;
    }
    case 'refresh':
      context.dispatch({type: 'refresh'});
      break;
    case 'set-session':
      void setSession(payload['sessionId'], context, session);
      break;
  }
}
