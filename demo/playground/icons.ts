import {svg, type SVGTemplateResult} from 'lit';

const icon = (shape: SVGTemplateResult): SVGTemplateResult =>
  svg`<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${shape}</svg>`;

export const sunIcon = icon(
  svg`<circle cx="12" cy="12" r="4"/><path d="M12 2v2M12 20v2M4.9 4.9l1.4 1.4M17.7 17.7l1.4 1.4M2 12h2M20 12h2M4.9 19.1l1.4-1.4M17.7 6.3l1.4-1.4"/>`,
);
export const moonIcon = icon(svg`<path d="M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z"/>`);
export const dashboardIcon = icon(svg`<path d="M4 20V10M10 20V4M16 20v-7M22 20H2"/>`);
export const chatIcon = icon(svg`<path d="M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 1 1 15-5z"/>`);
export const appIcon = icon(
  svg`<rect x="3" y="3" width="8" height="8" rx="2"/><rect x="13" y="3" width="8" height="8" rx="2"/><rect x="3" y="13" width="8" height="8" rx="2"/><path d="M17 14v6M14 17h6"/>`,
);
export const copyIcon = icon(
  svg`<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M5 15H4V5a1 1 0 0 1 1-1h10v1"/>`,
);
export const doneIcon = icon(svg`<path d="M5 12.5 10 17.5 19 7"/>`);
export const logo = svg`<svg viewBox="0 0 24 24" aria-hidden="true"><path fill="var(--accent)" d="M12 1 22 6.5 12 12 2 6.5z"/><path fill="var(--accent)" opacity=".75" d="M2 8.2 11.3 13.3V23L2 17.8z"/><path fill="var(--accent)" opacity=".5" d="M22 8.2 12.7 13.3V23L22 17.8z"/></svg>`;
