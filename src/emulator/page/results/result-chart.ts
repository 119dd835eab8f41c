import {html, type PropertyValues, type TemplateResult} from 'lit';
import type {ChartType, QueryResult} from '../../page-api.js';
import {PageElement} from '../page-element.js';
import {chartDataOf} from './chart-series.js';
import {draw, isDrawn} from './chart-drawing.js';

/** A result as a drawing. The rows stand beside it as text, so the drawing itself is an image with a name. */
export class ResultChart extends PageElement {
  static override properties = {
    ...PageElement.properties,
    result: {attribute: false},
    chart: {attribute: false},
    name: {attribute: false},
    onPoint: {attribute: false},
  };

  declare result: QueryResult;
  declare chart: ChartType;
  declare name: string;
  declare onPoint: ((rowIndex: number, measureIndex: number) => void) | undefined;
  #erase: (() => void) | null = null;
  #drawnAs = '';

  protected override render(): TemplateResult {
    return html`<div class="chart"><canvas role="img" aria-label=${this.name}></canvas></div>`;
  }

  protected override updated(changed: PropertyValues): void {
    const {style, dataset} = document.documentElement;
    const look = `${this.context.locale} ${dataset['scheme'] ?? ''} ${style.cssText}`;
    if (this.#erase && look === this.#drawnAs && !changed.has('result') && !changed.has('chart')) return;
    this.#drawnAs = look;
    this.#draw();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#draw();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#erase?.();
    this.#erase = null;
  }

  #draw(): void {
    this.#erase?.();
    this.#erase = null;
    const canvas = this.querySelector('canvas');
    const {chart, result, onPoint} = this;
    const {locale} = this.context;
    if (!canvas || !isDrawn(chart)) return;
    const data = chartDataOf(result, locale);
    this.#erase = draw({canvas, chart, data, result, locale, ...(onPoint ? {onPoint} : {})});
  }
}

customElements.define('emulator-chart', ResultChart);
