import {CubeEmbed} from 'cube-embed/react';

export const accepted = <CubeEmbed type="chat" hide="header title" filters={{'orders.status': 'completed'}} onReady={({detail}) => detail.surface} />;
export const wrongType = <CubeEmbed type={42} />; // rejected
export const wrongHide = <CubeEmbed hide="footer" />; // rejected
export const unknownAttribute = <CubeEmbed colour="red" />; // rejected
export const misspeltEvent = <CubeEmbed onRedy={() => {}} />; // rejected
export const wrongDetail = <CubeEmbed onReady={({detail}) => detail.surfaces} />; // rejected
