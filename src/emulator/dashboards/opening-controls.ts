import type {DashboardContent} from '../content/content-shape.js';
import type {Model} from '../data/model.js';
import {changedControls, type ControlState, type ParentControl} from '../page-api.js';
import {controlDefaults, type Attributes} from './control-defaults.js';
import {parentControls} from './parent-control.js';

/** A dashboard's controls before the viewer touches them. */
export interface OpeningControls {
  readonly parents: readonly ParentControl[];
  readonly state: ControlState;
}

/** What a dashboard opens on for a viewer: each control on its default, then as the options say that the parents open on. */
export const openingControls = (dashboard: DashboardContent, model: Model, attributes: Attributes): OpeningControls => {
  const defaults = controlDefaults(dashboard, model, attributes);
  const parents = parentControls(dashboard, attributes, defaults);
  const driven = parents.flatMap(({options, opensOn}) => options.find(({label}) => label === opensOn)?.changes ?? []);
  return {parents, state: changedControls({filters: {}, granularities: {}, fields: {}}, [...defaults, ...driven])};
};
