import {jwtVerify, SignJWT, errors} from 'jose';
import {viewer, type Viewer} from '../accounts/viewer.js';
import type {Clock} from '../clock.js';
import {unauthorized} from '../http-problem.js';
import {finite, objectOf, text} from '../shape.js';

/** What Cube's tokens live for, and how much of it the embedded page uses. */
export const tokenLifetimeMs = 24 * 3_600_000;
/** The page stops trusting its token an hour early. */
export const trustedMs = 23 * 3_600_000;
/** Cube doesn't say how early the warning comes; the emulator warns five minutes before the end. */
export const warningMs = 5 * 60_000;

const tokenIssuer = 'cubecloud';

/** When the page is to speak of the session's end, epoch ms. */
export interface TokenTimes {
  readonly expiringAt: number;
  readonly expiredAt: number;
}

export interface EmbedToken extends TokenTimes {
  readonly viewer: Viewer;
  /** Names the session that bought it, for revoking. */
  readonly key: string;
  /** The session's name in the ledger. */
  readonly session: string;
}

const embedClaim = objectOf({viewer, session: text, expiringAt: finite, expiredAt: finite});

/** Signs and reads embed tokens: JWTs with HS256, as Cube's are signed with the tenant's embed secret. */
export const createTokens = (embedSecret: string, clock: Clock) => {
  const secret = new TextEncoder().encode(embedSecret);
  return {
    /** Signs a token. `lifetimeMs` counts from now. */
    sign({viewer, key, session, expiringAt, expiredAt}: EmbedToken, lifetimeMs = tokenLifetimeMs): Promise<string> {
      const nowS = Math.floor(clock.now() / 1000);
      return new SignJWT({embed: {viewer, session, expiringAt, expiredAt}})
        .setProtectedHeader({alg: 'HS256', typ: 'JWT'})
        .setIssuer(tokenIssuer)
        .setSubject(viewer.userId)
        .setJti(key)
        .setIssuedAt(nowS)
        .setExpirationTime(nowS + Math.max(0, Math.floor(lifetimeMs / 1000)))
        .sign(secret);
    },

    /** Reads a token. Throws 401 for one that is forged, has ended, or is none. */
    async verify(token: string): Promise<EmbedToken> {
      try {
        const {payload} = await jwtVerify(token, secret, {
          issuer: tokenIssuer,
          algorithms: ['HS256'],
          currentDate: new Date(clock.now()),
          requiredClaims: ['exp', 'jti'],
        });
        return {...embedClaim(payload['embed'], 'embed'), key: payload.jti ?? ''};
      } catch (error) {
        if (error instanceof errors.JWTExpired) throw unauthorized('The embed token has ended.');
        throw unauthorized('The embed token is not valid.');
      }
    },
  };
};
