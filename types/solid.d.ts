import type {JSX} from 'solid-js';
import type {CubeEmbedElement} from './index.js';
import type {CubeEmbedAttributes, CubeEmbedHandlers, CubeEmbedObjects, CubeEmbedProperties} from './template.js';

type Prefixed<Prefix extends string, Of> = {[Name in keyof Of & string as `${Prefix}:${Name}`]?: Of[Name]};

type TagProps = CubeEmbedAttributes &
  CubeEmbedObjects &
  Prefixed<'attr', CubeEmbedAttributes> &
  Prefixed<'prop', CubeEmbedProperties> &
  CubeEmbedHandlers<'on:'>;

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
      'cube-embed': TagProps & Omit<JSX.HTMLAttributes<CubeEmbedElement>, keyof TagProps>;
    }
  }
}
