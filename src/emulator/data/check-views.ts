import {ContentError} from './database.js';
import {selectLinks} from './link-sql.js';
import type {Model} from './model.js';
import type {RowStore} from './row-store.js';

/** Tries the SQL of every view, without running it. Throws a `ContentError` that names the view and the member which doesn't fit. */
export const checkViews = (store: RowStore, {views}: Model): void => {
  for (const {name, table, dimensions, measures} of views.values()) {
    const links = [...dimensions.values()].flatMap(({name: dimension, links}) =>
      selectLinks([{links, sql: 'NULL'}]).flatMap(({link, sql}) =>
        sql.map((part) => ({name: `the link "${link.name}" of ${dimension}`, sql: part})),
      ),
    );
    for (const member of [...dimensions.values(), ...measures.values(), ...links]) {
      try {
        store.check(`SELECT ${member.sql} FROM "${table}"`);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new ContentError(`views: "${name}": ${member.name} can't be queried: ${why}.`);
      }
    }
  }
};
