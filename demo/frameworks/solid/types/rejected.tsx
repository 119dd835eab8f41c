import type {} from 'cube-embed/solid';

export const accepted = <cube-embed type="chat" hide="header title" filters={{'orders.status': 'completed'}} on:cube-ready={({detail}) => detail.surface} />;
export const wrongType = <cube-embed type={42} />; // rejected
export const wrongHide = <cube-embed hide="footer" />; // rejected
export const unknownAttribute = <cube-embed colour="red" />; // rejected
export const misspeltEvent = <cube-embed on:cube-redy={({detail}) => detail.surface} />; // rejected
export const wrongDetail = <cube-embed on:cube-ready={({detail}) => detail.surfaces} />; // rejected
