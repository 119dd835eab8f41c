import {html, nothing, type TemplateResult} from 'lit';
import type {Cell, Widget, WidgetResult} from '../../page-api.js';
import {PageElement} from '../page-element.js';
import {isDrawn} from '../results/chart-drawing.js';
import {resultView} from '../results/result-view.js';
import {mayExport} from '../export/may-export.js';
import {exportWidget} from '../export/widget-export.js';
import {menuButton} from '../menu-button.js';
import type {Drilled} from './drilldown-panel.js';

/** One widget of a dashboard, in a card. */
export class WidgetCard extends PageElement {
  static override properties = {
    ...PageElement.properties,
    widget: {attribute: false},
    result: {attribute: false},
    onDrill: {attribute: false},
  };

  declare widget: Widget;
  declare result: WidgetResult | null;
  declare onDrill: (drilled: Drilled) => void;

  #drill(rowIndex: number, measureIndex: number): void {
    if (!this.result?.ok) return;
    const {columns, rows} = this.result.result;
    const row = rows[rowIndex];
    const measure = columns[measureIndex];
    if (!row || !measure) return;
    const point: Record<string, Cell> = {};
    columns.forEach(({name, kind}, index) => {
      if (kind !== 'measure') point[name] = row[index] ?? null;
    });
    this.onDrill({widgetId: this.widget.id, member: measure.name, point});
  }

  #exportMenu(): TemplateResult | typeof nothing {
    const {context, widget, result} = this;
    if (!mayExport(context) || !result?.ok || widget.chart === 'summary') return nothing;
    const {result: rows} = result;
    return menuButton({
      icon: 'download',
      label: `${context.texts.download}: ${widget.title}`,
      items: (['csv', 'png'] as const).map((format) => ({
        text: format.toUpperCase(),
        act: () => void exportWidget({context, widget, result: rows, format}),
      })),
    });
  }

  #body(): TemplateResult {
    const {context, widget, result} = this;
    if (!result) return html`<div class="skeleton" aria-hidden="true"></div>`;
    if (!result.ok) return html`<p class="problem" role="alert">${result.message}</p>`;
    return resultView({
      context,
      result: result.result,
      chart: widget.chart,
      name: widget.title,
      ...(widget.chart === 'summary'
        ? {}
        : {onPoint: (rowIndex: number, measureIndex: number) => this.#drill(rowIndex, measureIndex)}),
    });
  }

  protected override render(): TemplateResult {
    const {widget, context} = this;
    const headingId = `widget-${widget.id}`;
    return html`<section
      class="card widget ${widget.chart} ${isDrawn(widget.chart) ? 'with-chart' : ''}"
      aria-labelledby=${headingId}
    >
      <header>
        <h2 id=${headingId}>${widget.title}</h2>
        ${widget.chart === 'summary' ? html`<span class="tag">${context.texts.summary}</span>` : nothing}
        ${this.#exportMenu()}
      </header>
      ${this.#body()}
    </section>`;
  }
}

customElements.define('emulator-widget', WidgetCard);
