import {css} from 'lit';

/** The document, and the parts that all views are made of. */
export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  html {
    background: var(--background);
    color: var(--ink);
    font-family: var(--font);
    font-size: 14px;
    line-height: 1.5;
    -webkit-font-smoothing: antialiased;
  }

  body,
  h1,
  h2,
  h3,
  p,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }

  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
  }

  a {
    color: var(--accent-text);
  }

  :focus-visible {
    outline: 2px solid var(--accent-text);
    outline-offset: 2px;
  }

  [hidden] {
    display: none !important;
  }

  emulator-page {
    display: flex;
    flex-direction: column;
    min-height: 100vh;
    min-height: 100dvh;
  }

  .surface {
    flex: 1;
    display: flex;
    flex-direction: column;
    min-width: 0;
  }

  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .icon {
    width: 1.15em;
    height: 1.15em;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.9;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .card {
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    box-shadow: var(--shadow);
  }

  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-height: 34px;
    padding: 5px 12px;
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    background: var(--surface);
    color: var(--ink);
    font-weight: 550;
    white-space: nowrap;
    cursor: pointer;
    list-style: none;
    text-decoration: none;
  }

  .button:hover:not(:disabled) {
    background: var(--surface-2);
  }

  .button:disabled {
    opacity: 0.45;
    cursor: default;
  }

  .button.icon-only {
    width: 34px;
    padding: 0;
  }

  .button.small {
    min-height: 26px;
    padding: 1px 8px;
    font-size: 12px;
  }

  .button.primary {
    background: var(--accent);
    border-color: transparent;
    color: var(--on-accent);
  }

  .button.primary:hover:not(:disabled) {
    background: var(--accent);
    filter: brightness(1.08);
  }

  .button.accent {
    color: var(--accent-text);
  }

  .button.danger {
    color: var(--problem);
  }

  summary::-webkit-details-marker {
    display: none;
  }

  .field {
    display: grid;
    gap: 4px;
  }

  .field > span {
    color: var(--ink-2);
    font-size: 12px;
    font-weight: 550;
  }

  input:not([type='checkbox'], [type='radio']),
  select,
  textarea {
    min-height: 36px;
    padding: 6px 10px;
    border: 1px solid var(--control-border);
    border-radius: var(--radius-small);
    background: var(--surface);
    width: 100%;
  }

  input[type='checkbox'] {
    width: 16px;
    height: 16px;
    margin: 0;
    accent-color: var(--accent);
  }

  .menu {
    position: relative;
  }

  .menu-items {
    position: absolute;
    z-index: 20;
    inset-inline-end: 0;
    top: calc(100% + 4px);
    min-width: 120px;
    padding: 4px;
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    box-shadow: var(--shadow-high);
  }

  .menu-items > button {
    display: block;
    width: 100%;
    padding: 6px 10px;
    border: 0;
    border-radius: 6px;
    background: none;
    text-align: start;
    cursor: pointer;
  }

  .menu-items > button:hover:not(:disabled) {
    background: var(--surface-2);
  }

  .waiting,
  .empty {
    color: var(--ink-2);
    padding: 12px 0;
  }

  .problem {
    color: var(--problem);
  }

  .problem:empty,
  .note:empty {
    display: none;
  }

  .note {
    color: var(--ink-2);
    font-size: 13px;
  }

  .notice {
    flex: 1;
    display: grid;
    place-items: center;
    padding: 24px 16px;
  }

  .notice-card {
    width: 100%;
    max-width: 420px;
    padding: 28px;
    display: grid;
    gap: 10px;
    overflow-wrap: anywhere;
  }

  .notice-card h1,
  .notice-card h2 {
    font-size: 20px;
    line-height: 1.3;
  }

  .notice-card p:not(.problem) {
    color: var(--ink-2);
  }

  .notice-card .button {
    justify-self: start;
  }

  .sign-in .field {
    margin-top: 8px;
  }

  .tag {
    padding: 1px 8px;
    border-radius: 99px;
    background: var(--surface-2);
    color: var(--ink-2);
    font-size: 11px;
    font-weight: 600;
    white-space: nowrap;
  }

  .badge {
    padding: 0 20px 10px;
    color: var(--ink-2);
    font-size: 12px;
  }

  .badge summary {
    display: inline-block;
    padding: 2px 10px;
    border: 1px dashed var(--control-border);
    border-radius: 99px;
    cursor: pointer;
    list-style: none;
  }

  .badge-panel {
    display: grid;
    gap: 4px;
    padding: 8px 2px;
  }

  .badge-clock {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    align-items: center;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }
  }
`;
