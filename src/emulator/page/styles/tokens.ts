import {css} from 'lit';

/** Colours, type and measures; themes override some by the same names on the root element. */
export const tokens = css`
  :root {
    color-scheme: light;
    --font:
      'Inter', system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', Arial,
      sans-serif;
    --radius: 12px;
    --radius-small: min(var(--radius), 8px);
    --background: #f5f6f9;
    --surface: #ffffff;
    --surface-2: #f0f2f7;
    --line: #dfe3eb;
    --ink: #171b26;
    --ink-2: #545d70;
    --accent: #3d5bd9;
    --on-accent: #ffffff;
    --accent-text: #3552cc;
    --problem: #b3261e;
    --shadow: 0 1px 2px rgb(20 26 40 / 5%), 0 2px 8px rgb(20 26 40 / 4%);
    --shadow-high: 0 12px 40px rgb(20 26 40 / 20%);
    --series-1: var(--accent);
    --series-2: #12a594;
    --series-3: #e5843a;
    --series-4: #b558c4;
    --series-5: #e0a800;
    --series-6: #4c9fe8;
    --series-7: #d64d76;
    --series-8: #7a8699;
    --chat-background: var(--background);
    --chat-background-ink: var(--ink);
    --chat-input: var(--surface);
    --chat-input-ink: var(--ink);
    --chat-input-border: #868fa3;
    --control-border: #868fa3;
  }

  :root[data-scheme='dark'] {
    color-scheme: dark;
    --background: #11141b;
    --surface: #181c26;
    --surface-2: #222836;
    --line: #2e3545;
    --ink: #eef1f7;
    --ink-2: #a7b0c2;
    --accent: #7d97ff;
    --on-accent: #0d1220;
    --accent-text: #9db1ff;
    --problem: #ffa199;
    --shadow: 0 1px 2px rgb(0 0 0 / 30%);
    --shadow-high: 0 12px 40px rgb(0 0 0 / 60%);
    --series-2: #2cc4b2;
    --series-3: #f0a163;
    --series-4: #cd85da;
    --series-5: #eac54a;
    --series-6: #76b9f5;
    --series-7: #ef7f9f;
    --series-8: #93a0b5;
    --chat-input-border: #6f7a90;
    --control-border: #6f7a90;
  }
`;
