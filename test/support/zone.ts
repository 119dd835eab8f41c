import 'zone.js-0.13/bundles/zone.umd.js';

/** What a page listens for that embeds listen for, too. */
export const heardBy: Readonly<Record<string, EventTarget>> = {
  visibilitychange: document,
  securitypolicyviolation: document,
  online: window,
  offline: window,
  pageshow: window,
  pagehide: window,
  message: window,
};

const nothing = (): void => {};

// Zone.js keeps a name of its own on the window for each: it is there before a test looks for names that are left behind.
for (const [type, target] of Object.entries(heardBy)) {
  target.addEventListener(type, nothing);
  target.removeEventListener(type, nothing);
}
