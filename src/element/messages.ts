/** The element's own texts for viewers. */
export interface Messages {
  readonly loading: string;
  /** In the loader after 10 s, and in the notice over a frame that may work. */
  readonly slow: string;
  readonly failed: string;
  readonly signedOut: string;
  readonly forbidden: string;
  /** The button. */
  readonly retry: string;
  /** What the frame is called, and the heading of the error panel. */
  readonly dashboard: string;
  readonly chat: string;
  readonly app: string;
}

const en: Messages = {
  loading: 'Loading…',
  slow: 'This is taking longer than usual.',
  failed: 'This could not be loaded.',
  signedOut: 'You are signed out. Sign in and try again.',
  forbidden: 'You do not have access to this.',
  retry: 'Try again',
  dashboard: 'Dashboard',
  chat: 'Analytics chat',
  app: 'Analytics',
};

/** Chooses the texts: the host's own before those of the language. */
export const messagesFor = (own: Partial<Messages> | null | undefined): Messages => ({...en, ...own});
