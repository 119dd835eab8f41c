import type {HTMLAttributes} from 'svelte/elements';
import type {CubeEmbedElement} from './index.js';
import type {CubeEmbedAttributes, CubeEmbedHandlers, CubeEmbedObjects} from './template.js';

type TagProps = CubeEmbedAttributes & CubeEmbedObjects & CubeEmbedHandlers<'on'>;

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'cube-embed': TagProps & Omit<HTMLAttributes<CubeEmbedElement>, keyof TagProps>;
  }
}
