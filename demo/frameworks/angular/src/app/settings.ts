import {InjectionToken} from '@angular/core';
import type {Settings} from '../../../shared/settings';

export const SETTINGS = new InjectionToken<Settings>('where the Cube is');
