/** The names of this machine, as in the session route: a domain that is pointed at 127.0.0.1 is none of them. */
const loopbackHost = /^(?:localhost|(?:[a-z0-9-]+\.)+localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/**
 * Tells whether a request was sent to a loopback name. Any site can point its own name at this machine (DNS rebinding); its
 * page then counts as the demo's own in every browser, and would get a visit and real sessions. Only its `Host` gives it away.
 */
export const hasLoopbackHost = (request: Request): boolean => loopbackHost.test(request.headers.get('host') ?? '');
