import type {CellLink} from '../../page-api.js';

/** A link of one cell: of a site, or of a dashboard with the query string of its filters. */
export interface LinkOfCell extends Omit<CellLink, 'column' | 'targets'> {
  readonly to: string;
}

/** Tells whether a text is the absolute URL of a website: no other scheme is followed out of rows. */
const isWebsite = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** The links that a column has in a row. */
export const linksOfCell = (
  links: readonly CellLink[] | undefined,
  rowIndex: number,
  columnIndex: number,
): readonly LinkOfCell[] =>
  (links ?? []).flatMap(({column, targets, ...link}) => {
    const to = targets[rowIndex];
    if (column !== columnIndex || to === null || to === undefined) return [];
    return link.dashboard === null && !isWebsite(to) ? [] : [{...link, to}];
  });
