import type {Model, View} from '../data/model.js';
import type {Cell, ChartType, FilterValue, Granularity, QuerySpec} from '../page-api.js';

/** A question as it was understood: the query that answers it, and its chart. */
export interface Understood {
  readonly view: View;
  readonly query: QuerySpec;
  readonly chart: ChartType;
}

/** The values that a dimension has among the viewer's rows. */
export type ValuesOf = (member: string) => readonly Cell[];

const plain = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Words that people use for what the generated orders call otherwise. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  revenue: ['sales', 'turnover', 'earn', 'income', 'money'],
  count: ['how many', 'number of', 'orders'],
  average_order: ['average', 'avg', 'mean', 'basket'],
  items: ['items', 'units', 'pieces', 'quantity'],
  completed_share: ['share', 'completion', 'rate', 'percent'],
  users_city: ['city', 'cities', 'town'],
  country: ['country', 'countries'],
  category: ['category', 'categories', 'product'],
  status: ['status', 'statuses', 'state'],
  channel: ['channel', 'channels'],
};

const times: readonly (readonly [RegExp, Granularity])[] = [
  [/\b(daily|per day|by day|each day)\b/, 'day'],
  [/\b(weekly|weeks?)\b/, 'week'],
  [/\b(quarterly|quarters?)\b/, 'quarter'],
  [/\b(yearly|annual|years?)\b/, 'year'],
  [/\b(monthly|months?|trend|over time|time line|timeline|develop\w*)\b/, 'month'],
];

const mentions = (question: string, word: string): boolean =>
  new RegExp(`(^|[^\\p{L}])${word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}($|[^\\p{L}])`, 'u').test(question);

const wordsFor = (name: string, title: string): readonly string[] => {
  const short = name.slice(name.indexOf('.') + 1);
  return [plain(title), short.replaceAll('_', ' '), ...(synonyms[short] ?? [])];
};

const named = <T extends {readonly name: string; readonly title: string}>(
  members: Iterable<T>,
  question: string,
): readonly T[] =>
  [...members].filter(({name, title}) => wordsFor(name, title).some((word) => mentions(question, word)));

/** The values that the question names become filters: "completed orders in New York". */
const valueFilters = (view: View, question: string, valuesOf: ValuesOf): Record<string, FilterValue> => {
  const filters: Record<string, FilterValue> = {};
  for (const {name, type} of view.dimensions.values()) {
    if (type !== 'string') continue;
    const found = valuesOf(name).filter(
      (value) => typeof value === 'string' && value.length > 2 && mentions(question, plain(value)),
    );
    if (found.length > 0) filters[name] = {value: found};
  }
  return filters;
};

/** Understands a question by the names of measures, dimensions and values in it; the same question is always understood alike. */
export const understand = (model: Model, text: string, valuesOf: ValuesOf): Understood | null => {
  const question = plain(text);
  for (const view of model.views.values()) {
    const dimensions = named(view.dimensions.values(), question);
    const measures = named(view.measures.values(), question);
    const filters = valueFilters(view, question, valuesOf);
    const about = measures.length + dimensions.length + Object.keys(filters).length;
    if (about === 0 && !mentions(question, plain(view.title)) && model.views.size > 1) continue;
    const granularity = times.find(([pattern]) => pattern.test(question))?.[1];
    const time = [...view.dimensions.values()].find(({type}) => type === 'time');
    if (about === 0 && granularity === undefined) return null;
    const chosen = measures.length > 1 && measures[0]?.name.endsWith('.count') ? measures.slice(1) : measures;
    const [first] = view.measures.values();
    const measure = (chosen[0] ?? first)?.name;
    if (measure === undefined) return null;
    const by = dimensions.filter(({type, name}) => type === 'string' && filters[name] === undefined).slice(0, 1);
    const top = /\btop (\d{1,2})\b/.exec(question)?.[1];
    const timeDimension = granularity !== undefined && time !== undefined ? {dimension: time.name, granularity} : null;
    const query: QuerySpec = {
      measures: [measure],
      dimensions: timeDimension === null ? by.map(({name}) => name) : [],
      timeDimension,
      filters,
      limit: top === undefined ? 200 : Math.max(1, Number(top)),
    };
    const chart = timeDimension !== null ? 'line' : by.length > 0 ? 'bar' : 'number';
    return {view, query, chart};
  }
  return null;
};
