import {defaultApiKey} from './api-keys.js';
import type {AccountContent} from './content/account-content.js';
import {copyable, escaped, htmlPage} from './html-page.js';

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
  return htmlPage({
    title: 'Cube emulator',
    about:
      'A local stand-in for Cube’s embedding, from cube-embed: sessions, dashboards, chat and app, with made-up rows.',
    body: `${shown.join('')}
      <section>
        <h2>From your backend</h2>
        <p>Use it like a Cube tenant: <code>base-url</code> is <code>${escaped(origin)}</code>, the API key is the one that it was
          started with, <code>emulator-key</code> unless you chose another.</p>
        <p>User attributes: ${namesOf(userAttributes)}. Groups: ${namesOf(groups)}.</p>
      </section>
      <section>
        <h2>From your tests</h2>
        <p><a href="/emulator/ledger">The ledger</a> has every session, request and open page;
          <a href="/emulator/faults">the faults</a> are rules that make things go wrong; <code>POST /emulator/advance</code> moves the clock.</p>
      </section>`,
  });
};
