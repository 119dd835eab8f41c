import type {Granularity} from '../page-api.js';
import type {ZoneOffset} from './time-zone.js';

/** SQL that turns epoch seconds into local seconds: as if the local clock were UTC. */
export const localTimeSql = (seconds: string, offsets: readonly ZoneOffset[]): string => {
  const [first, ...later] = offsets;
  if (first === undefined) return seconds;
  if (later.length === 0) return first.offsetS === 0 ? seconds : `(${seconds} + ${String(first.offsetS)})`;
  const cases = [...later]
    .reverse()
    .map(({fromS, offsetS}) => `WHEN ${seconds} >= ${String(fromS)} THEN ${String(offsetS)}`);
  return `(${seconds} + CASE ${cases.join(' ')} ELSE ${String(first.offsetS)} END)`;
};

/** Integer division rounds towards zero in SQLite: counted from a Monday long before every date, it rounds down. */
const epochS = 62_135_596_800;
const shifted = (local: string): string => `(${local} + ${String(epochS)})`;

const steps: Readonly<Partial<Record<Granularity, number>>> = {minute: 60, hour: 3600, day: 86_400, week: 604_800};

/** SQL for the beginning of a local instant's bucket: local seconds, or months since the year 0 for month and longer. */
export const bucketSql = (local: string, granularity: Granularity): string => {
  const step = steps[granularity];
  if (step !== undefined) return `(${shifted(local)} / ${String(step)} * ${String(step)} - ${String(epochS)})`;
  const part = (letter: string) => `CAST(strftime('%${letter}', ${local}, 'unixepoch') AS INTEGER)`;
  switch (granularity) {
    case 'year':
      return `(${part('Y')} * 12)`;
    case 'quarter':
      return `(${part('Y')} * 12 + (${part('m')} - 1) / 3 * 3)`;
    case 'month':
      return `(${part('Y')} * 12 + ${part('m')} - 1)`;
    default:
      return local;
  }
};

const isMonths = (granularity: Granularity | null): boolean =>
  granularity === 'month' || granularity === 'quarter' || granularity === 'year';

/** The local time, `2026-03-01T00:00:00`, of what `bucketSql` gave. Without a granularity the value is local seconds. */
export const bucketText = (value: number, granularity: Granularity | null): string => {
  const at = isMonths(granularity) ? Date.UTC(Math.floor(value / 12), value % 12, 1) : value * 1000;
  return new Date(at).toISOString().slice(0, 19);
};
