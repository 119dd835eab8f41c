import {createSignal, Show} from 'solid-js';
import {Portal} from 'solid-js/web';
import {firstView, type Settings} from '../../shared/settings';
import {SalesDashboard} from './SalesDashboard';

export function PortalPage(props: {settings: Settings}) {
  const [isAtEnd, setIsAtEnd] = createSignal(false);
  // Made once: Solid's elements are values, and this one moves between two places.
  const dashboard = <SalesDashboard settings={props.settings} view={{...firstView, status: 'completed'}} />;
  return (
    <>
      <div class="controls">
        <label>
          <input type="checkbox" onChange={({target}) => setIsAtEnd(target.checked)} /> At the end of the page
        </label>
      </div>
      <Show when={isAtEnd()} fallback={dashboard}>
        <Portal>{dashboard}</Portal>
      </Show>
    </>
  );
}
