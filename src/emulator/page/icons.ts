import {svg, html, type TemplateResult} from 'lit';

const paths = {
  back: 'M15 5l-7 7 7 7',
  download: 'M12 4v11m0 0l-4-4m4 4l4-4M5 20h14',
  edit: 'M4 20l1-4L16 5l3 3L8 19l-4 1z',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M5 12h14M13 6l6 6-6 6',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  plus: 'M12 5v14M5 12h14',
  history: 'M4 12a8 8 0 1 0 3-6.2L4 8m0-4v4h4M12 8v4l3 2',
  spark: 'M12 3l2 6 6 2-6 2-2 6-2-6-6-2 6-2z',
  down: 'M7 10l5 5 5-5',
  share: 'M12 15V4m0 0L8 8m4-4l4 4M5 13v7h14v-7',
  gear: 'M4 7h10M18 7h2M4 17h2M10 17h10M14 5v4M6 15v4',
  trash: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
  workbook: 'M5 4h14v16H5zM9 4v16M9 9h10',
  dashboard: 'M4 4h7v9H4zM13 4h7v5h-7zM13 11h7v9h-7zM4 15h7v5H4z',
} as const;

export type IconName = keyof typeof paths;

/** A decorative icon; a text or a label names what it stands on. */
export const icon = (name: IconName): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${paths[name]}></path>`}</svg>`;
