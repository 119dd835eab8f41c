import {css} from 'lit';

/** The dashboard: header, controls, grid of widgets. */
export const dashboard = css`
  .dashboard {
    flex: 1;
    display: grid;
    align-content: start;
    gap: 14px;
    padding: 18px 20px 14px;
    min-width: 0;
  }

  .dashboard-header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 10px 12px;
  }

  .dashboard-header.bare {
    display: contents;
  }

  .heading {
    flex: 1 1 220px;
    min-width: 0;
  }

  .heading h1 {
    font-size: 20px;
    font-weight: 680;
    letter-spacing: -0.015em;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }

  .heading p {
    color: var(--ink-2);
    font-size: 13px;
  }

  .title-input {
    flex: 1 1 200px;
    font-size: 18px;
    font-weight: 650;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-inline-start: auto;
  }

  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .control {
    display: inline-flex;
    align-items: center;
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    background: var(--surface);
    max-width: 100%;
  }

  .control > span,
  .control summary > span {
    padding-inline: 12px 0;
    color: var(--ink-2);
    white-space: nowrap;
  }

  .control > select {
    appearance: none;
    field-sizing: content;
    width: auto;
    min-height: 34px;
    padding: 4px 31px 4px 8px;
    border: 0;
    background: transparent;
    font-weight: 600;
    cursor: pointer;
  }

  /* The same sign as a filter's, over the end of the select. */
  .control > select + .icon {
    margin-inline-start: -26px;
    margin-inline-end: 8px;
    pointer-events: none;
  }

  .control > select option {
    background: var(--surface);
  }

  .control summary {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 34px;
    min-width: 0;
    cursor: pointer;
    list-style: none;
    border-radius: inherit;
  }

  .control summary b {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    padding-inline-end: 8px;
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .control summary b.set {
    color: var(--accent-text);
  }

  .filter-editor {
    inset-inline: 0 auto;
    display: grid;
    gap: 4px;
    width: max-content;
    min-width: 100%;
    max-width: min(320px, 90vw);
  }

  .filter-editor .field {
    padding: 4px;
  }

  .options {
    max-height: 260px;
    overflow: auto;
  }

  .option {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 5px 8px;
    border-radius: 6px;
    cursor: pointer;
  }

  .option:hover {
    background: var(--surface-2);
  }

  .filter-editor > .clear {
    border-top: 1px solid var(--line);
    border-radius: 0 0 6px 6px;
    color: var(--accent-text);
  }

  .filter-editor > .clear:disabled {
    color: var(--ink-2);
    cursor: default;
  }

  .grid {
    display: grid;
    grid-template-columns: repeat(12, minmax(0, 1fr));
    grid-auto-rows: 92px;
    gap: 14px;
  }

  emulator-widget {
    grid-column: var(--column) / span var(--columns);
    grid-row: var(--row) / span var(--rows);
    display: grid;
    min-width: 0;
    min-height: 0;
    container-type: inline-size;
  }

  .widget {
    display: flex;
    flex-direction: column;
    gap: 8px;
    min-width: 0;
    min-height: 0;
    padding: 14px 16px;
  }

  .widget > header {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 22px;
  }

  .widget h2 {
    flex: 1;
    min-width: 0;
    font-size: 14px;
    font-weight: 620;
    overflow-wrap: anywhere;
  }

  .widget.number h2 {
    color: var(--ink-2);
    font-size: 13px;
    font-weight: 550;
  }

  /* Label and number belong together, however high the card is. */
  .widget.number {
    justify-content: center;
    gap: 2px;
    padding-block: 10px;
  }

  /* A sentence, however high its place is. */
  .widget.summary {
    align-self: start;
  }

  .widget > header .button {
    min-height: 26px;
    width: 26px;
    border-color: transparent;
    color: var(--ink-2);
  }

  @container (min-width: 560px) {
    .widget .drawn {
      grid-template-columns: minmax(0, 1fr) fit-content(48%);
      grid-template-rows: minmax(0, 1fr);
      gap: 20px;
    }
  }

  .skeleton {
    flex: 1;
    min-height: 22px;
    border-radius: 8px;
    background: linear-gradient(90deg, var(--surface-2), var(--background), var(--surface-2)) 0 0 / 200% 100%;
    animation: shimmer 1.4s linear infinite;
  }

  @keyframes shimmer {
    to {
      background-position: -200% 0;
    }
  }

  @media (max-width: 720px) {
    .dashboard {
      padding: 14px 12px;
    }

    .grid {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      grid-auto-rows: auto;
      gap: 10px;
    }

    emulator-widget {
      grid-column: 1 / -1;
      grid-row: auto;
    }

    emulator-widget:has(.widget.number) {
      grid-column: auto;
    }

    .widget {
      max-height: 460px;
    }

    .widget.number {
      padding: 12px;
    }

    .actions {
      margin-inline-start: 0;
    }
  }
`;
