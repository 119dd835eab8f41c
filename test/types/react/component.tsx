// The component, in React 18 and 19.
import type {CubeEmbedElement, ReadyPayload} from 'cube-embed';
import {CubeEmbed, type CubeEmbedProps} from 'cube-embed/react';
import {createRef} from 'react';

declare function is<T>(value: T): void;

const embed = createRef<CubeEmbedElement>();

export const accepted = (
  <CubeEmbed
    ref={embed}
    key="orders"
    className="wide"
    style={{height: 400}}
    type="dashboard"
    id="OwVQpbdaZmBT"
    baseUrl="https://acme.cubecloud.dev"
    sessionEndpoint="/api/cube/session"
    deploymentId={32}
    filters={{'orders.status': 'completed'}}
    private
    colorScheme={undefined}
    fetchSession={async () => 'an-id-of-a-session'}
    data-page="start"
    onReady={(event) => is<ReadyPayload>(event.detail)}
    onDrilldown={({detail}) => is<string>(detail.member)}
    onError={({detail}) => is<boolean>(detail.fatal)}
    onStatechange={({detail}) => detail.state}
    onSessionRenewed={({detail}) => detail.durationMs}
    onDashboardLoaded={undefined}
    onClick={(event) => is<CubeEmbedElement>(event.currentTarget)}
  >
    <p slot="error">Something went wrong.</p>
  </CubeEmbed>
);

export const props: CubeEmbedProps = {type: 'chat'};

export const refused = [
  // @ts-expect-error: a number is no surface
  <CubeEmbed type={42} />,
  // @ts-expect-error: an unknown property
  <CubeEmbed dashboard="OwVQpbdaZmBT" />,
  // @ts-expect-error: a misspelt event
  <CubeEmbed onRedy={() => {}} />,
  // @ts-expect-error: the handler is for another event
  <CubeEmbed onReady={(event: CustomEvent<{readonly member: string}>) => event.detail.member} />,
  // @ts-expect-error: what can only be read is no prop
  <CubeEmbed state="ready" />,
  // @ts-expect-error: a method is no prop
  <CubeEmbed reload={() => {}} />,
];
