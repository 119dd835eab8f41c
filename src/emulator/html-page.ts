/** A text as it stands in HTML, in an attribute's double quotes, too. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const style = `
  :root { color-scheme: light dark; --ink: light-dark(#14171f, #eef0f6); --quiet: light-dark(#545b70, #a3a9bb);
    --line: light-dark(#e0e3eb, #2c303d); --card: light-dark(#fff, #191c25); --accent: light-dark(#2f4fc7, #9db0ff) }
  body { margin: 0; padding: clamp(16px, 6vw, 64px) 16px; background: light-dark(#f5f6fa, #11131a); color: var(--ink);
    font: 15px/1.55 system-ui, sans-serif }
  main { max-width: 720px; margin: 0 auto; display: grid; grid-template-columns: minmax(0, 1fr); gap: 20px }
  h1 { margin: 0; font-size: 26px; line-height: 1.2; letter-spacing: -0.02em }
  h2 { margin: 0 0 8px; font-size: 16px }
  p { margin: 6px 0 0; color: var(--quiet) }
  section { padding: 20px; border: 1px solid var(--line); border-radius: 12px; background: var(--card) }
  ul { margin: 0; padding: 0; list-style: none }
  li { padding: 8px 0; border-top: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: 2px 16px }
  li:first-child { border: 0 }
  li strong { flex: 1 1 200px; overflow-wrap: anywhere }
  a { color: var(--accent) }
  details { padding: 8px 0; border-top: 1px solid var(--line) }
  summary { cursor: pointer }
  .copyable { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; margin-top: 12px }
  .copyable pre { grid-column: 1 / -1 }
  h3 { margin: 0; font-size: 13px; font-weight: 600 }
  button { padding: 2px 10px; border: 1px solid var(--line); border-radius: 6px; background: transparent; color: inherit; font: inherit; cursor: pointer }
  pre { margin: 8px 0 0; font-size: 13px; white-space: pre-wrap; overflow-wrap: anywhere }
  code { font-size: 13px; overflow-wrap: anywhere }
  /* An edge that more lies behind is shaded; at the end a cover that scrolls with the rows lies over the shade. */
  .scrolls { --cover: var(--card) 40%, transparent; --shade: color-mix(in srgb, var(--ink) 16%, transparent), transparent;
    overflow-x: auto; margin: 0 -20px -8px; padding: 0 20px 8px;
    background: linear-gradient(to right, var(--cover)) left / 36px 100% no-repeat local,
      linear-gradient(to left, var(--cover)) right / 36px 100% no-repeat local,
      linear-gradient(to right, var(--shade)) left / 12px 100% no-repeat,
      linear-gradient(to left, var(--shade)) right / 12px 100% no-repeat }
  table { border-collapse: collapse; width: 100%; font-size: 13px; font-variant-numeric: tabular-nums }
  th, td { padding: 6px 16px 6px 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; white-space: nowrap }
  thead th { border: 0; color: var(--quiet); font-weight: 500 }
  tbody th { font-weight: 600 }
  .number { text-align: right }
  th:last-child, td:last-child { padding-right: 0 }
  main:has(table) { max-width: 1120px }
  nav { margin-top: 8px; display: flex; gap: 16px }
  nav [aria-current] { color: inherit; text-decoration: none }`;

/** Something to copy: selected by a click or by the keyboard, copied by the button where the browser lets it. */
export const copyable = (label: string, code: string): string =>
  `<div class="copyable"><h3>${escaped(label)}</h3><button type="button" data-copy aria-label="Copy: ${escaped(label)}">Copy</button>
    <pre tabindex="0" aria-label="${escaped(label)}"><code>${escaped(code)}</code></pre></div>`;

const copyScript = `
  document.addEventListener('click', async ({target}) => {
    const button = target.closest('[data-copy]');
    if (!button) return;
    const code = button.parentElement.querySelector('code');
    getSelection().selectAllChildren(code);
    try { await navigator.clipboard.writeText(code.textContent); button.textContent = 'Copied'; }
    catch { button.textContent = 'Selected'; }
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  });`;

/** One page of the emulator's own: `title` is text, `body` is HTML; `about` is text under the heading. */
export const htmlPage = ({
  title,
  about,
  body,
  nav = '',
}: {
  readonly title: string;
  readonly about: string;
  readonly body: string;
  readonly nav?: string;
}): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escaped(title)}</title>
    <link rel="icon" href="data:," />
    <style>${style}</style>
  </head>
  <body>
    <main>
      <header>
        <h1>${escaped(title)}</h1>
        <p>${escaped(about)}</p>
        ${nav}
      </header>
      ${body}
    </main>
    <script>${copyScript}</script>
  </body>
</html>
`;

/** A column: its heading, and what stands in it; numbers stand right. */
export type Column<Row> = readonly [heading: string, cell: (row: Row) => string | number | null];

/** A section with a table, whose first column names the row; a sentence where there are no rows. */
export const tableSection = <Row>(
  heading: string,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  empty: string,
): string => {
  const isNumber = ([, read]: Column<Row>, index: number): boolean =>
    index > 0 && rows[0] !== undefined && typeof read(rows[0]) === 'number';
  const align = (column: Column<Row>, index: number): string => (isNumber(column, index) ? ' class="number"' : '');
  const head = columns.map((column, index) => `<th scope="col"${align(column, index)}>${escaped(column[0])}</th>`);
  const cell = (row: Row, column: Column<Row>, index: number): string => {
    const content = escaped(String(column[1](row) ?? '–'));
    return index === 0 ? `<th scope="row">${content}</th>` : `<td${align(column, index)}>${content}</td>`;
  };
  const lines = rows.map((row) => `<tr>${columns.map((column, index) => cell(row, column, index)).join('')}</tr>`);
  const table = `<div class="scrolls" tabindex="0" role="region" aria-label="${escaped(heading)}"><table>
    <thead><tr>${head.join('')}</tr></thead><tbody>${lines.join('')}</tbody></table></div>`;
  return `<section><h2>${escaped(heading)}</h2>${rows.length === 0 ? `<p>${escaped(empty)}</p>` : table}</section>`;
};
