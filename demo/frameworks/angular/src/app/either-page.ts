import {ChangeDetectionStrategy, Component, inject, signal} from '@angular/core';
import {firstView} from '../../../shared/settings';
import {SalesDashboard} from './sales-dashboard';
import {SETTINGS} from './settings';

@Component({
  selector: 'either-page',
  imports: [SalesDashboard],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="controls">
      <label><input #open type="checkbox" (change)="isOpen.set(open.checked)" /> Open orders only</label>
      <button (click)="count.set(count() + 1)">Counted {{ count() }} times</button>
    </div>
    @if (isOpen()) {
      <sales-dashboard [settings]="settings" [view]="openOrders" />
    } @else {
      <sales-dashboard [settings]="settings" [view]="allOrders" />
    }
  `,
})
export class EitherPage {
  protected readonly settings = inject(SETTINGS);
  protected readonly isOpen = signal(false);
  /** Nobody but the button shows it: the dashboard, which is `OnPush`, is not looked at. */
  protected readonly count = signal(0);
  protected readonly allOrders = firstView;
  protected readonly openOrders = {...firstView, status: 'processing'};
}
