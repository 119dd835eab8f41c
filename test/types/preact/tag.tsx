// The tag in Preact.
import type {CubeEmbedElement, ReadyPayload} from 'cube-embed';
import type {} from 'cube-embed/preact';
import {createRef} from 'preact';

declare function is<T>(value: T): void;

const embed = createRef<CubeEmbedElement>();

export const accepted = (
  <cube-embed
    ref={embed}
    key="orders"
    class="wide"
    type="dashboard"
    id="OwVQpbdaZmBT"
    title="Orders"
    base-url="https://acme.cubecloud.dev"
    deployment-id={32}
    filters={{'orders.status': 'completed'}}
    private
    fetchSession={async () => 'an-id-of-a-session'}
    data-page="start"
    aria-label="Orders"
    oncube-ready={(event) => is<ReadyPayload>(event.detail)}
    oncube-drilldown={({detail}) => is<string>(detail.member)}
  >
    <p slot="loading">One moment …</p>
  </cube-embed>
);

export const refused = [
  // @ts-expect-error: a number is no surface
  <cube-embed type={42} />,
  // @ts-expect-error: an unknown attribute
  <cube-embed dashboard="OwVQpbdaZmBT" />,
  // @ts-expect-error: a misspelt event leaves its handler without a type; the name alone, with its hyphen, JSX never refuses
  <cube-embed oncube-redy={(event) => event.detail} />,
  // @ts-expect-error: the handler is for another event
  <cube-embed oncube-ready={(event: CustomEvent<{readonly member: string}>) => event.detail.member} />,
  // @ts-expect-error: a time zone is a text
  <cube-embed timezone={1} />,
];
