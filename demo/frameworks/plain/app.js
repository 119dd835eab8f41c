/** @import {CubeEmbedElement} from 'cube-embed' */
/** @typedef {{status: string, locale: string, dark: boolean}} View */

await fetch('/api/login/sam', {method: 'POST'});
const {baseUrl, dashboardId} = await (await fetch('/api/demo')).json();

/** @type {View} */
const firstView = {status: '', locale: 'en-US', dark: false};

/** A copy of a template's content. @param {string} id */
const copyOf = (id) => {
  const template = document.getElementById(id);
  if (!(template instanceof HTMLTemplateElement)) throw new Error(`There is no template ${id}.`);
  return /** @type {DocumentFragment} */ (template.content.cloneNode(true));
};

/** @param {View} view */
function createDashboard(view) {
  const embed = /** @type {CubeEmbedElement} */ (copyOf('dashboard').firstElementChild);
  embed.dashboardId = dashboardId;
  embed.baseUrl = baseUrl;
  update(embed, view);
  return embed;
}

/** @param {CubeEmbedElement} embed @param {View} view */
function update(embed, {status, locale, dark}) {
  embed.locale = locale;
  embed.colorScheme = dark ? 'dark' : 'light';
  embed.theme = {primaryColor: dark ? '#b3adff' : '#3f33c9', borderRadius: 12};
  embed.filters = status ? {'orders.status': status} : {};
}

/** @param {ParentNode} page */
function startHome(page) {
  const form = /** @type {HTMLFormElement} */ (page.querySelector('form'));
  const place = /** @type {Element} */ (page.querySelector('.place'));
  const events = /** @type {Element} */ (page.querySelector('.events'));
  /** @param {string} line */
  const tell = (line) => {
    events.append(Object.assign(document.createElement('li'), {textContent: line}));
  };
  /** @type {CubeEmbedElement | null} */
  let embed = null;
  const render = () => {
    const choices = new FormData(form);
    const view = {
      status: String(choices.get('status')),
      locale: String(choices.get('locale')),
      dark: choices.has('dark'),
    };
    if (!choices.has('shown')) {
      embed?.remove();
      embed = null;
    } else if (embed) update(embed, view);
    else {
      embed = createDashboard(view);
      embed.addEventListener('cube-statechange', ({detail}) => tell(`${detail.previousState} → ${detail.state}`));
      embed.addEventListener('cube-ready', ({detail}) => tell(`ready: ${detail.surface}`));
      embed.addEventListener('cube-dashboard-loaded', ({detail}) => tell(`loaded: ${detail.widgetCount} widgets`));
      embed.addEventListener('cube-error', ({detail}) => tell(`error: ${detail.code}`));
      place.append(embed);
    }
  };
  form.addEventListener('change', render);
  form.addEventListener('click', ({target}) => {
    if (target instanceof HTMLButtonElement) render();
  });
  render();
}

/** @param {ParentNode} page */
function startCompare(page) {
  const list = /** @type {Element} */ (page.querySelector('ul'));
  for (const item of list.querySelectorAll('li')) {
    item.append(createDashboard({...firstView, status: item.dataset.status ?? ''}));
  }
  page.querySelector('button')?.addEventListener('click', () => {
    for (const item of [...list.children].slice(0, -1).reverse()) list.append(item);
  });
}

/** @param {ParentNode} page */
function startMoved(page) {
  const embed = createDashboard(firstView);
  const above = /** @type {Element} */ (page.querySelector('.above'));
  const below = /** @type {Element} */ (page.querySelector('.below'));
  above.append(embed);
  const [insert, move] = page.querySelectorAll('button');
  // A frame doesn't survive that it is inserted elsewhere; moved by `moveBefore()`, it does.
  insert?.addEventListener('click', () => below.append(embed));
  move?.addEventListener('click', () => above.moveBefore(embed, null));
}

/** @type {Record<string, (page: ParentNode) => void>} */
const start = {home: startHome, compare: startCompare, moved: startMoved, about: () => {}};

function showPage() {
  const name = location.pathname.slice(1) || 'home';
  const page = copyOf(name);
  start[name]?.(page);
  document.querySelector('main')?.replaceChildren(page);
  for (const link of document.querySelectorAll('nav a')) {
    link.toggleAttribute('aria-current', link.getAttribute('href') === location.pathname);
  }
}

document.querySelector('nav')?.addEventListener('click', (event) => {
  if (!(event.target instanceof HTMLAnchorElement)) return;
  event.preventDefault();
  history.pushState(null, '', event.target.href);
  showPage();
});
addEventListener('popstate', showPage);
showPage();
