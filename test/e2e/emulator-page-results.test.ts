import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {EmulatedSite, type EmulatedFrame} from '../support/emulated-frame.js';

const value = {measures: ['points.value'], dimensions: []};
const number = {title: 'Value', chart: 'number', query: value} as const;
/** The emulator's own dashboard, and one of four points and two numbers in cards of several rows. */
let site: EmulatedSite;
let points: EmulatedSite;
before(async () => {
  site = await EmulatedSite.start();
  points = await EmulatedSite.start({
    tables: [{name: 'points', csv: 'day,value\n2026-01-01,100\n2026-01-02,20\n2026-01-03,20\n2026-01-04,100\n'}],
    views: [
      {
        name: 'points',
        dimensions: {day: {type: 'time'}},
        measures: {value: {title: 'Value', sql: 'SUM(value)', format: 'number'}},
      },
    ],
    deployments: [
      {
        id: 32,
        dashboards: [
          {
            publicId: 'OwVQpbdaZmBT',
            title: 'Points',
            published: true,
            allowEmbed: true,
            grants: ['embed-users'],
            widgets: [
              {...number, id: 'high', layout: {x: 0, y: 0, width: 3, height: 2}},
              {...number, id: 'wide', layout: {x: 3, y: 0, width: 9, height: 3}},
              {
                id: 'line',
                title: 'Line',
                chart: 'line',
                query: {...value, timeDimension: {dimension: 'points.day', granularity: 'day'}},
                layout: {x: 0, y: 3, width: 12, height: 5},
              },
            ],
          },
        ],
      },
    ],
  });
});
after(() => Promise.all([site.stop(), points.stop()]));

const open = async (where: EmulatedSite): Promise<EmulatedFrame> => {
  const embed = await where.open('/embed/d/32/dashboard/OwVQpbdaZmBT');
  await embed.event('dashboard-loaded');
  return embed;
};

for (const name of ['the default dashboard', 'cards of several rows']) {
  test(`a number stands right under its label, at any width: ${name}`, async () => {
    const embed = await open(name === 'the default dashboard' ? site : points);
    for (const width of [1440, 960, 560, 390]) {
      await embed.page.setViewportSize({width, height: 800});
      await embed.frame.waitForFunction((wanted) => innerWidth === wanted, width);
      const gaps = await embed.frame.evaluate(() =>
        [...document.querySelectorAll('.widget.number')].map((card) => {
          const label = card.querySelector('h2')?.getBoundingClientRect();
          const big = card.querySelector('.big-number')?.getBoundingClientRect();
          return (big?.top ?? NaN) - (label?.bottom ?? NaN);
        }),
      );
      assert.ok(gaps.length > 1);
      for (const gap of gaps) assert.ok(gap >= 0 && gap <= 8, `${gap} px between label and number at ${width} px`);
    }
    await embed.close();
  });
}

test('a curve never goes below its points', async () => {
  const embed = await open(points);
  const {bottom, between} = await embed.frame.evaluate(() => {
    const canvas = document.querySelector('canvas');
    const {data, width, height} = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
      data: [],
      width: 0,
      height: 0,
    };
    const channels = getComputedStyle(document.documentElement).getPropertyValue('--accent').match(/\w\w/g) ?? [];
    const accent = channels.map((channel) => parseInt(channel, 16));
    /** How far down each column is drawn in the colour of the line. */
    const lowest: number[] = [];
    for (let x = 0; x < width; x += 1) {
      lowest[x] = -1;
      for (let y = 0; y < height; y += 1) {
        const at = (y * width + x) * 4;
        if (accent.every((channel, index) => Math.abs((data[at + index] ?? 0) - channel) < 8)) lowest[x] = y;
      }
    }
    const bottom = Math.max(...lowest);
    const middle = Math.round((lowest.indexOf(bottom) + lowest.lastIndexOf(bottom)) / 2);
    return {bottom, between: lowest[middle] ?? -1};
  });
  // The two lowest points have the same value, and are dots that are wider than the line between them.
  assert.ok(bottom > 0 && between > 0, 'the line is drawn');
  assert.ok(between < bottom, `the line is drawn down to ${between} px between points at ${bottom} px`);
  await embed.close();
});

test('filters and switchers look alike, each with the sign of a list', async () => {
  const embed = await open(site);
  const looks = await embed.frame.evaluate(() =>
    [...document.querySelectorAll('.control')].map((control) => {
      const chosen = control.querySelector('b, select');
      const sign = control.querySelector('.icon')?.getBoundingClientRect();
      const {right, height} = control.getBoundingClientRect();
      const {fontSize, fontWeight, color} = getComputedStyle(chosen ?? control);
      return JSON.stringify({height, fontSize, fontWeight, color, sign: Math.round(right - (sign?.right ?? 0))});
    }),
  );
  assert.equal(looks.length, 4);
  assert.equal(new Set(looks).size, 1, looks.join('\n'));
  await embed.close();
});
