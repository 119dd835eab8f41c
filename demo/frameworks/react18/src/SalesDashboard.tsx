import {CubeEmbed} from 'cube-embed/react';
import type {Settings, View} from '../../shared/settings';

interface Props {
  readonly settings: Settings;
  readonly view: View;
  readonly tell?: (line: string) => void;
}

export const SalesDashboard = ({settings, view, tell}: Props) => (
  <CubeEmbed
    dashboardId={settings.dashboardId}
    baseUrl={settings.baseUrl}
    sessionEndpoint="/api/cube/session"
    locale={view.locale}
    colorScheme={view.dark ? 'dark' : 'light'}
    theme={{primaryColor: view.dark ? '#b3adff' : '#3f33c9', borderRadius: 12}}
    filters={view.status ? {'orders.status': view.status} : {}}
    onStatechange={({detail}) => tell?.(`${detail.previousState} → ${detail.state}`)}
    onReady={({detail}) => tell?.(`ready: ${detail.surface}`)}
    onDashboardLoaded={({detail}) => tell?.(`loaded: ${detail.widgetCount} widgets`)}
    onError={({detail}) => tell?.(`error: ${detail.code}`)}
  />
);
