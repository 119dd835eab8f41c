/** The names of this machine, as in the session route. A domain that points at 127.0.0.1 is not among them. */
const loopbackHost = /^(?:localhost|(?:[a-z0-9-]+\.)+localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/**
 * Returns whether a request was sent to a loopback name. Any site can point its own name at this machine (DNS rebinding); browsers
 * then take its page for the demo's own, and it would get a visit and real sessions. Only the `Host` header shows the difference.
 */
export const hasLoopbackHost = (request: Request): boolean => loopbackHost.test(request.headers.get('host') ?? '');
