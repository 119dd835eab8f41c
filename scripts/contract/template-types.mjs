// dist/types/template.d.ts: the attributes and properties of `<cube-embed>` in templates. The types for each framework use it.
import {elementOf, isNative, objectProperties} from './manifest.mjs';

const withoutNothing = (type) => type.replace(/ \| (null|undefined)\b/g, '');

const orNothing = (type) => `${withoutNothing(type)} | null | undefined`;

/** An attribute takes the values of its property, or their text: a number's digits, an object's JSON. */
const attributeType = ({type: {text}}) =>
  orNothing(/number|Record|CubeFilters/.test(text) && !/\bstring \|/.test(text) ? `${text} | string` : text);

const field = (name, {description, default: byDefault}, type) =>
  `  /** ${description}${byDefault ? ` Default: \`${byDefault}\`.` : ''} */\n  ${/\W/.test(name) ? `'${name}'` : name}?: ${type};`;

export function templateTypes(manifest) {
  const element = elementOf(manifest);
  const attributes = element.attributes.filter((attribute) => !isNative(attribute));
  const objects = objectProperties(element);
  return `import type {CubeEmbedEventMap, CubeFilters, FetchSession, HideWords, Messages, SessionRequestOptions} from './index.js';

/** The attributes of \`<cube-embed>\`, as markup spells them; \`id\` and \`title\` are those of every element. */
export interface CubeEmbedAttributes {
${attributes.map((attribute) => field(attribute.name, attribute, attributeType(attribute))).join('\n')}
}

/** The properties that have no attribute. */
export interface CubeEmbedObjects {
${objects.map((property) => field(property.name, property, orNothing(property.type.text))).join('\n')}
}

/** Every property that can be set. */
export interface CubeEmbedProperties extends CubeEmbedObjects {
${attributes.map((attribute) => field(attribute.fieldName, attribute, orNothing(attribute.type.text))).join('\n')}
}

/** \`dashboard-loaded\` is \`DashboardLoaded\`. */
export type PascalCase<Name extends string> = Name extends \`\${infer First}-\${infer Rest}\`
  ? \`\${Capitalize<First>}\${PascalCase<Rest>}\`
  : Capitalize<Name>;

/** A handler for each event, under the prefix that a framework puts before its name. */
export type CubeEmbedHandlers<Prefix extends string> = {
  [Name in keyof CubeEmbedEventMap as \`\${Prefix}\${Name}\`]?: ((event: CubeEmbedEventMap[Name]) => void) | null | undefined;
};
`;
}
