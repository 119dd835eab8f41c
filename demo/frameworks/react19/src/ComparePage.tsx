import {CubeEmbed} from 'cube-embed/react';
import {useState} from 'react';
import type {Settings} from '../../shared/settings';

export function ComparePage({settings}: {settings: Settings}) {
  const [order, setOrder] = useState(['completed', 'processing', 'shipped']);
  const [ready, setReady] = useState(0);
  return (
    <>
      <div className="controls">
        <button onClick={() => setOrder(order.toReversed())}>Reverse the order</button>
        <output>Loaded {ready} times</output>
      </div>
      <ul className="side-by-side">
        {order.map((status) => (
          <li key={status}>
            <h2>{status}</h2>
            <CubeEmbed
              dashboardId={settings.dashboardId}
              baseUrl={settings.baseUrl}
              sessionEndpoint="/api/cube/session"
              theme={{borderRadius: 12}}
              filters={{'orders.status': status}}
              onReady={() => setReady((before) => before + 1)}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
