import type {PageReport} from '../page-api.js';
import {
  anything,
  flag,
  isRecord,
  listOf,
  mismatch,
  objectOf,
  oneOf,
  optional,
  text,
  wholeNumber,
  type Parser,
} from '../shape.js';

const posted = objectOf({kind: oneOf(['posted']), type: text, payload: optional(anything)});
const received = objectOf({kind: oneOf(['received']), type: text, from: text, payload: optional(anything)});
const attempted = objectOf({
  kind: oneOf(['attempted']),
  what: oneOf(['top-navigation', 'alert', 'popup', 'download', 'form', 'fullscreen', 'clipboard']),
  outcome: oneOf(['done', 'refused']),
  detail: optional(text),
});

const report: Parser<PageReport> = (value, place) => {
  const kind = isRecord(value) ? value['kind'] : undefined;
  if (kind === 'posted') return posted(value, place);
  if (kind === 'received') return received(value, place);
  return kind === 'attempted' ? attempted(value, place) : mismatch(`${place}.kind`, 'posted, received or attempted');
};

/** The body of a poll. */
export const pollBody = objectOf({after: wholeNumber, visible: optional(flag), reports: optional(listOf(report, 200))});
