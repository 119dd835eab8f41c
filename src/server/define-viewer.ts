import {type ExternalViewer, type UserAttributeValue} from './generate-session.js';

/** What `defineViewer` is told once: every attribute that your row-level security reads. */
export interface ViewerDefinition<Name extends string> {
  readonly userAttributes: readonly Name[];
}

/** A viewer in full: all groups, and a value or null for each attribute. */
export type CompleteViewer<Name extends string> = Omit<ExternalViewer, 'groups' | 'userAttributes'> & {
  /** All groups of the viewer; `[]` for none. */
  readonly groups: readonly string[];
  /** A value for every declared name; null where the viewer has none. */
  readonly userAttributes: Readonly<Record<Name, UserAttributeValue>>;
};

/**
 * Creates the function that writes viewers out in full, so that nothing stays behind from an earlier session: Cube keeps the groups
 * and attributes that a session leaves out, and who loses a role would keep its rows.
 * The function throws a `TypeError` for a missing list of groups and for an attribute that is undeclared, missing or undefined.
 */
export const defineViewer = <const Name extends string>({userAttributes: names}: ViewerDefinition<Name>) => {
  const declared = new Set<string>(names);
  if (declared.size !== names.length) throw new TypeError('defineViewer: an attribute is declared twice.');
  return ({groups, userAttributes, ...viewer}: CompleteViewer<Name>): ExternalViewer => {
    if (!Array.isArray(groups))
      throw new TypeError('groups is missing: left out, Cube keeps the old ones. Send [] for none.');
    for (const name of Object.keys(userAttributes)) {
      if (!declared.has(name))
        throw new TypeError(`The attribute ${JSON.stringify(name)} is not declared in defineViewer.`);
    }
    return {
      ...viewer,
      groups: [...(groups as readonly string[])],
      userAttributes: names.map((name) => {
        const value = Object.hasOwn(userAttributes, name) ? userAttributes[name] : undefined;
        if (value === undefined) {
          throw new TypeError(
            `The attribute "${name}" has no value: left out, Cube keeps the old one. Send null for none.`,
          );
        }
        return {name, value};
      }),
    };
  };
};
