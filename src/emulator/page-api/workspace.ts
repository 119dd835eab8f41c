import type {ChartType} from './dashboard.js';
import type {QuerySpec} from './query.js';

/** What the home page of the app lists. */
export interface WorkspaceAnswer {
  readonly items: readonly WorkspaceItem[];
}

export interface WorkspaceItem {
  readonly kind: 'workbook' | 'dashboard';
  /** A workbook's number or a dashboard's public id. */
  readonly id: string;
  readonly title: string;
  /** Where the app shows it: `workbook/130`, `dashboard/OwVQpbdaZmBT`, relative to `/embed/d/ID/app/`. */
  readonly path: string;
  readonly updatedAt: number;
  readonly canEdit: boolean;
}

/** One saved query with its chart. Workbooks live in the emulator's memory, per embed tenant. */
export interface Workbook extends WorkbookDraft {
  /** 130 exists in the default content. */
  readonly id: number;
  readonly updatedAt: number;
  readonly updatedBy: string;
}

export interface WorkbookDraft {
  readonly title: string;
  readonly query: QuerySpec;
  readonly chart: ChartType;
}
