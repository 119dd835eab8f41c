import {useState} from 'preact/hooks';
import {firstView, statuses, type Settings} from '../../shared/settings';
import {SalesDashboard} from './SalesDashboard';

export function HomePage({settings}: {settings: Settings}) {
  const [view, setView] = useState(firstView);
  const [isShown, setIsShown] = useState(true);
  const [events, setEvents] = useState<readonly string[]>([]);
  return (
    <>
      <div class="controls">
        <label for="status">Status</label>
        <select id="status" value={view.status} onChange={({currentTarget}) => setView({...view, status: currentTarget.value})}>
          {statuses.map((status) => (
            <option key={status} value={status}>
              {status || 'all'}
            </option>
          ))}
        </select>
        <label for="language">Language</label>
        <select id="language" value={view.locale} onChange={({currentTarget}) => setView({...view, locale: currentTarget.value})}>
          <option value="en-US">English</option>
          <option value="de-DE">Deutsch</option>
        </select>
        <label>
          <input type="checkbox" checked={view.dark} onChange={({currentTarget}) => setView({...view, dark: currentTarget.checked})} />
          Dark
        </label>
        <label>
          <input type="checkbox" checked={isShown} onChange={({currentTarget}) => setIsShown(currentTarget.checked)} />
          Show the dashboard
        </label>
        <button onClick={() => setView({...view})}>Render again</button>
      </div>
      {isShown && (
        <SalesDashboard settings={settings} view={view} tell={(line) => setEvents((before) => [...before, line])} />
      )}
      <h2 id="events">Events</h2>
      <ol class="events" aria-labelledby="events">
        {events.map((event, index) => (
          <li key={index}>{event}</li>
        ))}
      </ol>
    </>
  );
}
