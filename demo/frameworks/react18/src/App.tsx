import {useEffect, useState, type MouseEvent} from 'react';
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

/** Small as the application is, its router is these few lines. */
function usePath(first: string): [string, (path: string) => void] {
  const [path, setPath] = useState(first);
  useEffect(() => {
    const follow = () => setPath(location.pathname);
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);
  const go = (to: string) => {
    history.pushState(null, '', to);
    setPath(to);
  };
  return [path, go];
}

export function App({settings, firstPath}: {settings: Settings; firstPath: string}) {
  const [path, go] = usePath(firstPath);
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    event.preventDefault();
    go(event.currentTarget.pathname);
  };
  return (
    <>
      <header>
        <h1>Orders, with React 18</h1>
        <nav>
          {pages.map(([href, name]) => (
            <a key={href} href={href} aria-current={href === path ? 'page' : undefined} onClick={follow}>
              {name}
            </a>
          ))}
        </nav>
      </header>
      <main>
        {path === '/' && <HomePage settings={settings} />}
        {path === '/compare' && <ComparePage settings={settings} />}
        {path === '/portal' && <PortalPage settings={settings} />}
        {path === '/about' && <p>There is no dashboard on this page.</p>}
      </main>
    </>
  );
}
