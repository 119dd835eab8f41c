/** Whether a path stays where it says: no dot segment, empty segment, backslash or control character, however encoded. */
function isPlainPath(path: string): boolean {
  // Until nothing is left to decode, as in `%252e` and `%25%32%65`: a router may decode once more than one thinks.
  let decoded = path;
  for (let before = ''; before !== decoded;) {
    before = decoded;
    decoded = before.replace(/%([\da-f]{2})/gi, (_match, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  }
  // Browsers drop spaces at the end of a URL, which makes a dot segment of `.. ` too.
  return !/(^|[/?#])\.\.?([/?#]|\s*$)|\/\/|\\|[\0-\x1f\x7f]/.test(decoded);
}

/** Tells whether a path is one inside the app, such as `workbook/130`. */
export const isAppPath = (path: string): boolean => !path.startsWith('/') && isPlainPath(path);

/** Writes the full path of something inside the app, as Cube's `navigate` action wants it. */
export const appPath = (deploymentId: number, path: string): string => `/embed/d/${deploymentId}/app/${path}`;

/** Tells whether a path can be navigated to: a full `/embed/…` path. */
export const isEmbedPath = (path: string): boolean => path.startsWith('/embed/') && isPlainPath(path);
