// The bare tag in React 19.
import type {CubeEmbedElement, ReadyPayload} from 'cube-embed';
import type {} from 'cube-embed/react';
import {createRef} from 'react';

declare function is<T>(value: T): void;

const embed = createRef<CubeEmbedElement>();

export const accepted = (
  <>
    <cube-embed
      ref={embed}
      key="orders"
      className="wide"
      type="dashboard"
      id="OwVQpbdaZmBT"
      title="Orders"
      base-url="https://acme.cubecloud.dev"
      session-endpoint="/api/cube/session"
      deployment-id={32}
      filters={{'orders.status': 'completed'}}
      theme='{"mode": "dark"}'
      private
      color-scheme={undefined}
      fetchSession={async ({reason}) => reason + '-session'}
      data-page="start"
      aria-label="Orders"
      oncube-ready={(event) => is<ReadyPayload>(event.detail)}
      oncube-drilldown={({detail}) => is<string>(detail.member)}
      oncube-error={({detail}) => is<boolean>(detail.fatal)}
    >
      <p slot="loading">One moment …</p>
    </cube-embed>
    <cube-embed type="app" deployment-id="32" path="workbook/130" />
  </>
);

export const refused = [
  // @ts-expect-error: a number is no surface
  <cube-embed type={42} />,
  // @ts-expect-error: nor is another word
  <cube-embed type="report" />,
  // @ts-expect-error: an unknown attribute
  <cube-embed dashboard="OwVQpbdaZmBT" />,
  // @ts-expect-error: a misspelt event leaves its handler without a type; the name alone, with its hyphen, JSX never refuses
  <cube-embed oncube-redy={(event) => event.detail} />,
  // @ts-expect-error: the handler is for another event
  <cube-embed oncube-ready={(event: CustomEvent<{readonly member: string}>) => event.detail.member} />,
  // @ts-expect-error: a payload has no other members
  <cube-embed oncube-drilldown={(event) => event.detail.membre} />,
  // @ts-expect-error: a time zone is a text
  <cube-embed timezone={1} />,
  // @ts-expect-error: a misspelt tag
  <cube-embd />,
];
