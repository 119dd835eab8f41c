import {useState} from 'react';
import {firstView, type Settings} from '../../shared/settings';
import {SalesDashboard} from './SalesDashboard';

export function ComparePage({settings}: {settings: Settings}) {
  const [order, setOrder] = useState(['completed', 'processing', 'shipped']);
  return (
    <>
      <div className="controls">
        <button onClick={() => setOrder(order.toReversed())}>Reverse the order</button>
      </div>
      <ul className="side-by-side">
        {order.map((status) => (
          <li key={status}>
            <h2>{status}</h2>
            <SalesDashboard settings={settings} view={{...firstView, status}} />
          </li>
        ))}
      </ul>
    </>
  );
}
