import {ChangeDetectionStrategy, Component} from '@angular/core';
import {CubeEmbed} from 'cube-embed/angular';

@Component({
  selector: 'rejected-tags',
  imports: [CubeEmbed],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <cube-embed type="chat" hide="header title" [filters]="{'orders.status': 'completed'}" (cube-ready)="hear($event.detail.surface)" />
    <cube-embed [type]="42" /> <!-- rejected -->
    <cube-embed hide="footer" /> <!-- rejected -->
    <cube-embed [colour]="'red'" /> <!-- rejected -->
    <cube-embed (cube-redy)="hear($event.detail.surface)" /> <!-- rejected -->
    <cube-embed (cube-ready)="hear($event.detail.surfaces)" /> <!-- rejected -->
  `,
})
export class RejectedTags {
  protected hear(surface: string): string {
    return surface;
  }
}
