import {html, nothing, type TemplateResult} from 'lit';
import {icon} from '../icons.js';
import type {PageContext} from '../page-context.js';
import {resultView} from '../results/result-view.js';
import type {Part, Turn} from './conversation.js';

const partView = (part: Part, context: PageContext): TemplateResult => {
  switch (part.kind) {
    case 'text':
      return html`<p class="turn-text">${part.text}</p>`;
    case 'tool':
      return html`<p class="turn-tool">${icon('spark')}${part.title}</p>`;
    case 'table':
      return html`<div class="turn-result card">
        ${resultView({context, result: part.result, chart: part.chart, name: context.texts.chart})}
      </div>`;
  }
};

/** A question or an answer of a chat. */
export function turnView(turn: Turn, context: PageContext, agentName: string): TemplateResult {
  const {texts} = context;
  return html`<article class="turn ${turn.role}">
    <h3 class=${turn.role === 'user' ? 'unseen' : ''}>${turn.role === 'user' ? texts.you : agentName}</h3>
    ${turn.parts.map((part) => partView(part, context))}
    ${turn.status === 'streaming' ? html`<p class="turn-waiting"><i></i>${texts.answering}</p>` : nothing}
    ${turn.status === 'error' ? html`<p class="problem">${texts.answerFailed}</p>` : nothing}
  </article>`;
}
