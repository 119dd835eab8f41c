import {CubeEmbedElement} from './element/cube-embed-element.js';

declare global {
  interface HTMLElementTagNameMap {
    'cube-embed': CubeEmbedElement;
  }
}

CubeEmbedElement.define();
