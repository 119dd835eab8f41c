// The element in plain TypeScript. Each @ts-expect-error is a line that the checker must refuse.
import {
  CubeEmbedElement,
  CubeEmbedError,
  errorCodes,
  type EmbedState,
  type ErrorCode,
  type ReadyPayload,
} from 'cube-embed';
import type {CubeEmbedElement as ElementClass} from 'cube-embed/element';

declare function is<T>(value: T): void;

const embed = document.createElement('cube-embed');
is<CubeEmbedElement>(embed);
is<ElementClass>(embed);
is<CubeEmbedElement | null>(document.querySelector('cube-embed'));

// Events are known by name, wherever they are listened to.
embed.addEventListener('cube-drilldown', (event) => is<string>(event.detail.member));
embed.addEventListener('cube-ready', (event) => is<ReadyPayload>(event.detail));
embed.addEventListener('cube-error', ({detail}) => is<ErrorCode>(detail.code));
embed.addEventListener('cube-statechange', ({detail}) => is<EmbedState>(detail.previousState));
embed.addEventListener('cube-session', ({detail}) => is<number>(detail.attempts));
document.body.addEventListener('cube-navigate', ({detail}) => is<string>(detail.path));
// Names that Cube may add later are events as any other.
embed.addEventListener('cube-later', (event) => is<Event>(event));
// @ts-expect-error: a payload has no other members
embed.addEventListener('cube-drilldown', (event) => event.detail.membre);
// @ts-expect-error: an event whose name is misspelt has no detail
embed.addEventListener('cube-drildown', (event) => event.detail.member);
// @ts-expect-error: the handler is for another event
embed.addEventListener('cube-ready', (event: CustomEvent<{readonly member: string}>) => event.detail.member);

embed.type = 'chat';
// @ts-expect-error: a number is no surface
embed.type = 42;
// @ts-expect-error: nor is another word
embed.type = 'report';
embed.hide = 'header back-button';
// @ts-expect-error: a page of Cube's has no such part
embed.hide = 'footer';
// @ts-expect-error: the state is read only
embed.state = 'ready';
// @ts-expect-error: the frame is read only
embed.frame = null;
// @ts-expect-error: a colour scheme is one of four words
embed.colorScheme = 'sepia';
// @ts-expect-error: ms are a number
embed.readyTimeout = '30s';
// @ts-expect-error: no such property
embed.dashboard = 'OwVQpbdaZmBT';
embed.filters = {'orders.status': 'completed', 'orders.country': ['US', 'DE']};
embed.filters = {
  'orders.status': {operator: 'starts_with', value: ['comp', 'sh'], caseSensitive: true},
  'orders.amount': {operator: 'between', value: [10, 20], endInclusive: false},
  'orders.city': {operator: 'is_null'},
  'orders.created_at': new Date(0),
  'orders.country': undefined,
};
// @ts-expect-error a word of the query API
embed.filters = {'orders.amount': {operator: 'gt', value: 10}};
// @ts-expect-error between takes two values
embed.filters = {'orders.amount': {operator: 'between', value: [10]}};
embed.refreshInterval = 60;
embed.refreshInterval = null;
// @ts-expect-error a number of seconds
embed.refreshInterval = '60';
// @ts-expect-error: a granularity is a word
embed.granularities = {'orders.created_at': 7};
embed.messages = {retry: 'Once more'};
// @ts-expect-error: no such text
embed.messages = {retri: 'Once more'};

embed.fetchSession = async ({type, reason}, {signal}) => {
  is<'dashboard' | 'chat' | 'app'>(type);
  is<'initial' | 'reload' | 'renewal'>(reason);
  is<AbortSignal>(signal);
  return {sessionId: 'an-id-of-a-session'};
};
embed.fetchSession = async () => 'an-id-of-a-session';
// @ts-expect-error: a session has an id
embed.fetchSession = async () => ({baseUrl: 'https://acme.cubecloud.dev'});
embed.sessionRequest = {headers: async () => ({'X-CSRF-Token': 'a'}), body: {any: 'thing'}};
// @ts-expect-error: no method can be chosen
embed.sessionRequest = {method: 'GET'};

is<Promise<ReadyPayload>>(embed.whenReady());
embed.send('set-filter', {filters: []});
embed.navigate('/embed/d/32/app');
// @ts-expect-error: a path is a text
embed.navigate(32);
is<CubeEmbedError | null>(embed.error);
is<readonly ErrorCode[]>(errorCodes);
new CubeEmbedError({code: 'session-unauthorized'});
// @ts-expect-error: the codes are a closed set
new CubeEmbedError({code: 'unauthorized'});
CubeEmbedElement.define('my-embed');
CubeEmbedElement.configure({origins: ['https://acme.cubecloud.dev']});
// @ts-expect-error: origins are a list
CubeEmbedElement.configure({origins: 'https://acme.cubecloud.dev'});
