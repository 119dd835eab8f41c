/**
 * The fast start: sends the session request of the tags that stand in the page already, and opens the connection of
 * their frames, while the module is still on its way. An element takes over what it finds (session/early-request.ts).
 *
 * A classic script that stands inline in a page: it has 900 bytes, declares no global name, and leaves what goes wrong
 * to the element, which does the same and reports it. Where it saves bytes it starts less, never something else: a tag
 * whose request can't be told in so few bytes begins with the module.
 */
import {earlyRequestKey, type WithEarlyRequest} from '../session/early-request.js';

const page = document;
const json = 'application/json';
const all = <E extends Element>(selector: string | true): E[] => [
  ...page.querySelectorAll<E>(selector as string), // `true` selects nothing
];

// A prerendered page is hidden, too.
for (const tag of all<WithEarlyRequest>(page.hidden || 'cube-embed:not(:defined,[private],[loading=lazy i])').slice(
  0,
  4,
)) {
  try {
    const read = (name: string): string | null => tag.getAttribute(name);
    const type = read('type') || 'dashboard';
    // A member that is a function is left out: so `read` stands for nothing.
    const body = JSON.stringify({
      type,
      id: type > 'd' ? read('dashboard-id') || tag.id : read,
      deploymentId: +read('deployment-id')! || read,
      reason: 'initial',
    });
    const controller = new AbortController();
    const request = new Request(read('session-endpoint')!, {
      method: 'POST',
      headers: {'Content-Type': json, Accept: json},
      body,
      // An unknown word throws: that tag is the element's.
      credentials: (read('session-credentials') as RequestCredentials) || undefined,
      redirect: 'manual',
      signal: controller.signal,
    });
    const frame = page.createElement('iframe');
    const refused = frame.cloneNode() as HTMLIFrameElement;
    if (
      /:"(chat"|app"|dashboard",.*"id":"\w)/.test(body) &&
      !tag[earlyRequestKey] &&
      // The script that runs is the last that is parsed: unlike `document.currentScript`, no markup can take its place.
      request.url == new Request(all<HTMLScriptElement>('script').pop()!.dataset.sessionEndpoint!).url
    ) {
      tag[earlyRequestKey] = [
        request,
        body,
        controller,
        Date.now(),
        fetch(request).catch((error: unknown) => error),
        frame,
      ];
      // Only in Chromium a plain link of the module's would come too late; frame/connection-hint.ts says how this opens a
      // connection. Another tenant than one by `https://` throws, and of no text anything else is loaded or run. A page that
      // is sandboxed can't reach into its frame.
      if ('csp' in frame) {
        refused.src = 'https://hint@' + /s:\/\/(.+)/.exec(read('base-url')!)![1]!;
        tag.append(frame);
        frame.contentDocument?.body.append(refused);
        frame.remove();
      }
    }
  } catch {
    // The element finds it out.
  }
}
