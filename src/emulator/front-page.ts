import type {AccountContent} from './content/account-content.js';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const style = `
  :root { color-scheme: light dark; --ink: light-dark(#14171f, #eef0f6); --quiet: light-dark(#545b70, #a3a9bb);
    --line: light-dark(#e0e3eb, #2c303d); --card: light-dark(#fff, #191c25); --accent: light-dark(#2f4fc7, #9db0ff) }
  body { margin: 0; padding: clamp(16px, 6vw, 64px) 16px; background: light-dark(#f5f6fa, #11131a); color: var(--ink);
    font: 15px/1.55 Inter, system-ui, sans-serif }
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
  pre { margin: 8px 0 0; overflow: auto; font-size: 13px }
  code { font-size: 13px; overflow-wrap: anywhere }`;

const opening = (path: string): string => `/emulator/open?path=${encodeURIComponent(path)}`;

const entry = (title: string, path: string, isPrivate: boolean): string =>
  `<li><strong>${escaped(title)}</strong>
    <a href="${opening(path)}" aria-label="${escaped(title)}, with a session">with a session</a>
    ${isPrivate ? `<a href="${path}" aria-label="${escaped(title)}, privately">privately</a>` : ''}</li>`;

/** What a browser gets at the emulator's own address: what there is, ready to be opened, and where tests find their switches. */
export const frontPage = ({deployments}: AccountContent, origin: string): string => {
  const shown = [...deployments.values()].map(({id, name, dashboards}) => {
    const base = `/embed/d/${String(id)}`;
    const entries = [
      ...dashboards.map(({publicId, title}) => entry(title, `${base}/dashboard/${publicId}`, true)),
      entry('Analytics chat', `${base}/chat`, true),
      entry('App (Creator Mode)', `${base}/app`, false),
    ];
    const heading = `Deployment ${String(id)}${name === undefined ? '' : `, ${escaped(name)}`}`;
    return `<section><h2>${heading}</h2><ul>${entries.join('')}</ul></section>`;
  });
  const [first = 32] = deployments.keys();
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
        <pre tabindex="0"><code>curl ${escaped(origin)}/api/v1/embed/generate-session \\
  -H 'Authorization: Api-Key emulator-key' -H 'Content-Type: application/json' \\
  -d '{"deploymentId": ${String(first)}, "externalId": "ada"}'</code></pre>
      </section>
      <section>
        <h2>From your tests</h2>
        <p><a href="/emulator/ledger">The ledger</a> has every session, request and open page;
          <a href="/emulator/faults">the faults</a> are what is to go wrong; <code>POST /emulator/advance</code> moves the clock.</p>
      </section>
    </main>
  </body>
</html>
`;
};
