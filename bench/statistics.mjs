/** The value below which a share of the values lies, interpolated between two of them. */
function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)];
  return below + (sorted[Math.ceil(at)] - below) * (at % 1);
}

export const median = (values) => quantile(values, 0.5);

/** Median and quartiles, as `0.91 (0.89–0.94)`. */
export const spread = (values, digits = 2) =>
  `${median(values).toFixed(digits)} (${quantile(values, 0.25).toFixed(digits)}–${quantile(values, 0.75).toFixed(digits)})`;

/** Prints rows of texts in columns, the first to the left, the others to the right. */
export function printTable(head, rows) {
  const widths = head.map((title, column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
  for (const row of [head, ...rows])
    console.log(
      row.map((text, column) => (column ? text.padStart(widths[column]) : text.padEnd(widths[column]))).join('  '),
    );
}
