import {mergeApplicationConfig, type ApplicationRef} from '@angular/core';
import {bootstrapApplication, type BootstrapContext} from '@angular/platform-browser';
import {provideServerRendering} from '@angular/platform-server';
import type {Settings} from '../../shared/settings';
import {App, ordersConfig} from './app/app';

const bootstrap = (context: BootstrapContext, settings: Settings): Promise<ApplicationRef> =>
  bootstrapApplication(
    App,
    mergeApplicationConfig(ordersConfig(settings, true), {providers: [provideServerRendering()]}),
    context,
  );
export default bootstrap;
