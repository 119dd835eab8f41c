// cube-embed/angular: a standalone directive on `<cube-embed>`, in the form that Angular's libraries are published in
// (partial declarations, which the application's own build links). It needs no Angular here.
// https://angular.dev/tools/libraries/creating-libraries#publishing-libraries
import {elementOf, isNative, objectProperties} from './manifest.mjs';

const inputsOf = (manifest) => {
  const element = elementOf(manifest);
  return [
    ...element.attributes.filter((attribute) => !isNative(attribute)),
    ...objectProperties(element).map(({name}) => ({name: null, fieldName: name})),
  ];
};

const lines = (inputs, line) => inputs.map(line).join('\n');

export const angularModule = (manifest, banner) => `${banner}
import 'cube-embed';
import * as i0 from '@angular/core';

const attributes = {
${lines(inputsOf(manifest), ({fieldName, name}) => `  ${fieldName}: ${name ? `'${name}'` : null},`)}
};

export class CubeEmbed {
  constructor(element) {
    this.element = element.nativeElement;
  }

  static {
    // Text becomes an attribute, so that a server renders it; objects and functions are set as properties.
    for (const [name, attribute] of Object.entries(attributes)) {
      Object.defineProperty(this.prototype, name, {
        set(value) {
          if (attribute && (value === true || typeof value === 'string' || typeof value === 'number')) {
            this.element.setAttribute(attribute, value === true ? '' : String(value));
          } else {
            this.element[name] = value;
          }
        },
      });
    }
    this.ɵfac = i0.ɵɵngDeclareFactory({
      minVersion: '12.0.0',
      version: '21.2.0',
      ngImport: i0,
      type: CubeEmbed,
      deps: [{token: i0.ElementRef}],
      target: i0.ɵɵFactoryTarget.Directive,
    });
    this.ɵdir = i0.ɵɵngDeclareDirective({
      minVersion: '14.0.0',
      version: '21.2.0',
      ngImport: i0,
      type: CubeEmbed,
      isStandalone: true,
      selector: 'cube-embed',
      inputs: {
${lines(inputsOf(manifest), ({fieldName}) => `        ${fieldName}: '${fieldName}',`)}
      },
    });
  }
}
`;

/** A static attribute is text: empty for a boolean, JSON for an object. */
const inputType = ({name, fieldName}) => {
  const property = `CubeEmbedProperties['${fieldName}']`;
  return name ? `${property} | CubeEmbedAttributes['${name}']` : property;
};

export const angularTypes = (manifest) => `import 'cube-embed';
import type * as i0 from '@angular/core';
import type {CubeEmbedAttributes, CubeEmbedProperties} from './template.js';

/**
 * Makes \`<cube-embed>\` known to Angular's templates: \`imports: [CubeEmbed]\` in a component. Its inputs are the element's
 * properties; events are the element's own, \`(cube-ready)="…"\`.
 */
export declare class CubeEmbed {
${lines(inputsOf(manifest), (input) => `  set ${input.fieldName}(value: ${inputType(input)});`)}
${lines(
  inputsOf(manifest).filter(({type}) => type?.text === 'boolean'),
  ({fieldName}) => `  static ngAcceptInputType_${fieldName}: CubeEmbedProperties['${fieldName}'] | '';`,
)}
  static ɵfac: i0.ɵɵFactoryDeclaration<CubeEmbed, never>;
  static ɵdir: i0.ɵɵDirectiveDeclaration<
    CubeEmbed,
    'cube-embed',
    never,
    {
${lines(inputsOf(manifest), ({fieldName}) => `      ${fieldName}: {alias: '${fieldName}'; required: false};`)}
    },
    {},
    never,
    never,
    true,
    never
  >;
}
`;
