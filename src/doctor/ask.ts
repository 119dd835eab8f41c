import {inTime, TimeIsUp} from '../server/deadline.js';

/** An answer; of its body no more than the first 512 KiB. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Why there was no answer: what happened, and what to do about it. */
export class NoAnswer extends Error {
  constructor(
    message: string,
    readonly cure: string,
  ) {
    super(message);
  }
}

const bodyLimit = 512 * 1024;

const readText = async (response: Response): Promise<string> => {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, {stream: true});
    if (text.length > bodyLimit) break;
  }
  return text;
};

/** What Node says about a connection that was not made, by its code: what happened, and what to do. */
const reasons: readonly (readonly [code: RegExp, happened: string, cure: string])[] = [
  [/^(ENOTFOUND|EAI_)/, 'has a host name that this machine does not know', 'Check its spelling, and the network.'],
  [/^ECONNREFUSED$/, 'has nothing that listens there', 'Check host and port, and start the server.'],
  [
    /^(EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/,
    'can not be reached',
    'Check network and firewall.',
  ],
  [/^CERT_HAS_EXPIRED$/, 'has a TLS certificate that has expired', 'Renew it, and check the clock of this machine.'],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    'has a TLS certificate for another host name',
    'Use the name that the certificate is for, or give the host its own.',
  ],
  [
    /SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|CERT_|UNABLE_TO_/,
    'has a TLS certificate that this machine does not trust',
    'Browsers refuse it, too, unless its authority is installed: a company’s proxy may have put its own in place; NODE_EXTRA_CA_CERTS names the authority to Node.',
  ],
  [
    /^(EPROTO|ERR_SSL_)/,
    'does not speak TLS as expected',
    'Check the port, and that https is what the server speaks there.',
  ],
  [
    /^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/,
    'cut the connection',
    'Look for a firewall or proxy on the way, and at the server’s log.',
  ],
  [/^HPE_|^UND_ERR_/, 'did not answer in HTTP', 'Check host and port.'],
];

const codeOf = (error: unknown): string => {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
};

const noAnswer = (error: unknown, where: string, timeoutMs: number): NoAnswer => {
  if (error instanceof TimeIsUp) {
    return new NoAnswer(
      `${where} did not finish its answer within ${String(timeoutMs)} ms.`,
      'Try again; where it stays so, look for a firewall or proxy on the way, and at the server’s log.',
    );
  }
  const reason = reasons.find(([code]) => code.test(codeOf(error)));
  const proxy = process.env['HTTPS_PROXY'] ?? process.env['https_proxy'];
  // Node's own `fetch` goes straight, whatever the browsers of this machine do.
  const hint = proxy ? ' HTTPS_PROXY is set, which this program does not use.' : '';
  return new NoAnswer(
    `${where} ${reason?.[1] ?? 'gave no answer'}.`,
    (reason?.[2] ?? 'Check address and network.') + hint,
  );
};

/** Asks once, follows no redirect, and never waits longer than its time. Rejects with `NoAnswer`. */
export type Ask = (where: string, url: string | URL, init?: RequestInit) => Promise<Answer>;

/** `where` names what is asked, as the report calls it: an address may hold a secret. */
export const createAsk =
  (timeoutMs: number): Ask =>
  async (where, url, init = {}) => {
    try {
      return await inTime(timeoutMs, undefined, async (signal) => {
        const response = await fetch(url, {...init, redirect: 'manual', signal});
        return {status: response.status, headers: response.headers, text: await readText(response)};
      });
    } catch (error) {
      throw noAnswer(error, where, timeoutMs);
    }
  };

export const isRedirect = ({status}: Answer): boolean => status >= 300 && status < 400 && status !== 304;

/** Where a redirect leads; undefined where that can't be read. */
export const redirectTarget = ({headers}: Answer, from: string | URL): URL | undefined => {
  const location = headers.get('location') ?? '';
  return location !== '' && URL.canParse(location, from) ? new URL(location, from) : undefined;
};

/** Reads a body as JSON; undefined where it is none. */
export const jsonOf = ({text}: Answer): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Tells whether a body is a page, which proxies and web applications give to whatever they are asked. */
export const isPage = ({headers, text}: Answer): boolean =>
  /\bhtml\b/i.test(headers.get('content-type') ?? '') || /^\s*<(!doctype|html)/i.test(text);
