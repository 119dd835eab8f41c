import {createSignal, For, Show} from 'solid-js';
import {firstView, statuses, type Settings} from '../../shared/settings';
import {SalesDashboard} from './SalesDashboard';

export function HomePage(props: {settings: Settings}) {
  const [view, setView] = createSignal(firstView);
  const [isShown, setIsShown] = createSignal(true);
  const [events, setEvents] = createSignal<readonly string[]>([]);
  return (
    <>
      <div class="controls">
        <label for="status">Status</label>
        <select id="status" onChange={({target}) => setView({...view(), status: target.value})}>
          <For each={statuses}>{(status) => <option value={status}>{status || 'all'}</option>}</For>
        </select>
        <label for="language">Language</label>
        <select id="language" onChange={({target}) => setView({...view(), locale: target.value})}>
          <option value="en-US">English</option>
          <option value="de-DE">Deutsch</option>
        </select>
        <label>
          <input type="checkbox" onChange={({target}) => setView({...view(), dark: target.checked})} /> Dark
        </label>
        <label>
          <input type="checkbox" checked onChange={({target}) => setIsShown(target.checked)} /> Show the dashboard
        </label>
        <button onClick={() => setView({...view()})}>Render again</button>
      </div>
      <Show when={isShown()}>
        <SalesDashboard settings={props.settings} view={view()} tell={(line) => setEvents((before) => [...before, line])} />
      </Show>
      <h2 id="events">Events</h2>
      <ol class="events" aria-labelledby="events">
        <For each={events()}>{(event) => <li>{event}</li>}</For>
      </ol>
    </>
  );
}
