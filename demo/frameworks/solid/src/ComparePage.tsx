import {createSignal, For} from 'solid-js';
import {firstView, type Settings} from '../../shared/settings';
import {SalesDashboard} from './SalesDashboard';

export function ComparePage(props: {settings: Settings}) {
  const [order, setOrder] = createSignal(['completed', 'processing', 'shipped']);
  return (
    <>
      <div class="controls">
        <button onClick={() => setOrder(order().toReversed())}>Reverse the order</button>
      </div>
      <ul class="side-by-side">
        <For each={order()}>
          {(status) => (
            <li>
              <h2>{status}</h2>
              <SalesDashboard settings={props.settings} view={{...firstView, status}} />
            </li>
          )}
        </For>
      </ul>
    </>
  );
}
