import 'cube-embed';
import type {} from 'cube-embed/react';
import type {Settings, View} from '../../shared/settings';

interface Props {
  readonly settings: Settings;
  readonly view: View;
  readonly tell?: (line: string) => void;
}

export const SalesDashboard = ({settings, view, tell}: Props) => (
  <cube-embed
    suppressHydrationWarning
    dashboard-id={settings.dashboardId}
    base-url={settings.baseUrl}
    session-endpoint="/api/cube/session"
    locale={view.locale}
    color-scheme={view.dark ? 'dark' : 'light'}
    theme={{primaryColor: view.dark ? '#b3adff' : '#3f33c9', borderRadius: 12}}
    filters={view.status ? {'orders.status': view.status} : {}}
    oncube-statechange={({detail}) => tell?.(`${detail.previousState} → ${detail.state}`)}
    oncube-ready={({detail}) => tell?.(`ready: ${detail.surface}`)}
    oncube-dashboard-loaded={({detail}) => tell?.(`loaded: ${detail.widgetCount} widgets`)}
    oncube-error={({detail}) => tell?.(`error: ${detail.code}`)}
  />
);
