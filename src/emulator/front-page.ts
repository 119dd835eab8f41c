import {defaultApiKey} from './api-keys.js';
import type {AccountContent} from './content/account-content.js';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const style = `
  :root { color-scheme: light dark; --ink: light-dark(#14171f, #eef0f6); --quiet: light-dark(#545b70, #a3a9bb);
    --line: light-dark(#e0e3eb, #2c303d); --card: light-dark(#fff, #191c25); --accent: light-dark(#2f4fc7, #9db0ff) }
  body { margin: 0; padding: clamp(16px, 6vw, 64px) 16px; background: light-dark(#f5f6fa, #11131a); color: var(--ink);
    font: 15px/1.55 system-ui, sans-serif }
  main { max-width: 720px; margin: 0 auto; display: grid; grid-template-columns: minmax(0, 1fr); gap: 20px }
  h1 { margin: 0; font-size: 26px; line-height: 1.2; letter-spacing: -0.02em }
  h2 { margin: 0 0 8px; font-size: 16px }
  p { margin: 6px 0 0; color: var(--quiet) }
  section { padding: 20px; border: 1px solid var(--line); border-radius: 12px; background: var(--card) }
  ul { margin: 0; padding: 0; list-style: none }
  li { padding: 8px 0; border-top: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: 2px 16px }
  li:first-child { border: 0 }
  li strong { flex: 1 1 200px; overflow-wrap: anywhere }
  a { color: var(--accent) }
  details { padding: 8px 0; border-top: 1px solid var(--line) }
  summary { cursor: pointer }
  .copyable { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; margin-top: 12px }
  .copyable pre { grid-column: 1 / -1 }
  h3 { margin: 0; font-size: 13px; font-weight: 600 }
  button { padding: 2px 10px; border: 1px solid var(--line); border-radius: 6px; background: transparent; color: inherit; font: inherit; cursor: pointer }
  pre { margin: 8px 0 0; overflow: auto; font-size: 13px }
  code { font-size: 13px; overflow-wrap: anywhere }`;

/** Something to copy: selected by a click or by the keyboard, copied by the button where the browser lets it. */
const copyable = (label: string, code: string): string =>
  `<div class="copyable"><h3>${escaped(label)}</h3><button type="button" data-copy aria-label="Copy: ${escaped(label)}">Copy</button>
    <pre tabindex="0" aria-label="${escaped(label)}"><code>${escaped(code)}</code></pre></div>`;

const copyScript = `
  document.addEventListener('click', async ({target}) => {
    const button = target.closest('[data-copy]');
    if (!button) return;
    const code = button.parentElement.querySelector('code');
    getSelection().selectAllChildren(code);
    try { await navigator.clipboard.writeText(code.textContent); button.textContent = 'Copied'; }
    catch { button.textContent = 'Selected'; }
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  });`;

const namesOf = (list: readonly {readonly name: string}[]): string =>
  list.length === 0 ? 'none' : list.map(({name}) => `<code>${escaped(name)}</code>`).join(', ');

/** What a page and its backend need to show one dashboard. */
const recipe = (deploymentId: number, publicId: string, title: string, origin: string): string => {
  const id = String(deploymentId);
  const tag = `<cube-embed id="${publicId}" base-url="${origin}"\n            session-endpoint="/api/cube/session"></cube-embed>`;
  const settings = `CUBE_BASE_URL=${origin}\nCUBE_API_KEY=${defaultApiKey}\nCUBE_DEPLOYMENT_ID=${id}`;
  const body = JSON.stringify({deploymentId, externalId: 'ada'});
  const curl = [
    `curl ${origin}/api/v1/embed/generate-session`,
    `  -H 'Authorization: Api-Key ${defaultApiKey}' -H 'Content-Type: application/json'`,
    `  -d '${body}'`,
  ].join(' \\\n');
  return `<details><summary>Embed ${escaped(title)}</summary>
    ${copyable(`The tag of ${title}`, tag)}${copyable(`The route’s settings for ${title}`, settings)}
    ${copyable(`A session for ${title}`, curl)}</details>`;
};

const opening = (path: string): string => `/emulator/open?path=${encodeURIComponent(path)}`;

const entry = (title: string, path: string, isPrivate: boolean): string =>
  `<li><strong>${escaped(title)}</strong>
    <a href="${opening(path)}" aria-label="${escaped(title)}, with a session">with a session</a>
    ${isPrivate ? `<a href="${path}" aria-label="${escaped(title)}, privately">privately</a>` : ''}</li>`;

/** What a browser gets at the emulator's own address: what there is, ready to be opened, and where tests find their switches. */
export const frontPage = ({deployments, userAttributes, groups}: AccountContent, origin: string): string => {
  const shown = [...deployments.values()].map(({id, name, dashboards}) => {
    const base = `/embed/d/${String(id)}`;
    const entries = [
      ...dashboards.map(({publicId, title}) => entry(title, `${base}/dashboard/${publicId}`, true)),
      entry('Analytics chat', `${base}/chat`, true),
      entry('App (Creator Mode)', `${base}/app`, false),
    ];
    const heading = `Deployment ${String(id)}${name === undefined ? '' : `, ${escaped(name)}`}`;
    const recipes = dashboards.map(({publicId, title}) => recipe(id, publicId, title, origin));
    return `<section><h2>${heading}</h2><ul>${entries.join('')}</ul>${recipes.join('')}</section>`;
  });
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Cube emulator</title>
    <link rel="icon" href="data:," />
    <style>${style}</style>
  </head>
  <body>
    <main>
      <header>
        <h1>Cube emulator</h1>
        <p>A local stand-in for Cube’s embedding, from cube-embed: sessions, dashboards, chat and app, with made-up rows.</p>
      </header>
      ${shown.join('')}
      <section>
        <h2>From your backend</h2>
        <p>Use it like a Cube tenant: <code>base-url</code> is <code>${escaped(origin)}</code>, the API key is the one that it was
          started with, <code>emulator-key</code> unless you chose another.</p>
        <p>User attributes: ${namesOf(userAttributes)}. Groups: ${namesOf(groups)}.</p>
      </section>
      <section>
        <h2>From your tests</h2>
        <p><a href="/emulator/ledger">The ledger</a> has every session, request and open page;
          <a href="/emulator/faults">the faults</a> are what is to go wrong; <code>POST /emulator/advance</code> moves the clock.</p>
      </section>
    </main>
    <script>${copyScript}</script>
  </body>
</html>
`;
};
