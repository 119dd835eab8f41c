import type {PageFault} from './faults.js';

/** Cube's `embedTheme`, and what `set-theme` may add. Unknown members are passed through. */
export interface EmbedTheme {
  readonly primaryColor?: string | null;
  readonly font?: string | null;
  readonly borderRadius?: number | null;
  readonly analyticsChat?: {
    readonly backgroundColor?: string | null;
    readonly chatInput?: {readonly backgroundColor?: string | null; readonly borderColor?: string | null} | null;
  } | null;
  readonly chat?: {readonly inputColor?: string | null} | null;
}

/** The session's `settings`: only the members that the session gave. */
export interface EmbedSettings {
  readonly allowAi?: boolean;
  readonly showDashboardChat?: boolean;
  readonly showWorkbookChat?: boolean;
  readonly showAiWidgets?: boolean;
  readonly allowChatWorkspaceAuthoring?: boolean;
  readonly showWorkbookShare?: boolean;
  readonly showDashboardSettings?: boolean;
  readonly showMemberNames?: boolean;
  readonly showGroupByCube?: boolean;
  readonly locale?: string;
  readonly timezone?: string;
}

/** What is true of the account, the session and its user, whatever the surface. */
export interface AppConfig {
  /** For the payload of `ready`. */
  readonly mode: 'signed' | 'private';
  readonly embedTenant: string | null;
  /** The session's deployment; in private mode that of the URL, or the first one. */
  readonly deploymentId: number | null;
  readonly user: {readonly displayName: string; readonly picture: string | null};
  readonly creatorMode: boolean;
  /** The session's own settings, then those of the account: take the first that says something, else the feature is on. */
  readonly settings: EmbedSettings;
  readonly accountSettings: EmbedSettings;
  /** Server-enforced: no AI at all, whatever the settings say. */
  readonly aiAllowed: boolean;
  readonly embedTheme: EmbedTheme | null;
  /** The account's app theme, beneath `embedTheme`. */
  readonly accountTheme: EmbedTheme & {readonly logoUrl?: string | null};
  /** Account default, below `?locale=` and `settings.locale`; null: en-US. */
  readonly defaultLocale: string | null;
  /** With `userTimeZones` off no zone that a viewer, a URL or an action names has any effect: send none. */
  readonly timeZones: {
    readonly userTimeZones: boolean;
    readonly embedDefault: string | null;
    readonly account: string | null;
    readonly deployment: string;
  };
  /** The account-wide lock: no download, whatever `allowExport` says. */
  readonly restrictDataDownload: boolean;
  readonly session: SessionClock;
  /** The emulator's own part. */
  readonly emulator: PageStart;
}

/**
 * How much is left, by the emulator's clock, in ms from now; zero or less: it is due. Set ordinary timers from it as well (in
 * real time nothing else comes), and take every newer one that arrives. What was announced stays announced.
 * After `set-session` the page exchanges, reads `appConfig` again with the new token and starts over with these.
 */
export interface SessionClock {
  /** Until `cube:event:session-expiring`. */
  readonly expiringInMs: number;
  /** Until `cube:event:session-expired`; from then on the page shows "Session expired" and makes no more requests but polls. */
  readonly expiredInMs: number;
}

/** What a page needs to start as the fault switches want it. */
export interface PageStart {
  /** Names this page in `emulatorPaths.poll`. After `set-session` the same page keeps its first id. */
  readonly pageId: string;
  readonly pollAfterMs: number;
  /** To be done before `ready`; `PageFault` says what each means at that moment. */
  readonly faults: readonly PageFault[];
}
