import {summaryText} from '../dashboards/summary-text.js';
import {findDimension, findMeasure, type Model} from '../data/model.js';
import type {QueryRunner} from '../data/query-runner.js';
import type {RowContext} from '../data/query-sql.js';
import type {ChartType, QueryResult} from '../page-api.js';
import {understand, type Understood} from './understand.js';

/** What the assistant says, and shows. */
export interface Answer {
  readonly tool: string | null;
  readonly text: string;
  readonly table: {readonly chart: ChartType; readonly result: QueryResult} | null;
}

const suggestionFor = (what: string, by: string | undefined): string =>
  by === undefined ? `${what}?` : `${what} by ${by.toLowerCase()}`;

/** Questions that have an answer in this model. */
export const suggestionsFor = (model: Model): readonly string[] => {
  const [view] = model.views.values();
  if (view === undefined) return [];
  const measures = [...view.measures.values()];
  const dimensions = [...view.dimensions.values()].filter(({type}) => type === 'string');
  const hasTime = [...view.dimensions.values()].some(({type}) => type === 'time');
  const pairs = measures.slice(0, 3).map(({title}, index) => suggestionFor(title, dimensions[index]?.title));
  return [...pairs, ...(hasTime && measures[0] ? [`${measures[1]?.title ?? measures[0].title} per month`] : [])];
};

const titleOf = (model: Model, member: string): string =>
  (findDimension(model, member) ?? findMeasure(model, member))?.title ?? member;

const describe = (model: Model, {query}: Understood): string => {
  const what = query.measures.map((member) => titleOf(model, member)).join(', ');
  const by = [
    ...query.dimensions.map((member) => titleOf(model, member).toLowerCase()),
    ...(query.timeDimension ? [query.timeDimension.granularity] : []),
  ];
  const where = Object.values(query.filters ?? {}).flatMap(({value}) => [value].flat());
  return [
    what,
    by.length > 0 ? ` by ${by.join(' and ')}` : '',
    where.length > 0 ? ` for ${where.map(String).join(', ')}` : '',
  ].join('');
};

/** Answers a question about the viewer's rows. It understands names of measures, dimensions and values, and says so where it finds none. */
export const answerQuestion = (
  model: Model,
  data: QueryRunner,
  question: string,
  context: RowContext,
  timezone: string,
): Answer => {
  const understood = understand(model, question, (member) => data.options(member, context));
  if (understood === null) {
    const examples = suggestionsFor(model).map((suggestion) => `“${suggestion}”`);
    return {
      tool: null,
      text: `I can answer questions about the data of this emulator. Try ${examples.join(' or ')}.`,
      table: null,
    };
  }
  const result = data.query(understood.query, context, timezone);
  const title = describe(model, understood);
  return {tool: title, text: `${title}. ${summaryText(result)}`, table: {chart: understood.chart, result}};
};
