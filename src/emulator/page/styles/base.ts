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

  main:focus {
    outline: none;
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

  /* The sign of a dashboard's switchers, over the end of the select. */
  .field > select {
    grid-area: 2 / 1;
    appearance: none;
    padding-inline-end: 34px;
  }

  .field > select + .icon {
    grid-area: 2 / 1;
    place-self: center end;
    margin-inline-end: 11px;
    pointer-events: none;
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

  .tag {
    padding: 1px 8px;
    border-radius: 99px;
    background: var(--surface-2);
    color: var(--ink-2);
    font-size: 11px;
    font-weight: 600;
    white-space: nowrap;
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
