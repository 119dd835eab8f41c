import {useState} from 'react';
import {firstView, statuses, type Settings} from '../../shared/settings';
import {SalesDashboard} from './SalesDashboard';

export function HomePage({settings}: {settings: Settings}) {
  const [view, setView] = useState(firstView);
  const [isShown, setIsShown] = useState(true);
  const [events, setEvents] = useState<readonly string[]>([]);
  return (
    <>
      <div className="controls">
        <label htmlFor="status">Status</label>
        <select id="status" value={view.status} onChange={({target}) => setView({...view, status: target.value})}>
          {statuses.map((status) => (
            <option key={status} value={status}>
              {status || 'all'}
            </option>
          ))}
        </select>
        <label htmlFor="language">Language</label>
        <select id="language" value={view.locale} onChange={({target}) => setView({...view, locale: target.value})}>
          <option value="en-US">English</option>
          <option value="de-DE">Deutsch</option>
        </select>
        <label>
          <input type="checkbox" checked={view.dark} onChange={({target}) => setView({...view, dark: target.checked})} />
          Dark
        </label>
        <label>
          <input type="checkbox" checked={isShown} onChange={({target}) => setIsShown(target.checked)} />
          Show the dashboard
        </label>
        <button onClick={() => setView({...view})}>Render again</button>
      </div>
      {isShown && (
        <SalesDashboard settings={settings} view={view} tell={(line) => setEvents((before) => [...before, line])} />
      )}
      <h2 id="events">Events</h2>
      <ol className="events" aria-labelledby="events">
        {events.map((event, index) => (
          <li key={index}>{event}</li>
        ))}
      </ol>
    </>
  );
}
