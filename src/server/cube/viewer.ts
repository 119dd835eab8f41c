/** A value of a user attribute. `null` clears what the user had before. */
export type UserAttributeValue = string | number | boolean | readonly string[] | readonly number[] | null;

/** One user attribute of the viewer; the name must exist in Cube. */
export interface UserAttribute {
  readonly name: string;
  readonly value: UserAttributeValue;
}

/** Declares a user attribute of an embed tenant; its type can't be changed later. */
export interface UserAttributeDefinition {
  readonly name: string;
  readonly type: 'string' | 'number' | 'boolean' | 'string_array' | 'number_array';
  readonly displayName?: string | null;
  readonly defaultValue?: UserAttributeValue;
  readonly description?: string | null;
}

/** Declares a group. */
export interface GroupDefinition {
  readonly name: string;
  readonly description?: string | null;
}

/** What the viewer of this session may see and do; what is left out falls back to the account's settings. */
export interface EmbedSessionSettings {
  /** The one switch here that Cube's server enforces; the others hide controls. */
  readonly allowAi?: boolean | null;
  readonly showDashboardChat?: boolean | null;
  readonly showWorkbookChat?: boolean | null;
  readonly showAiWidgets?: boolean | null;
  readonly allowChatWorkspaceAuthoring?: boolean | null;
  readonly showWorkbookShare?: boolean | null;
  readonly showDashboardSettings?: boolean | null;
  readonly showMemberNames?: boolean | null;
  readonly showGroupByCube?: boolean | null;
  /** A BCP 47 language tag. */
  readonly locale?: string | null;
  /** An IANA time zone. */
  readonly timezone?: string | null;
}

/** The look of the embed for this session; it is reset by the next one. */
export interface EmbedTheme {
  readonly primaryColor?: string | null;
  readonly font?: string | null;
  readonly analyticsChat?: {
    readonly backgroundColor?: string | null;
    readonly chatInput?: {readonly backgroundColor?: string | null; readonly borderColor?: string | null} | null;
  } | null;
  readonly chat?: {readonly inputColor?: string | null} | null;
}

interface AnyViewer {
  readonly creatorMode?: boolean | null;
  /** 2 to 36 characters: lowercase letters, digits and hyphens, a letter first. */
  readonly embedTenantName?: string | null;
  readonly embedTenantProfile?: {readonly displayName?: string | null} | null;
  /** Groups for sharing content inside one embed tenant; they need `creatorMode` and `embedTenantName`. */
  readonly tenantGroups?: readonly string[] | null;
  readonly tenantGroupDefinitions?: readonly GroupDefinition[] | null;
  readonly settings?: EmbedSessionSettings | null;
  readonly embedTheme?: EmbedTheme | null;
  /** Left out: production. */
  readonly branchName?: string | null;
  readonly isEphemeral?: boolean | null;
  readonly publicDashboardId?: string | null;
  readonly roles?: readonly string[] | null;
}

/** A viewer of your application, whom Cube creates with the first session. */
export interface ExternalViewer extends AnyViewer {
  /**
   * Your own id of the viewer, lowercase and trimmed. Ids in which case matters must be hashed to hex, never lowercased:
   * two viewers would become one.
   */
  readonly externalId: string;
  readonly internalId?: null;
  readonly email?: string | null;
  readonly userProfile?: {readonly displayName?: string | null; readonly picture?: string | null} | null;
  /**
   * Groups for data access. LEFT OUT, THE VIEWER KEEPS THE GROUPS OF THE LAST SESSION; `[]` takes all away, a list
   * replaces them. Send it every time: `defineViewer` sees to it.
   */
  readonly groups?: readonly string[] | null;
  readonly groupDefinitions?: readonly GroupDefinition[] | null;
  /**
   * Attributes that row-level security reads. A NAME LEFT OUT KEEPS THE VALUE OF THE LAST SESSION; `null` clears it.
   * Send every name every time: `defineViewer` sees to it.
   */
  readonly userAttributes?: readonly UserAttribute[] | null;
  readonly userAttributeDefinitions?: readonly UserAttributeDefinition[] | null;
  readonly securityContext?: Readonly<Record<string, unknown>> | null;
}

/** A user of the Cube account itself, who has groups and attributes there already. */
export interface InternalViewer extends AnyViewer {
  readonly internalId: string;
  readonly externalId?: null;
}

/** The body of Cube's Generate Session without `deploymentId`. */
export type CubeViewer = ExternalViewer | InternalViewer;

/** The body of Cube's Generate Session. */
export type GenerateSessionParams = CubeViewer & {readonly deploymentId: number};

/** What `defineViewer` takes: the name of every attribute that your row-level security reads. */
export interface ViewerDefinition<Name extends string> {
  readonly userAttributes: readonly Name[];
}

/** A complete viewer: all groups, and a value or null for each attribute. */
export type CompleteViewer<Name extends string> = Omit<ExternalViewer, 'groups' | 'userAttributes'> & {
  /** All groups of the viewer; `[]` for none. */
  readonly groups: readonly string[];
  /** A value for every declared name; null where the viewer has none. */
  readonly userAttributes: Readonly<Record<Name, UserAttributeValue>>;
};

/**
 * Creates a function that makes viewers complete, so that nothing stays behind from an earlier session: Cube keeps the groups and
 * attributes that a session leaves out, and a viewer who loses a role would keep its rows.
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
