import {ChangeDetectionStrategy, Component, inject, signal} from '@angular/core';
import {firstView} from '../../../shared/settings';
import {SalesDashboard} from './sales-dashboard';
import {SETTINGS} from './settings';

@Component({
  selector: 'compare-page',
  imports: [SalesDashboard],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="controls"><button (click)="reverse()">Reverse the order</button></div>
    <ul class="side-by-side">
      @for (view of order(); track view.status) {
        <li>
          <h2>{{ view.status }}</h2>
          <sales-dashboard [settings]="settings" [view]="view" />
        </li>
      }
    </ul>
  `,
})
export class ComparePage {
  protected readonly settings = inject(SETTINGS);
  protected readonly order = signal(['completed', 'processing', 'shipped'].map((status) => ({...firstView, status})));

  protected reverse(): void {
    this.order.update((order) => order.toReversed());
  }
}
