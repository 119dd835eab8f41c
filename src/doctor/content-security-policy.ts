/** The directives of one policy, by their lowercase names; of a directive that is there twice the first counts. */
export type Policy = ReadonlyMap<string, readonly string[]>;

/** Reads the policies of a header's value, or of a `<meta>` element's content: https://www.w3.org/TR/CSP3/#parse-serialized-policy-list */
export const parsePolicies = (text: string): readonly Policy[] =>
  text
    .split(',')
    .map((policy) => {
      const directives = new Map<string, readonly string[]>();
      for (const directive of policy.split(';')) {
        const [name = '', ...sources] = directive.trim().split(/\s+/);
        if (name !== '' && !directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), sources);
      }
      return directives;
    })
    .filter((policy) => policy.size > 0);

/** Browsers let a policy for http speak of https, and one for port 80 of port 443. */
const schemeMatches = (scheme: string, url: URL): boolean =>
  `${scheme.toLowerCase()}:` === url.protocol || (scheme.toLowerCase() === 'http' && url.protocol === 'https:');

const portOf = ({port, protocol}: URL): string => port || (protocol === 'https:' ? '443' : '80');

const portMatches = (port: string | undefined, url: URL): boolean => {
  if (port === '*' || port === portOf(url)) return true;
  return port === undefined ? url.port === '' : port === '80' && portOf(url) === '443';
};

const hostMatches = (host: string, url: URL): boolean => {
  const wanted = host.toLowerCase();
  if (wanted === '*') return true;
  return wanted.startsWith('*.') ? url.hostname.endsWith(wanted.slice(1)) : wanted === url.hostname;
};

const pathMatches = (path: string | undefined, url: URL): boolean => {
  if (path === undefined || path === '' || path === '/') return true;
  return path.endsWith('/') ? url.pathname.startsWith(path) : url.pathname === path;
};

const hostSource = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\*|\[[\da-f:.]+\]|[^\s:/]+)(?::(\d+|\*))?(\/[^?#]*)?$/i;

const sourceMatches = (source: string, url: URL, self: URL): boolean => {
  if (source === '*') return /^https?:$/.test(url.protocol) || url.protocol === self.protocol;
  if (source.toLowerCase() === "'self'") return url.origin === self.origin;
  const scheme = /^([a-z][a-z0-9+.-]*):$/i.exec(source)?.[1];
  if (scheme !== undefined) return schemeMatches(scheme, url);
  const [whole, ownScheme, host = '', port, path] = hostSource.exec(source) ?? [];
  if (whole === undefined || !schemeMatches(ownScheme ?? self.protocol.slice(0, -1), url)) return false;
  return hostMatches(host, url) && portMatches(port, url) && pathMatches(path, url);
};

/** Tells whether a list of sources lets a URL pass; `self` is where the policy came from. An empty list lets none. */
export const allows = (sources: readonly string[], url: URL, self: URL): boolean =>
  sources.some((source) => sourceMatches(source, url, self));

/** What each kind of request falls back to where a policy doesn't name it. */
const fallbacks = {
  'frame-src': ['frame-src', 'child-src', 'default-src'],
  'connect-src': ['connect-src', 'default-src'],
  'frame-ancestors': ['frame-ancestors'],
} as const;

/** Finds the directive of any of the policies that forbids a URL; undefined where all let it pass. */
export const forbiddenBy = (
  policies: readonly Policy[],
  kind: keyof typeof fallbacks,
  url: URL,
  self: URL,
): string | undefined => {
  for (const policy of policies) {
    const directive = fallbacks[kind].find((name) => policy.has(name));
    if (directive !== undefined && !allows(policy.get(directive) ?? [], url, self)) return directive;
  }
  return undefined;
};

const unescaped = (text: string): string =>
  text
    .replace(/&(?:#39|#x27|apos);/gi, "'")
    .replace(/&(?:#34|#x22|quot);/gi, '"')
    .replace(/&amp;/gi, '&');

/** The policies that a page's own `<meta>` elements add; those of no effect there are left out. */
export const metaPolicies = (html: string): readonly Policy[] => {
  const tags = html.replace(/<!--[^]*?-->/g, '').match(/<meta\b(?:"[^"]*"|'[^']*'|[^>"'])*>/gi) ?? [];
  return tags
    .filter((tag) => /http-equiv\s*=\s*["']?content-security-policy["'\s/>]/i.test(tag))
    .flatMap((tag) => {
      const [, double, single] = /\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag) ?? [];
      return parsePolicies(unescaped(double ?? single ?? ''));
    })
    .map((policy) => new Map([...policy].filter(([name]) => name !== 'frame-ancestors' && name !== 'sandbox')));
};
