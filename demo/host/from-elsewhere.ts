/** Tells whether a browser sent a request for a page of another site or origin: it could sign the viewer in as somebody else. */
export const isFromElsewhere = (request: Request): boolean => {
  const site = request.headers.get('sec-fetch-site');
  return site !== null && site !== 'same-origin';
};
