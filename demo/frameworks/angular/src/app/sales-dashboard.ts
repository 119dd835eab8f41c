import {ChangeDetectionStrategy, Component, computed, input, output} from '@angular/core';
import {CubeEmbed} from 'cube-embed/angular';
import type {Settings, View} from '../../../shared/settings';

@Component({
  selector: 'sales-dashboard',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CubeEmbed],
  template: `
    <cube-embed
      sessionEndpoint="/api/cube/session"
      [dashboardId]="settings().dashboardId"
      [baseUrl]="settings().baseUrl"
      [locale]="view().locale"
      [colorScheme]="view().dark ? 'dark' : 'light'"
      [theme]="theme()"
      [filters]="filters()"
      (cube-statechange)="tell.emit($event.detail.previousState + ' → ' + $event.detail.state)"
      (cube-ready)="tell.emit('ready: ' + $event.detail.surface)"
      (cube-dashboard-loaded)="tell.emit('loaded: ' + $event.detail.widgetCount + ' widgets')"
      (cube-error)="tell.emit('error: ' + $event.detail.code)"
    />
  `,
})
export class SalesDashboard {
  readonly settings = input.required<Settings>();
  readonly view = input.required<View>();
  readonly tell = output<string>();
  protected readonly theme = computed(() => ({primaryColor: this.view().dark ? '#b3adff' : '#3f33c9', borderRadius: 12}));
  protected readonly filters = computed(() => (this.view().status ? {'orders.status': this.view().status} : {}));
}
