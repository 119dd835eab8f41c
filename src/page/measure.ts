/**
 * Adds an entry to the browser's own performance tools, from a time on the steady clock until now. It is only a help:
 * where a page has replaced or removed the function, the embed goes on without the entry.
 */
export function measure(name: 'session' | 'frame' | 'painted', start: number): void {
  try {
    performance.measure(`cube-embed:${name}`, {start});
  } catch {
    // Nothing that an embed needs depends on it.
  }
}
