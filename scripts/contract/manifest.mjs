// The Custom Elements Manifest of `<cube-embed>`, made of the JSDoc of src/element. The types for frameworks, the editors' data and
// the reference are made of it.
import {readFileSync} from 'node:fs';
import {cli} from '@custom-elements-manifest/analyzer/cli.js';

const className = 'CubeEmbedElement';

/** Returns whether a member is public: not a callback of the platform, not of the update cycle, and described. */
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

/** Reads the manifest from the sources: the element alone, under the published paths. */
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
  // The layers of the sources are no part of the public contract.
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
