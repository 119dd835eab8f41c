import {css} from 'lit';

/** The chat: on its own it fills the page, beside something else its panel. */
export const chat = css`
  .chat {
    position: relative;
    flex: 1;
    display: flex;
    flex-direction: column;
    min-height: 0;
    background: var(--chat-background);
    color: var(--chat-background-ink);
  }

  main.chat {
    max-height: calc(100dvh - 38px);
    padding: 14px 16px 10px;
  }

  emulator-page:has(main.chat) .surface,
  emulator-chat {
    flex: 1;
    display: flex;
    flex-direction: column;
    min-height: 0;
  }

  /* One background from edge to edge. */
  emulator-page:has(main.chat) {
    background: var(--chat-background);
  }

  emulator-page:has(main.chat) > emulator-badge .badge {
    color: var(--chat-background-ink);
  }

  .chat-header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    width: 100%;
    max-width: 860px;
    margin-inline: auto;
  }

  .chat-header h1 {
    flex: 1 0 auto;
    font-size: 17px;
    font-weight: 650;
  }

  .turns {
    flex: 1;
    min-height: 0;
    overflow: auto;
    width: 100%;
    max-width: 860px;
    margin: 10px auto;
    padding: 2px;
    display: flex;
    flex-direction: column;
    gap: 18px;
  }

  .turn {
    display: grid;
    gap: 8px;
    min-width: 0;
  }

  .turn h3 {
    font-size: 13px;
    font-weight: 650;
  }

  .turn.user {
    justify-self: end;
    align-self: end;
    max-width: min(80%, 560px);
  }

  .turn.user .turn-text {
    padding: 8px 14px;
    border-radius: 16px 16px 4px 16px;
    background: var(--accent);
    color: var(--on-accent);
  }

  .turn-text {
    white-space: pre-line;
    overflow-wrap: anywhere;
  }

  .turn-tool,
  .turn-waiting {
    display: flex;
    align-items: center;
    gap: 8px;
    font-size: 13px;
    opacity: 0.85;
  }

  .turn-waiting i {
    width: 8px;
    height: 8px;
    border-radius: 50%;
    background: var(--accent);
    animation: breathe 1s ease-in-out infinite alternate;
  }

  @keyframes breathe {
    from {
      opacity: 0.25;
    }
  }

  .turn-result {
    container-type: inline-size;
    display: flex;
    max-height: 440px;
    padding: 14px;
    color: var(--ink);
  }

  .turn-result .drawn {
    grid-template-rows: 220px minmax(0, auto);
  }

  .welcome {
    margin: auto;
    display: grid;
    justify-items: center;
    gap: 8px;
    padding: 16px 0;
    text-align: center;
  }

  .welcome h2 {
    font-size: 22px;
    font-weight: 680;
    letter-spacing: -0.015em;
    line-height: 1.3;
  }

  .welcome ul {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 8px;
    margin-top: 10px;
    list-style: none;
  }

  .welcome .button {
    white-space: normal;
    text-align: start;
    font-weight: 500;
  }

  .chat-input {
    display: flex;
    align-items: flex-end;
    gap: 8px;
    width: 100%;
    max-width: 860px;
    margin-inline: auto;
    padding: 8px;
    border: 1px solid var(--chat-input-border);
    border-radius: var(--radius);
    background: var(--chat-input);
    color: var(--chat-input-ink);
  }

  .chat-input:focus-within {
    outline: 2px solid var(--accent-text);
    outline-offset: 1px;
  }

  .chat-input textarea {
    flex: 1;
    min-height: 34px;
    max-height: 160px;
    padding: 6px;
    border: 0;
    outline: 0;
    background: none;
    resize: none;
    field-sizing: content;
  }

  .chat-input textarea::placeholder {
    color: inherit;
    opacity: 0.75;
  }

  .chat-history {
    position: absolute;
    z-index: 10;
    inset: 56px 16px auto auto;
    width: min(340px, calc(100% - 32px));
    max-height: min(480px, 75%);
    overflow: auto;
    padding: 12px;
    color: var(--ink);
    box-shadow: var(--shadow-high);
  }

  .chat-history header,
  .ask-panel > header {
    display: flex;
    align-items: center;
    justify-content: space-between;
  }

  .ask-panel > header {
    padding: 10px 14px;
    border-bottom: 1px solid var(--line);
  }

  .chat-history h2,
  .ask-panel h2 {
    font-size: 15px;
  }

  .chat-history ul {
    list-style: none;
  }

  .chat-history li button {
    display: grid;
    width: 100%;
    padding: 8px;
    border: 0;
    border-radius: 8px;
    background: none;
    text-align: start;
    cursor: pointer;
    overflow-wrap: anywhere;
  }

  .chat-history li button:hover {
    background: var(--surface-2);
  }

  .chat-history small {
    color: var(--ink-2);
  }

  .ask-panel {
    inset: 12px 12px 12px auto;
    width: min(420px, calc(100vw - 24px));
    height: auto;
    max-height: none;
    margin: 0;
    padding: 0;
    color: var(--ink);
    box-shadow: var(--shadow-high);
  }

  .ask-panel[open] {
    display: flex;
    flex-direction: column;
  }

  .chat.aside {
    --chat-background: transparent;
    --chat-background-ink: var(--ink);
    padding: 10px 14px 14px;
  }

  /* Apart from the button that closes the panel. */
  .chat.aside .actions {
    margin-inline-start: 0;
  }
`;
