import {createSignal, For, Match, onCleanup, onMount, Switch} from 'solid-js';
import type {Settings} from '../../shared/settings';
import {ComparePage} from './ComparePage';
import {HomePage} from './HomePage';
import {PortalPage} from './PortalPage';

const pages = [
  ['/', 'Dashboard'],
  ['/compare', 'Compare'],
  ['/portal', 'Portal'],
  ['/about', 'About'],
] as const;

export function App(props: {settings: Settings; firstPath: string}) {
  const [path, setPath] = createSignal(props.firstPath);
  onMount(() => {
    const go = () => setPath(location.pathname);
    addEventListener('popstate', go);
    onCleanup(() => removeEventListener('popstate', go));
  });
  const follow = (event: MouseEvent & {currentTarget: HTMLAnchorElement}) => {
    event.preventDefault();
    history.pushState(null, '', event.currentTarget.href);
    setPath(location.pathname);
  };
  return (
    <>
      <header>
        <h1>Orders, with Solid</h1>
        <nav>
          <For each={pages}>
            {([href, name]) => (
              <a href={href} aria-current={href === path() ? 'page' : undefined} onClick={follow}>
                {name}
              </a>
            )}
          </For>
        </nav>
      </header>
      <main>
        <Switch fallback={<p>There is no dashboard on this page.</p>}>
          <Match when={path() === '/'}>
            <HomePage settings={props.settings} />
          </Match>
          <Match when={path() === '/compare'}>
            <ComparePage settings={props.settings} />
          </Match>
          <Match when={path() === '/portal'}>
            <PortalPage settings={props.settings} />
          </Match>
        </Switch>
      </main>
    </>
  );
}
