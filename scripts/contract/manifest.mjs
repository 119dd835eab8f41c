// The Custom Elements Manifest of `<cube-embed>`, out of the JSDoc of src/element: the one source of the framework types,
// the editors' data and the reference.
import {readFileSync} from 'node:fs';
import {cli} from '@custom-elements-manifest/analyzer/cli.js';

const className = 'CubeEmbedElement';

/** Members that the platform calls, or the element itself between a change and its effect; and those without a word. */
const isPublic = (member) =>
  !/^#|Callback$|^(updateComplete|requestUpdate)$/.test(member.name) &&
  member.privacy !== 'private' &&
  member.privacy !== 'protected' &&
  (member.description || member.attribute);

/** The words of `hide`, as the element reads them. */
const [, hideWords] = /hideWords = \[(.*?)\]/s.exec(readFileSync('src/protocol/embed-parameters.ts', 'utf8'));

const oneLine = (text) =>
  text?.replace('`hideWords`', `\`${hideWords.match(/[a-z-]+/g).join(' ')}\``).replace(/\s*\n\s*/g, ' ');

const entry = ({inheritedFrom: _source, ...rest}) => ({
  ...rest,
  ...(rest.description && {description: oneLine(rest.description)}),
  ...(rest.type && {type: {text: oneLine(rest.type.text).replace(/^\| /, '')}}),
});

/** Reads the manifest out of the source: the element alone, under the paths that are published. */
export async function readManifest() {
  const {modules, ...manifest} = await cli({
    argv: ['analyze', '--globs', 'src/element/attributes.ts', 'src/element/cube-embed-element.ts', '--quiet'],
    cwd: process.cwd(),
    noWrite: true,
  });
  const element = modules.flatMap(({declarations}) => declarations).find(({name}) => name === className);
  for (const list of ['attributes', 'events', 'slots', 'cssParts', 'cssProperties', 'cssStates']) {
    element[list] = element[list].filter(({description}) => description).map(entry);
  }
  element.members = element.members.filter(isPublic).map(entry);
  // How the source is layered is nobody's contract.
  element.superclass = {name: 'HTMLElement'};
  const declaration = {name: className, module: 'dist/element.js'};
  const exported = {kind: 'js', name: className, declaration};
  return {
    ...manifest,
    modules: [
      {kind: 'javascript-module', path: 'dist/element.js', declarations: [element], exports: [exported]},
      {
        kind: 'javascript-module',
        path: 'dist/cube-embed.js',
        declarations: [],
        exports: [exported, {kind: 'custom-element-definition', name: element.tagName, declaration}],
      },
    ],
  };
}

/** The element's declaration in a manifest. */
export const elementOf = (manifest) => manifest.modules[0].declarations[0];

/** The attributes that the platform has itself, on every element. */
export const isNative = ({fieldName}) => !fieldName;

/** The settable properties that have no attribute: functions and objects. */
export const objectProperties = ({members}) =>
  members.filter((member) => member.kind === 'field' && !member.attribute && !member.readonly && !member.static);
