import {css} from 'lit';

/** x */
export const chat = css``;
