import assert from 'node:assert/strict';
import type {Account, Body} from './account.js';

export type Row = readonly (string | number | null)[];

export interface Result {
  readonly columns: readonly {readonly name: string}[];
  readonly rows: readonly Row[];
  readonly timezone: string;
  readonly truncated: boolean;
}

/** Asks a query of a session's own rows. */
export async function rowsOf(account: Account, token: string, query: Body, timezone?: string): Promise<readonly Row[]> {
  const body = {query: {measures: [], dimensions: [], ...query}, ...(timezone === undefined ? {} : {timezone})};
  const answer = await account.call('/api/v1/embed/query', {token, body});
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return (answer.body as Result).rows;
}

/** The rows of a dashboard's widgets, by the widget's id. */
export async function widgetsOf(
  account: Account,
  token: string,
  publicId: string,
  controls: Body = {},
): Promise<Readonly<Record<string, Result>>> {
  const answer = await account.call(`/api/v1/embed/dashboard/${publicId}/query`, {token, body: {controls}});
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  const {results} = answer.body as {results: {widgetId: string; ok: boolean; result: Result; message?: string}[]};
  return Object.fromEntries(
    results.map(({widgetId, ok, result, message}) => {
      assert.ok(ok, message);
      return [widgetId, result] as const;
    }),
  );
}
