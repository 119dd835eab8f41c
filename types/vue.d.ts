import type {HTMLAttributes, PublicProps} from 'vue';
import type {CubeEmbedElement, CubeEmbedEventMap} from './index.js';
import type {CubeEmbedProperties, PascalCase} from './template.js';

/** `@cube-ready` is the prop `onCubeReady`. */
type Handlers = {
  [Name in keyof CubeEmbedEventMap as `on${PascalCase<Name>}`]?: (event: CubeEmbedEventMap[Name]) => void;
};

/** `data-page`, which vue-tsc spells `dataPage`. */
type DataAttributes = {[name: `data${Capitalize<string>}`]: unknown};

type TagProps = CubeEmbedProperties & Handlers;

declare module 'vue' {
  interface GlobalComponents {
    'cube-embed': new () => CubeEmbedElement & {
      $props: TagProps & Omit<HTMLAttributes, keyof TagProps> & PublicProps & DataAttributes;
    };
  }
}
