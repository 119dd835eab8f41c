/**
 * What the embedded page and the emulator's server say to each other.
 *
 * The server answers every embed URL (`embedPaths`) with one static HTML shell that holds `<div id="root"></div>` and loads
 * `/emulator/page.js` as a module; everything else is the page's own work, in this order:
 *
 * 1. `session` (or `sessionId`) of its own URL goes to `apiPaths.exchange`, once; the answer is a token. Without a session the
 *    viewer is embedded privately: `emulatorPaths.signIn`.
 * 2. With `Authorization: Embed-Token <token>` it reads `apiPaths.appConfig`, then what its surface needs.
 * 3. From then on it asks `emulatorPaths.poll` about once a second (`PollAnswer.pollAfterMs`, and at once when it becomes
 *    visible): that is how a moved clock and the fault switches reach open pages. A long-lived stream would use up one of the
 *    six connections that a browser opens to one origin, and a page with many embeds would never load.
 *
 * Every answer that is not 2xx has the body `ErrorAnswer`. 401 on anything but the exchange: the token has ended or was revoked.
 */
export * from './page-api/addresses.js';
export * from './page-api/exchange.js';
export * from './page-api/app-config.js';
export * from './page-api/filter.js';
export * from './page-api/controls.js';
export * from './page-api/query.js';
export * from './page-api/dashboard.js';
export * from './page-api/workspace.js';
export * from './page-api/chat.js';
export * from './page-api/faults.js';
export * from './page-api/poll.js';
