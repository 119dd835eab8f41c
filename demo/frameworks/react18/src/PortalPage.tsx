import 'cube-embed';
import {useEffect, useRef, useState} from 'react';
import {createPortal} from 'react-dom';
import {firstView, type Settings} from '../../shared/settings';
import {SalesDashboard} from './SalesDashboard';

/** An embed that is made by hand in an effect: StrictMode runs the effect twice. */
function ByHand({settings}: {settings: Settings}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const embed = document.createElement('cube-embed');
    Object.assign(embed, {
      dashboardId: settings.dashboardId,
      baseUrl: settings.baseUrl,
      sessionEndpoint: '/api/cube/session',
    });
    box.current?.append(embed);
    return () => embed.remove();
  }, [settings]);
  return <div ref={box} />;
}

export function PortalPage({settings}: {settings: Settings}) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <div className="controls">
        <label>
          <input type="checkbox" checked={isOpen} onChange={({target}) => setIsOpen(target.checked)} />
          At the end of the page
        </label>
      </div>
      {isOpen ? (
        createPortal(
          <SalesDashboard settings={settings} view={{...firstView, status: 'completed'}} />,
          document.body,
        )
      ) : (
        <ByHand settings={settings} />
      )}
    </>
  );
}
