import {html, type TemplateResult} from 'lit';
import type {EmbedOptions} from '../embed-options.js';
import {checksField, selectField} from '../fields.js';
import type {Change} from './change.js';

const statuses = ['completed', 'shipped', 'processing', 'cancelled', 'returned'];
const countries = ['US', 'GB', 'DE', 'FR', 'JP', 'CA', 'BR'];

/** Filters are live; granularity and field make a new embed. The dashboard must have such controls. */
export const dataSection = ({surface, filters, granularity, field}: EmbedOptions, change: Change): TemplateResult => {
  if (surface !== 'dashboard') return html`<p class="quiet">Only dashboards have filters and switchers.</p>`;
  const setFilter = (member: string) => (values: readonly string[]) =>
    change({filters: {...filters, [member]: values}});
  return html`${checksField('orders.status', filters['orders.status'] ?? [], statuses, setFilter('orders.status'))}
  ${checksField('orders.country', filters['orders.country'] ?? [], countries, setFilter('orders.country'))}
  ${selectField(
    'Granularity of orders.created_at',
    granularity,
    [['', 'the dashboard’s own'], 'day', 'week', 'month', 'quarter', 'year'],
    (value) => change({granularity: value}),
  )}
  ${selectField(
    'Field in place of orders.status',
    field,
    [['', 'orders.status itself'], 'users_city', 'category', 'channel'],
    (value) => change({field: value}),
  )}`;
};
