import type {PageFault} from '../page-api.js';
import {attempt} from './attempts.js';
import {navigate, postView} from './navigation.js';
import type {PageContext} from './page-context.js';

const never = new Promise<never>(() => undefined);

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Goes to a path; to one that this page doesn't have by words and address alone. */
const pretendToNavigate = (context: PageContext, path: string): void => {
  if (navigate(context, path)) return;
  const previousPath = location.pathname;
  history.pushState(null, '', path);
  context.messenger.post('navigate', {path, previousPath});
  postView(context);
};

/** Does what a fault switch of the emulator wants of this page. After `reload` and `leave` nothing more happens here. */
export async function applyFault(fault: PageFault, context: PageContext): Promise<void> {
  const {messenger} = context;
  switch (fault.do) {
    case 'omit':
      messenger.omit(fault.events);
      return;
    case 'delay-ready':
      await wait(fault.ms);
      return;
    case 'reload':
      location.reload();
      return never;
    case 'announce':
      messenger.post(fault.event, isRecord(fault.payload) ? fault.payload : {});
      return;
    case 'error':
      if (fault.fatal) context.fail(fault.message, fault.context ?? 'embed-render', fault.name);
      else messenger.error(fault.message, fault.context ?? 'embed-render', fault.name ? {name: fault.name} : {});
      return;
    case 'post':
      messenger.postRaw(fault.data, fault.targetOrigin);
      return;
    case 'flood':
      for (let count = 0; count < fault.count; count++) messenger.post(fault.event ?? 'view', {count});
      return;
    case 'leave':
      location.assign(fault.url);
      return never;
    case 'push-state':
      history.pushState(null, '', fault.path);
      return;
    case 'back':
      history.back();
      return;
    case 'hash':
      location.hash = fault.hash;
      return;
    case 'navigate':
      pretendToNavigate(context, fault.path);
      return;
    case 'attempt':
      messenger.report({kind: 'attempted', what: fault.what, ...(await attempt(fault.what, fault.url))});
      return;
    case 'block': {
      const until = performance.now() + fault.ms;
      while (performance.now() < until);
      return;
    }
  }
}
