// The tables and sections that are made of the sources: each stands in a page between `<!-- made: NAME -->` and
// `<!-- end -->`. `npm run docs` writes them, and a test fails where they are out of date.
import {elementOf, objectProperties} from '../contract/manifest.mjs';
import {readPage} from './pages.mjs';

const cell = (text) => text.replaceAll('|', '\\|');
const code = (text) => (text ? `\`${text}\`` : '');

const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

/** The cell of a member in a table: its description, its default, the errors that it throws. */
const explained = ({description, byDefault = '', throws = []}) =>
  [
    description.replace(/\{@link (\w+)\}/g, '`$1`'),
    ...(byDefault ? [`Default: ${code(byDefault)}.`] : []),
    ...throws.map((text) =>
      text.replace(/^(\w+) (?:`(\w+)` )?/, (_whole, type, name) => `Throws a \`${name ?? type}\` `),
    ),
  ]
    .filter(Boolean)
    .map((text) => (/[.:!?]$/.test(text) ? text : `${text}.`))
    .join(' ');

const memberRow = (member) => [
  code(member.isMethod ? member.calls[0].call : `${member.name}${member.isOptional ? '?' : ''}`),
  code(member.isMethod ? member.calls[0].result : member.type),
  explained(member),
];

const membersTable = (members) => table(['member', 'type', 'meaning'], members.map(memberRow));

const fenced = (text) => `\`\`\`ts\n${text}\n\`\`\``;
const signatureOf = ({call, result}) => (result ? `${call}: ${result}` : call);

/** The section of an export: its description, its signature, its members. */
const section = ({name, description, throws, calls, members, statics, definition, kind, returns}) =>
  [
    `### ${name}`,
    explained({description, throws}),
    ...(returns ? [`Returns ${returns}.`] : []),
    ...(calls.length ? [fenced(calls.map(signatureOf).join('\n'))] : []),
    ...(definition ? [fenced(kind === 'value' ? `const ${name}: ${definition}` : definition)] : []),
    ...(statics.length + members.length ? [membersTable([...statics, ...members])] : []),
  ]
    .filter(Boolean)
    .join('\n\n');

const kinds = {function: 'Functions', class: 'Classes', value: 'Values', type: 'Types'};

/** Every export of an entry, by kind. */
const sections = (exports) =>
  Object.entries(kinds)
    .map(([kind, title]) => [title, exports.filter((entry) => entry.kind === kind)])
    .filter(([, entries]) => entries.length)
    .map(([title, entries]) => `## ${title}\n\n${entries.map(section).join('\n\n')}`)
    .join('\n\n');

/** The sentence under the title of an error's page. */
const meaningOf = (errorCode) => readPage(`errors/${errorCode}.md`).split('\n\n')[1].replaceAll('\n', ' ');

/** The parts of the pages, by name. `exports` has the exports of each entry, `errors` an error of each code. */
export function partsOf({manifest, exports, errors}) {
  const element = elementOf(manifest);
  const byName = Object.fromEntries(exports.element.map((entry) => [entry.name, entry]));
  const typeOf = Object.fromEntries(byName.CubeEmbedElement.members.map(({name, type}) => [name, type]));
  const isSettable = new Set([
    ...element.attributes.map(({fieldName}) => fieldName),
    ...objectProperties(element).map(({name}) => name),
  ]);
  const publicMembers = new Set(element.members.map(({name}) => name));
  const isPublic = ({name}) => publicMembers.has(name);
  const details = Object.fromEntries(
    byName.CubeEmbedEventMap.members.map(({name, type}) => [name, type.replace(/^CustomEvent<(.*)>$/, '$1')]),
  );
  const shownElsewhere = [
    'CubeEmbedElement',
    'CubeEmbedEventMap',
    'CubeEmbedError',
    'ErrorCode',
    'errorCodes',
    'Messages',
  ];
  const detail = (text) =>
    text === 'CubeEmbedError'
      ? `[${code(text)}](#errors)`
      : byName[text]
        ? `[${code(text)}](#${text.toLowerCase()})`
        : code(text);
  const named = (list) => list.map(({name, description}) => [code(name), description]);
  return {
    attributes: table(
      ['attribute', 'type', 'meaning'],
      element.attributes.map(({name, fieldName, type, description, default: byDefault}) => [
        code(name),
        code(typeOf[fieldName] ?? type.text),
        explained({description, byDefault: byDefault?.replaceAll("'", '')}),
      ]),
    ),
    properties: table(
      ['property', 'type', 'meaning'],
      objectProperties(element).map(({name, description}) => [code(name), code(typeOf[name]), description]),
    ),
    readonly: membersTable(
      byName.CubeEmbedElement.members.filter(
        (member) => !member.isMethod && !isSettable.has(member.name) && isPublic(member),
      ),
    ),
    methods: membersTable(byName.CubeEmbedElement.members.filter((member) => member.isMethod && isPublic(member))),
    statics: membersTable(byName.CubeEmbedElement.statics.filter(({description}) => description)),
    events: table(
      ['event', 'detail', 'when'],
      element.events.map(({name, description}) => [code(name), detail(details[name] ?? ''), description]),
    ),
    errors: table(
      ['code', 'retryable', 'meaning'],
      errors.map(({code: name, retryable}) => [
        `[${code(name)}](../errors/${name}.md)`,
        retryable ? 'yes' : 'no',
        meaningOf(name),
      ]),
    ),
    codes: table(
      ['code', 'what it means'],
      errors.map(({code: name}) => [`[${code(name)}](${name}.md)`, meaningOf(name)]),
    ),
    skillCodes: errors
      .map(({code: name}) => `- [${code(name)}](docs/errors/${name}.md): ${meaningOf(name)}`)
      .join('\n'),
    error: membersTable(byName.CubeEmbedError.members),
    messages: membersTable(byName.Messages.members),
    look: table(
      ['name', 'kind', 'what it is'],
      [
        ...element.slots.map(({name, description}) => [code(name), 'slot', description]),
        ...element.cssParts.map(({name, description}) => [code(`::part(${name})`), 'part', description]),
        ...element.cssProperties.map(({name, description, default: byDefault}) => [
          code(name),
          'custom property',
          explained({description, byDefault}),
        ]),
        ...element.cssStates.map(({name, description}) => [code(`:state(${name})`), 'state', description]),
      ],
    ),
    types: exports.element
      .filter(({name}) => !shownElsewhere.includes(name))
      .map(section)
      .join('\n\n'),
    server: sections(exports.server),
    emulator: sections(exports.emulator),
  };
}

/** Returns a page with its parts up to date. */
export const withParts = (text, parts) =>
  text.replace(/(<!-- made: (\w+) -->)[^]*?(<!-- end -->)/g, (_whole, start, name, end) => {
    if (!(name in parts)) throw new Error(`There is no part "${name}".`);
    return `${start}\n\n${parts[name]}\n\n${end}`;
  });
