/** Red, green and blue, each 0 to 255. */
export type Rgb = readonly [number, number, number];

let painter: CanvasRenderingContext2D | null = null;

/** Reads any CSS colour by painting with it; null for what is none. */
export function parseColor(text: string): Rgb | null {
  if (!CSS.supports('color', text)) return null;
  painter ??= Object.assign(document.createElement('canvas'), {width: 1, height: 1}).getContext('2d', {
    willReadFrequently: true,
  });
  if (!painter) return null;
  painter.clearRect(0, 0, 1, 1);
  painter.fillStyle = text;
  painter.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = painter.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

const luminance = (rgb: Rgb): number => {
  const [red, green, blue] = rgb.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** The contrast ratio of WCAG 2, from 1 to 21. */
function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const black: Rgb = [17, 20, 28];
const white: Rgb = [255, 255, 255];

/** Black or white, whichever is easier to read on a colour. */
export const inkOn = (background: Rgb): Rgb =>
  contrast(white, background) >= contrast(black, background) ? white : black;

/** Moves a colour towards black or white until text in it can be read on a background: 4.5 to 1. */
export function readableOn(color: Rgb, background: Rgb): Rgb {
  const goal = inkOn(background);
  for (let step = 0; step <= 20; step++) {
    const mixed = color.map((channel, index) => channel + ((goal[index] ?? 0) - channel) * (step / 20));
    const rounded = mixed.map(Math.round) as [number, number, number];
    if (contrast(rounded, background) >= 4.5) return rounded;
  }
  return goal;
}

export const cssColor = ([red, green, blue]: Rgb): string => `rgb(${red} ${green} ${blue})`;
