import type {Viewer} from '../accounts/viewer.js';
import type {Clock} from '../clock.js';
import type {AccountContent} from '../content/account-content.js';
import {HttpProblem, notFound} from '../http-problem.js';
import type {Workbook, WorkbookDraft} from '../page-api.js';

/** More than are made by hand: the limit stops a script that makes them without end. */
const workbookLimit = 1000;

/** Workbooks belong to an embed tenant in a deployment: what one tenant saves no other sees. */
const shelfOf = ({deploymentId, tenant, userId}: Viewer): string =>
  JSON.stringify([deploymentId, tenant ?? `user ${userId}`]);

/** The saved workbooks, in memory. Every tenant starts with those of the content. */
export const createWorkbooks = ({deployments}: AccountContent, clock: Clock) => {
  const shelves = new Map<string, Map<number, Workbook>>();
  let lastId = Math.max(0, ...[...deployments.values()].flatMap(({workbooks}) => workbooks.map(({id}) => id)));
  const startedAt = clock.now();

  const shelf = (viewer: Viewer): Map<number, Workbook> => {
    const key = shelfOf(viewer);
    const known = shelves.get(key);
    if (known !== undefined) return known;
    const given = deployments.get(viewer.deploymentId ?? -1)?.workbooks ?? [];
    const fresh = new Map(
      given.map((workbook) => [workbook.id, {...workbook, updatedAt: startedAt, updatedBy: 'Cube'}]),
    );
    shelves.set(key, fresh);
    return fresh;
  };

  const require = (viewer: Viewer, id: number): Workbook => {
    const workbook = shelf(viewer).get(id);
    if (workbook === undefined) throw notFound(`There is no workbook ${String(id)}.`);
    return workbook;
  };

  const save = (viewer: Viewer, id: number, draft: WorkbookDraft): Workbook => {
    const workbook = {...draft, id, updatedAt: clock.now(), updatedBy: viewer.displayName};
    shelf(viewer).set(id, workbook);
    return workbook;
  };

  return {
    list: (viewer: Viewer): readonly Workbook[] => [...shelf(viewer).values()],
    require,
    create(viewer: Viewer, draft: WorkbookDraft): Workbook {
      if (shelf(viewer).size >= workbookLimit) {
        throw new HttpProblem(429, `A tenant can keep ${String(workbookLimit)} workbooks here.`);
      }
      lastId += 1;
      return save(viewer, lastId, draft);
    },
    replace(viewer: Viewer, id: number, draft: WorkbookDraft): Workbook {
      require(viewer, id);
      return save(viewer, id, draft);
    },
    remove(viewer: Viewer, id: number): void {
      require(viewer, id);
      shelf(viewer).delete(id);
    },
  };
};
