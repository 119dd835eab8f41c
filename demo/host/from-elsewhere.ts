/** Returns whether a page of another site or origin caused a request: it could sign the viewer in as another user. */
export const isFromElsewhere = (request: Request): boolean => {
  const site = request.headers.get('sec-fetch-site');
  return site !== null && site !== 'same-origin';
};
