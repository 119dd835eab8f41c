/** From this second on (epoch seconds) the zone's clocks are so many seconds ahead of UTC. */
export interface ZoneOffset {
  readonly fromS: number;
  readonly offsetS: number;
}

/** Tells whether a name is an IANA time zone. A bare UTC offset is none, as for Cube. */
export const isTimeZone = (zone: string): boolean => {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en-US', {timeZone: zone});
    return true;
  } catch {
    return false;
  }
};

const createOffsetReader = (zone: string): ((atS: number) => number) => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (atS) => {
    const parts = new Map(format.formatToParts(atS * 1000).map(({type, value}) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
    return Math.round(local / 1000) - atS;
  };
};

/** Zones change their offset at most a few times a year; what is looked for lies between two looks. */
const stepS = 30 * 86_400;

/** The offsets of a zone between two instants, in order; the first also holds before. Found by bisection, to the second. */
export const zoneOffsets = (zone: string, firstS: number, lastS: number): readonly ZoneOffset[] => {
  if (zone === 'UTC') return [{fromS: firstS, offsetS: 0}];
  const offsetAt = createOffsetReader(zone);
  const found: ZoneOffset[] = [{fromS: firstS, offsetS: offsetAt(firstS)}];
  for (let before = firstS; before < lastS; before += stepS) {
    const after = Math.min(before + stepS, lastS);
    const offsetS = offsetAt(after);
    if (offsetS === found.at(-1)?.offsetS) continue;
    let low = before;
    let high = after;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offsetAt(middle) === offsetS) high = middle;
      else low = middle;
    }
    found.push({fromS: high, offsetS});
  }
  return found;
};
