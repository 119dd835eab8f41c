import {css} from 'lit';

/** Buttons, menus, notices and the badge. */
export const parts = css`
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

  dialog::backdrop {
    background: rgb(10 14 24 / 40%);
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

  emulator-sign-in {
    flex: 1;
    display: grid;
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

  .badge details {
    position: relative;
    width: max-content;
    max-width: 100%;
  }

  .badge-panel {
    position: absolute;
    z-index: 40;
    bottom: calc(100% + 6px);
    display: grid;
    gap: 6px;
    width: min(330px, calc(100vw - 40px));
    padding: 12px 14px;
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    background: var(--surface);
    color: var(--ink);
    box-shadow: var(--shadow-high);
  }

  .badge-clock {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    align-items: center;
  }
`;
