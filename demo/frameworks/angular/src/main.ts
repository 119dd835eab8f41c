import {bootstrapApplication} from '@angular/platform-browser';
import {loadSettings} from '../../shared/settings';
import {App, ordersConfig} from './app/app';

const isRendered = document.querySelector('orders-app')?.hasChildNodes() ?? false;
const settings = await loadSettings();
await bootstrapApplication(App, ordersConfig(settings, isRendered));
