import {css} from 'lit';

/** x */
export const workspace = css``;
