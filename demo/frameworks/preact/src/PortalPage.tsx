import 'cube-embed';
import type {} from 'cube-embed/preact';
import {createPortal} from 'preact/compat';
import {useState} from 'preact/hooks';
import type {Settings} from '../../shared/settings';

export function PortalPage({settings}: {settings: Settings}) {
  const [isAtEnd, setIsAtEnd] = useState(false);
  const dashboard = (
    <cube-embed
      dashboard-id={settings.dashboardId}
      base-url={settings.baseUrl}
      session-endpoint="/api/cube/session"
      filters={{'orders.status': 'completed'}}
    />
  );
  return (
    <>
      <div class="controls">
        <label>
          <input type="checkbox" checked={isAtEnd} onChange={({currentTarget}) => setIsAtEnd(currentTarget.checked)} />
          At the end of the page
        </label>
      </div>
      {isAtEnd ? createPortal(dashboard, document.body) : dashboard}
    </>
  );
}
