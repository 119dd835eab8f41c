import {LitElement} from 'lit';
import type {Happening, PageContext} from './page-context.js';

/**
 * What every view of the page extends: it renders into the document itself, so that tests and tools read the page's text
 * as any other, and it renders again when something changes that all views share.
 */
export abstract class PageElement extends LitElement {
  static override properties: Record<string, object> = {context: {attribute: false}};

  declare context: PageContext;
  #release: (() => void) | null = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#release = this.context.listen((happening) => {
      if (happening.type === 'changed') this.requestUpdate();
      else this.happened(happening);
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#release?.();
    this.#release = null;
  }

  /** Reacts to more than a changed look. */
  protected happened(happening: Happening): void {
    // Most views have nothing to do here.
    void happening;
  }
}
