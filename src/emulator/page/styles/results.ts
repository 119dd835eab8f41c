import {css} from 'lit';

/** Charts, tables and numbers, wherever they stand. */
export const results = css`
  .drawn {
    flex: 1;
    min-height: 0;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    grid-template-rows: minmax(150px, 1.2fr) minmax(90px, 1fr);
    gap: 10px;
  }

  emulator-chart {
    display: block;
    min-width: 0;
    min-height: 0;
  }

  .chart {
    position: relative;
    width: 100%;
    height: 100%;
    min-height: 150px;
    overflow: hidden;
  }

  .chart canvas {
    position: absolute;
    inset: 0;
  }

  /*
   * An edge that more lies behind is shaded: the shade stays where it is, and at the end of the rows a cover that scrolls
   * with them lies over it.
   */
  .table-scroll {
    --cover: var(--surface) 40%, transparent;
    --shade: color-mix(in srgb, var(--ink) 14%, transparent), transparent;
    flex: 1;
    min-height: 0;
    min-width: 0;
    overflow: auto;
    scrollbar-width: thin;
    background:
      linear-gradient(to top, var(--cover)) bottom / 100% 36px local,
      linear-gradient(to right, var(--cover)) left / 36px 100% local,
      linear-gradient(to left, var(--cover)) right / 36px 100% local,
      linear-gradient(to top, var(--shade)) bottom / 100% 12px,
      linear-gradient(to right, var(--shade)) left / 12px 100%,
      linear-gradient(to left, var(--shade)) right / 12px 100%;
    background-repeat: no-repeat;
  }

  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 13px;
    font-variant-numeric: tabular-nums;
  }

  th {
    position: sticky;
    top: 0;
    z-index: 1;
    padding: 4px 8px 6px;
    background: var(--surface);
    box-shadow: inset 0 -1px var(--line);
    color: var(--ink-2);
    font-size: 12px;
    font-weight: 600;
    text-align: start;
    white-space: nowrap;
  }

  td {
    padding: 5px 8px;
    border-bottom: 1px solid var(--line);
    white-space: nowrap;
  }

  tbody tr:last-child td {
    border-bottom: 0;
  }

  tbody tr:hover td {
    background: var(--surface-2);
  }

  th:first-child,
  td:first-child {
    padding-inline-start: 2px;
  }

  th:last-child,
  td:last-child {
    padding-inline-end: 4px;
  }

  .amount {
    text-align: end;
  }

  .key {
    display: inline-block;
    width: 10px;
    height: 10px;
    margin-inline-end: 8px;
    border-radius: 3px;
  }

  .point {
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    text-align: inherit;
    cursor: pointer;
    border-radius: 4px;
  }

  .point:hover {
    color: var(--accent-text);
    text-decoration: underline;
    text-underline-offset: 3px;
  }

  emulator-linked-cell a {
    color: var(--accent-text);
    text-underline-offset: 3px;
  }

  emulator-linked-cell .icon {
    width: 13px;
    height: 13px;
    margin-inline-start: 4px;
    color: var(--ink-2);
  }

  /* The browser's own look of a popover centers it in the window. */
  .cell-menu {
    position: fixed;
    inset: auto;
    margin: 0;
    color: var(--ink);
  }

  .cell-menu a {
    display: block;
    padding: 6px 10px;
    border-radius: 6px;
    color: var(--ink);
    text-decoration: none;
  }

  .cell-menu a:hover {
    background: var(--surface-2);
  }

  .numbers {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 24px;
    align-items: end;
  }

  .big-number {
    font-size: clamp(12px, 9.2cqi, 30px);
    font-weight: 650;
    letter-spacing: -0.02em;
    line-height: 1.25;
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }

  .big-number small {
    display: block;
    color: var(--ink-2);
    font-size: 12px;
    font-weight: 500;
    letter-spacing: 0;
  }

  p.summary {
    color: var(--ink);
    max-width: 75ch;
    overflow: auto;
  }
`;
