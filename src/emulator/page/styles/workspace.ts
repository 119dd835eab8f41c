import {css} from 'lit';

/** The app: its home, and the workbook. */
export const workspace = css`
  .workspace,
  .workbook {
    flex: 1;
    display: grid;
    align-content: start;
    gap: 18px;
    padding: 18px 20px 14px;
    min-width: 0;
  }

  .workspace > header,
  .workbook-header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 10px;
  }

  .workspace h1 {
    font-size: 22px;
    font-weight: 680;
    letter-spacing: -0.015em;
  }

  .workspace section > h2 {
    margin-bottom: 8px;
    color: var(--ink-2);
    font-size: 13px;
    font-weight: 600;
  }

  .items {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(240px, 100%), 1fr));
    gap: 12px;
    list-style: none;
  }

  .item {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 2px 12px;
    align-items: center;
    padding: 14px;
    color: var(--ink);
    text-decoration: none;
    overflow-wrap: anywhere;
  }

  .item:hover {
    border-color: var(--accent);
  }

  .item small {
    grid-column: 2;
    color: var(--ink-2);
  }

  .item-icon {
    grid-row: span 2;
    display: grid;
    place-items: center;
    width: 38px;
    height: 38px;
    border-radius: var(--radius-small);
    background: var(--surface-2);
    color: var(--accent-text);
    font-size: 17px;
  }

  .workbook {
    gap: 12px;
  }

  .workbook-header .title-input {
    flex: 1 1 220px;
    min-height: 34px;
    border-color: transparent;
    background: transparent;
  }

  .workbook-header .title-input:hover,
  .workbook-header .title-input:focus {
    border-color: var(--control-border);
    background: var(--surface);
  }

  .workbook-header .actions {
    align-items: center;
  }

  .save-state {
    color: var(--ink-2);
    font-size: 13px;
  }

  .sure {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 6px;
    align-items: center;
  }

  .share {
    display: grid;
    gap: 6px;
    width: min(300px, 80vw);
    padding: 12px;
  }

  code {
    font-family: ui-monospace, 'SFMono-Regular', Menlo, Consolas, 'Liberation Mono', monospace;
    font-size: 12px;
    overflow-wrap: anywhere;
  }

  .workbook-body {
    display: grid;
    grid-template-columns: 260px minmax(0, 1fr);
    gap: 14px;
    align-items: start;
  }

  .builder {
    display: grid;
    gap: 14px;
    padding: 14px;
  }

  .builder h2 {
    font-size: 14px;
    font-weight: 650;
  }

  .builder section {
    display: grid;
    gap: 8px;
  }

  .builder fieldset {
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  .builder legend {
    padding: 0 0 2px;
    color: var(--ink-2);
    font-size: 12px;
    font-weight: 600;
  }

  .builder .option {
    padding: 3px 4px;
  }

  .builder .option code {
    display: block;
    color: var(--ink-2);
  }

  .builder .quiet {
    color: var(--ink-2);
    font-size: 13px;
  }

  .pair {
    display: grid;
    gap: 10px;
  }

  .workbook-result {
    container-type: inline-size;
    display: flex;
    flex-direction: column;
    min-height: 420px;
    max-height: 720px;
    padding: 18px;
  }

  .workbook-result .drawn {
    grid-template-rows: minmax(260px, 1.5fr) minmax(120px, 1fr);
  }

  @media (max-width: 720px) {
    .workspace,
    .workbook {
      padding: 14px 12px;
    }

    .workbook-body {
      grid-template-columns: minmax(0, 1fr);
    }

    .workbook-body > section {
      order: -1;
    }
  }
`;
