import {html, nothing, type TemplateResult} from 'lit';
import type {Choices} from '../../host/demo-content.js';
import type {EmbedOptions} from '../embed-options.js';
import {selectField, textField} from '../fields.js';
import type {Change} from './change.js';

/** Chooses the deployment, and what of it is shown. */
export const contentSection = (options: EmbedOptions, choices: Choices | null, change: Change): TemplateResult => {
  const {deploymentId, dashboardId, surface, path} = options;
  const dashboards = choices?.deployments.find(({id}) => id === deploymentId)?.dashboards ?? [];
  return html`${
    choices
      ? selectField(
          'Deployment',
          String(deploymentId),
          choices.deployments.map(({id, name}) => [String(id), `${String(id)}, ${name}`] as const),
          (value) => {
            const chosen = choices.deployments.find(({id}) => String(id) === value);
            if (chosen) change({deploymentId: chosen.id, dashboardId: chosen.dashboards[0]?.id ?? dashboardId});
          },
        )
      : nothing
  }
  ${
    surface === 'dashboard' && dashboards.length
      ? selectField(
          'Dashboard',
          dashboardId,
          dashboards.map(({id, title}) => [id, title] as const),
          (value) => change({dashboardId: value}),
        )
      : nothing
  }
  ${
    surface === 'dashboard'
      ? textField('Public id of the dashboard', dashboardId, 'OwVQpbdaZmBT', (value) => change({dashboardId: value}))
      : nothing
  }
  ${
    surface === 'app'
      ? textField('Path inside the app', path, 'workbook/130', (value) => change({path: value}))
      : nothing
  }
  ${surface === 'chat' ? html`<p class="quiet">The chat answers questions about the whole deployment.</p>` : nothing}`;
};
