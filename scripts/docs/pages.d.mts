export interface ListedPage {
  readonly title: string;
  /** Inside docs/. */
  readonly path: string;
  readonly about: string;
  /** The other pages of the folder that the page lists. */
  readonly below: readonly {readonly title: string; readonly path: string}[];
}
export function pagePaths(): string[];
export function readPage(path: string): string;
export function titleOf(text: string): string;
export function readOrder(): {readonly title: string; readonly pages: readonly ListedPage[]}[];
export function slugOf(heading: string): string;
