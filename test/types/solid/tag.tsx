// The tag in Solid.
import type {CubeEmbedElement, ReadyPayload} from 'cube-embed';
import type {} from 'cube-embed/solid';

declare function is<T>(value: T): void;

let embed: CubeEmbedElement | undefined;

export const accepted = () => (
  <cube-embed
    ref={embed}
    class="wide"
    type="dashboard"
    id="OwVQpbdaZmBT"
    title="Orders"
    attr:base-url="https://acme.cubecloud.dev"
    session-endpoint="/api/cube/session"
    prop:deploymentId={32}
    prop:filters={{'orders.status': 'completed'}}
    prop:fetchSession={async () => 'an-id-of-a-session'}
    private
    data-page="start"
    aria-label="Orders"
    on:cube-ready={(event) => is<ReadyPayload>(event.detail)}
    on:cube-drilldown={({detail}) => is<string>(detail.member)}
  >
    <p slot="loading">One moment …</p>
  </cube-embed>
);

export const refused = () => [
  // @ts-expect-error: a number is no surface
  <cube-embed type={42} />,
  // @ts-expect-error: as a property neither
  <cube-embed prop:type={42} />,
  // @ts-expect-error: nor as an attribute
  <cube-embed attr:type={42} />,
  // @ts-expect-error: an unknown attribute
  <cube-embed dashboard="OwVQpbdaZmBT" />,
  // @ts-expect-error: an unknown property
  <cube-embed prop:dashboard="OwVQpbdaZmBT" />,
  // @ts-expect-error: a misspelt event leaves its handler without a type; the name alone, with its hyphen, JSX never refuses
  <cube-embed on:cube-redy={(event) => event.detail} />,
  // @ts-expect-error: the handler is for another event
  <cube-embed on:cube-ready={(event: CustomEvent<{readonly member: string}>) => event.detail.member} />,
];
