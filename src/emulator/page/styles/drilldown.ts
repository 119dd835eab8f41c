import {css} from 'lit';

/** The dialog with the rows behind a number. */
export const drilldown = css`
  .drilldown {
    width: min(900px, calc(100vw - 24px));
    max-height: min(640px, calc(100vh - 24px));
    padding: 0;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    box-shadow: var(--shadow-high);
  }

  .drilldown[open] {
    display: flex;
    flex-direction: column;
  }

  .drilldown > header {
    display: flex;
    align-items: start;
    justify-content: space-between;
    gap: 12px;
    padding: 16px 18px 10px;
  }

  .drilldown h2 {
    font-size: 17px;
  }

  .drilldown header p {
    color: var(--ink-2);
    font-size: 13px;
  }

  .drilldown > .table-scroll,
  .drilldown > p {
    margin: 0 18px 16px;
  }
`;
