import type {} from 'cube-embed/preact';

export const accepted = <cube-embed type="chat" hide="header title" filters={{'orders.status': 'completed'}} oncube-ready={({detail}) => detail.surface} />;
export const wrongType = <cube-embed type={42} />; // rejected
export const wrongHide = <cube-embed hide="footer" />; // rejected
export const unknownAttribute = <cube-embed colour="red" />; // rejected
export const misspeltEvent = <cube-embed oncube-redy={({detail}) => detail.surface} />; // rejected
export const wrongDetail = <cube-embed oncube-ready={({detail}) => detail.surfaces} />; // rejected
