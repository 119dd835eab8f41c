import {APP_BASE_HREF} from '@angular/common';
import {ChangeDetectionStrategy, Component, type ApplicationConfig} from '@angular/core';
import {provideClientHydration} from '@angular/platform-browser';
import {provideRouter, RouterLink, RouterLinkActive, RouterOutlet} from '@angular/router';
import type {Settings} from '../../../shared/settings';
import {ComparePage} from './compare-page';
import {EitherPage} from './either-page';
import {HomePage} from './home-page';
import {SETTINGS} from './settings';

@Component({
  selector: 'about-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: '<p>There is no dashboard on this page.</p>',
})
export class AboutPage {}

@Component({
  selector: 'orders-app',
  imports: [RouterLink, RouterLinkActive, RouterOutlet],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <header>
      <h1>Orders, with Angular</h1>
      <nav>
        @for (page of pages; track page.path) {
          <a [routerLink]="page.path" routerLinkActive ariaCurrentWhenActive="page" [routerLinkActiveOptions]="{exact: true}">{{
            page.name
          }}</a>
        }
      </nav>
    </header>
    <main><router-outlet /></main>
  `,
})
export class App {
  protected readonly pages = [
    {path: '/', name: 'Dashboard'},
    {path: '/compare', name: 'Compare'},
    {path: '/either', name: 'Either'},
    {path: '/about', name: 'About'},
  ];
}

/** The application; `isRendered`: a server renders it, or has. */
export const ordersConfig = (settings: Settings, isRendered: boolean): ApplicationConfig => ({
  providers: [
    provideRouter([
      {path: '', component: HomePage},
      {path: 'compare', component: ComparePage},
      {path: 'either', component: EitherPage},
      {path: 'about', component: AboutPage},
    ]),
    // Instead of a <base> tag, which the page's strict policy forbids.
    {provide: APP_BASE_HREF, useValue: '/'},
    {provide: SETTINGS, useValue: settings},
    ...(isRendered ? [provideClientHydration()] : []),
  ],
});
