// The README's tables, between `<!-- table: NAME -->` and `<!-- end -->`, made of the manifest, and its hash of the bundle.
// `npm run docs` writes them, a test tells when they are behind.
import {elementOf, objectProperties} from './manifest.mjs';

const cell = (text) => text.replaceAll('|', '\\|');
const code = (text) => `\`${text}\``;

const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

const named = (list) => list.map(({name, description}) => [code(name), description]);

const tables = {
  attributes: ({attributes}) =>
    table(
      ['attribute', 'what it says', 'default'],
      attributes.map(({name, description, default: byDefault}) => [
        code(name),
        description,
        byDefault ? code(byDefault.replaceAll("'", '')) : '',
      ]),
    ),
  properties: (element) => table(['property', 'what it is'], named(objectProperties(element))),
  events: ({events}) => table(['event', 'when'], named(events)),
  look: ({slots, cssParts, cssProperties, cssStates}) =>
    table(
      ['name', 'kind', 'what it is'],
      [
        ...slots.map(({name, description}) => [code(name), 'slot', description]),
        ...cssParts.map(({name, description}) => [code(`::part(${name})`), 'part', description]),
        ...cssProperties.map(({name, description}) => [code(name), 'custom property', description]),
        ...cssStates.map(({name, description}) => [code(`:state(${name})`), 'state', description]),
      ],
    ),
};

/** A text with its tables as they must be. */
export function withTables(text, manifest) {
  const element = elementOf(manifest);
  return text.replace(
    /(<!-- table: (\w+) -->)[^]*?(<!-- end -->)/g,
    (_whole, start, name, end) => `${start}\n\n${tables[name](element)}\n\n${end}`,
  );
}

/** A text whose script tags ask for this version, with this hash. */
export const withIntegrity = (text, version, hash) =>
  text.replace(
    /cube-embed@[\w.-]+(\/dist\/cube-embed\.js"\s+integrity=")[^"]*/g,
    (_whole, between) => `cube-embed@${version}${between}${hash}`,
  );
