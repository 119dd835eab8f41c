// The data by which editors complete and explain `<cube-embed`: VS Code's custom data for HTML, JetBrains' web-types.
// https://code.visualstudio.com/blogs/2020/02/24/custom-data-format  https://github.com/JetBrains/web-types
import {elementOf, objectProperties} from './manifest.mjs';

/** The words that a type lists; empty where it isn't such a list. */
const wordsOf = (type) => [...(type?.text.matchAll(/'([^']+)'/g) ?? [])].map(([, word]) => word);

const explained = ({description, default: byDefault}) =>
  byDefault ? `${description} Default: \`${byDefault}\`.` : description;

export function htmlData(manifest) {
  const element = elementOf(manifest);
  return {
    version: 1.1,
    tags: [
      {
        name: element.tagName,
        description: {kind: 'markdown', value: element.description},
        attributes: element.attributes.map((attribute) => ({
          name: attribute.name,
          description: {kind: 'markdown', value: explained(attribute)},
          // "v" is an attribute that takes no value.
          ...(attribute.type.text === 'boolean' && {valueSet: 'v'}),
          ...(wordsOf(attribute.type).length && {values: wordsOf(attribute.type).map((name) => ({name}))}),
        })),
      },
    ],
  };
}

export function webTypes(manifest, {name, version}) {
  const element = elementOf(manifest);
  const named = ({name: what, description}) => ({name: what, description});
  return {
    $schema: 'https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json',
    name,
    version,
    'description-markup': 'markdown',
    contributions: {
      html: {
        elements: [
          {
            name: element.tagName,
            description: element.description,
            attributes: element.attributes.map((attribute) => ({
              name: attribute.name,
              description: attribute.description,
              ...(attribute.default && {default: attribute.default}),
              value:
                attribute.type.text === 'boolean' ? {kind: 'no-value', type: 'boolean'} : {type: attribute.type.text},
            })),
            slots: element.slots.map(named),
            js: {
              properties: [
                ...element.attributes
                  .filter(({fieldName}) => fieldName)
                  .map((field) => ({...field, name: field.fieldName})),
                ...objectProperties(element),
              ].map(({name: property, description, type}) => ({name: property, description, type: type.text})),
              events: element.events.map(named),
            },
            css: {
              parts: element.cssParts.map(named),
              properties: element.cssProperties.map(named),
              'pseudo-classes': element.cssStates.map((state) => ({...named(state), name: `state(${state.name})`})),
            },
          },
        ],
      },
    },
  };
}
