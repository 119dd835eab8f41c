import type {DetailedHTMLProps, ForwardRefExoticComponent, HTMLAttributes, RefAttributes} from 'react';
import type {CubeEmbedElement, CubeEmbedEventMap} from './index.js';
import type {
  CubeEmbedAttributes,
  CubeEmbedHandlers,
  CubeEmbedObjects,
  CubeEmbedProperties,
  PascalCase,
} from './template.js';

/** `cube-dashboard-loaded` is `onDashboardLoaded`. */
type EventProps = {
  [Name in keyof CubeEmbedEventMap as Name extends `cube-${infer Rest}` ? `on${PascalCase<Rest>}` : never]?:
    ((event: CubeEmbedEventMap[Name]) => void) | undefined;
};

type OwnProps = CubeEmbedProperties & EventProps;

/** The props of `CubeEmbed`: the element's properties, a prop for each event, and what every HTML element takes. */
export type CubeEmbedProps = OwnProps & Omit<HTMLAttributes<CubeEmbedElement>, keyof OwnProps>;

/** `<cube-embed>` as a component for React 18 and 19; its ref is the element. */
export declare const CubeEmbed: ForwardRefExoticComponent<CubeEmbedProps & RefAttributes<CubeEmbedElement>>;

type TagProps = CubeEmbedAttributes & CubeEmbedObjects & CubeEmbedHandlers<'on'>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      /** React 19 sets objects as properties and takes `oncube-ready`; React 18 does neither: there, use `CubeEmbed`. */
      'cube-embed': DetailedHTMLProps<
        TagProps & Omit<HTMLAttributes<CubeEmbedElement>, keyof TagProps>,
        CubeEmbedElement
      >;
    }
  }
}
