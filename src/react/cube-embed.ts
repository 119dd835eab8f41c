import {createComponent} from '@lit/react';
import * as react from 'react';
import {CubeEmbedElement} from '../index.js';
import type {CubeEmbedEventMap} from '../public.js';

type PascalCase<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${PascalCase<Rest>}`
  : Capitalize<Name>;

/** Each event has a prop: `cube-dashboard-loaded` is `onDashboardLoaded`. */
const events = {
  onStatechange: 'cube-statechange',
  onSession: 'cube-session',
  onSessionRenewed: 'cube-session-renewed',
  onError: 'cube-error',
  onReady: 'cube-ready',
  onView: 'cube-view',
  onNavigate: 'cube-navigate',
  onDashboardLoaded: 'cube-dashboard-loaded',
  onDownload: 'cube-download',
  onDrilldown: 'cube-drilldown',
  onAiQuery: 'cube-ai-query',
  onSessionExpiring: 'cube-session-expiring',
  onSessionExpired: 'cube-session-expired',
} as const satisfies {
  [Name in keyof CubeEmbedEventMap as Name extends `cube-${infer Rest}` ? `on${PascalCase<Rest>}` : never]: Name;
};

const Tag = createComponent({
  react,
  tagName: 'cube-embed',
  elementClass: CubeEmbedElement,
  events,
});

/** `<cube-embed>` as a React component. What its props are, types/react.d.ts says. */
export const CubeEmbed = react.forwardRef<CubeEmbedElement, react.ComponentProps<typeof Tag>>((props, ref) =>
  // A tag that a server rendered marks itself as busy before React comes to it: no mistake to warn of.
  react.createElement(Tag, {suppressHydrationWarning: true, ...props, ref}),
);
CubeEmbed.displayName = 'CubeEmbed';
