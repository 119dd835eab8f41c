import {ContentError} from './database.js';
import type {Model} from './model.js';
import type {RowStore} from './row-store.js';

/** Tries the SQL of every view, without running it. Throws a `ContentError` that names the view and the member which doesn't fit. */
export const checkViews = (store: RowStore, {views}: Model): void => {
  for (const {name, table, dimensions, measures} of views.values()) {
    for (const member of [...dimensions.values(), ...measures.values()]) {
      try {
        store.check(`SELECT ${member.sql} FROM "${table}"`);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new ContentError(`views: "${name}": ${member.name} can't be queried: ${why}.`);
      }
    }
  }
};
