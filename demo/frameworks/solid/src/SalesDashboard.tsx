import 'cube-embed';
import type {} from 'cube-embed/solid';
import type {Settings, View} from '../../shared/settings';

interface Props {
  readonly settings: Settings;
  readonly view: View;
  readonly tell?: (line: string) => void;
}

export const SalesDashboard = (props: Props) => (
  <cube-embed
    dashboard-id={props.settings.dashboardId}
    base-url={props.settings.baseUrl}
    session-endpoint="/api/cube/session"
    locale={props.view.locale}
    color-scheme={props.view.dark ? 'dark' : 'light'}
    prop:theme={{primaryColor: props.view.dark ? '#b3adff' : '#3f33c9', borderRadius: 12}}
    prop:filters={props.view.status ? {'orders.status': props.view.status} : {}}
    on:cube-statechange={({detail}) => props.tell?.(`${detail.previousState} → ${detail.state}`)}
    on:cube-ready={({detail}) => props.tell?.(`ready: ${detail.surface}`)}
    on:cube-dashboard-loaded={({detail}) => props.tell?.(`loaded: ${detail.widgetCount} widgets`)}
    on:cube-error={({detail}) => props.tell?.(`error: ${detail.code}`)}
  />
);
