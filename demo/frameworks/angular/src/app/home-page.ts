import {ChangeDetectionStrategy, Component, inject, signal} from '@angular/core';
import {firstView, statuses, type View} from '../../../shared/settings';
import {SalesDashboard} from './sales-dashboard';
import {SETTINGS} from './settings';

@Component({
  selector: 'home-page',
  imports: [SalesDashboard],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="controls">
      <label for="status">Status</label>
      <select #status id="status" (change)="choose({status: status.value})">
        @for (status of statuses; track status) {
          <option [value]="status">{{ status || 'all' }}</option>
        }
      </select>
      <label for="language">Language</label>
      <select #locale id="language" (change)="choose({locale: locale.value})">
        <option value="en-US">English</option>
        <option value="de-DE">Deutsch</option>
      </select>
      <label><input #dark type="checkbox" (change)="choose({dark: dark.checked})" /> Dark</label>
      <label><input #shown type="checkbox" checked (change)="isShown.set(shown.checked)" /> Show the dashboard</label>
      <button (click)="choose({})">Render again</button>
    </div>
    @if (isShown()) {
      <sales-dashboard [settings]="settings" [view]="view()" (tell)="hear($event)" />
    }
    <h2 id="events">Events</h2>
    <ol class="events" aria-labelledby="events">
      @for (event of events(); track $index) {
        <li>{{ event }}</li>
      }
    </ol>
  `,
})
export class HomePage {
  protected readonly settings = inject(SETTINGS);
  protected readonly statuses = statuses;
  protected readonly view = signal(firstView);
  protected readonly isShown = signal(true);
  protected readonly events = signal<readonly string[]>([]);

  protected choose(change: Partial<View>): void {
    this.view.update((view) => ({...view, ...change}));
  }

  protected hear(line: string): void {
    this.events.update((before) => [...before, line]);
  }
}
