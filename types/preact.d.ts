import type {HTMLAttributes} from 'preact';
import type {CubeEmbedElement} from './index.js';
import type {CubeEmbedAttributes, CubeEmbedHandlers, CubeEmbedObjects} from './template.js';

type TagProps = CubeEmbedAttributes & CubeEmbedObjects & CubeEmbedHandlers<'on'>;

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'cube-embed': TagProps & Omit<HTMLAttributes<CubeEmbedElement>, keyof TagProps>;
    }
  }
}
