import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import type { Secrets } from '../core/context.ts';
import { AppError } from '../core/errors.ts';

/** How long an access token lasts; rights are read anew on each request all the same. */
export const ACCESS_SECONDS = 600;
const ISSUER = 'hardship-fund';
const AUDIENCE = 'hardship-fund-api';
const TYPE = 'at+jwt';
const TOLERANCE_SECONDS = 5;
const LONGEST_TOKEN = 4096;

const header = z.strictObject({ alg: z.literal('HS256'), typ: z.literal(TYPE), kid: z.string() });
const claims = z.strictObject({
  sub: z.uuid(),
  sid: z.uuid(),
  iss: z.literal(ISSUER),
  aud: z.literal(AUDIENCE),
  iat: z.int(),
  exp: z.int(),
});

/** Signs the token that the browser keeps in memory and sends with each request. */
export function signAccess(
  secrets: Secrets,
  now: Date,
  { userId, sessionId }: { userId: string; sessionId: string },
): string {
  const [newest] = secrets.tokenKeys;
  if (!newest) throw new Error('no token key');
  const issuedAt = Math.floor(now.getTime() / 1000);
  const body = {
    sub: userId,
    sid: sessionId,
    iss: ISSUER,
    aud: AUDIENCE,
    iat: issuedAt,
    exp: issuedAt + ACCESS_SECONDS,
  };
  return jwt.sign(body, newest.key, {
    algorithm: 'HS256',
    keyid: newest.id,
    header: { alg: 'HS256', typ: TYPE, kid: newest.id },
  });
}

/**
 * Who a token speaks for. Pins algorithm, type, issuer, audience, every claim and the longest age,
 * and knows no header beside these three, so that no forged or repurposed token passes (promises.md
 * P26). Fails with TOKEN_INVALID, whatever is wrong.
 */
export function readAccess(
  secrets: Secrets,
  now: Date,
  token: string,
): { userId: string; sessionId: string } {
  try {
    return readStrictly(secrets, Math.floor(now.getTime() / 1000), token);
  } catch (error) {
    throw new AppError('TOKEN_INVALID', 'Sign in again.', { cause: error });
  }
}

function readStrictly(secrets: Secrets, seconds: number, token: string) {
  if (token.length > LONGEST_TOKEN) throw new Error('too long');
  const { kid } = header.parse(jwt.decode(token, { complete: true })?.header);
  const known = secrets.tokenKeys.find((each) => each.id === kid);
  if (!known) throw new Error('unknown key');
  const verified = jwt.verify(token, known.key, {
    algorithms: ['HS256'],
    issuer: ISSUER,
    audience: AUDIENCE,
    clockTimestamp: seconds,
    clockTolerance: TOLERANCE_SECONDS,
  });
  const { sub, sid, iat, exp } = claims.parse(verified);
  if (iat > seconds + TOLERANCE_SECONDS) throw new Error('from the future');
  if (exp - iat > ACCESS_SECONDS || seconds - iat > ACCESS_SECONDS + TOLERANCE_SECONDS) {
    throw new Error('too old');
  }
  return { userId: sub, sessionId: sid };
}

/** A secret of 256 bits for a cookie or a link; only its digest is kept. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** The mark of a secret that we gave for a session: only we can make it. */
export function markOf({ pepper }: Secrets, sessionId: string, secret: string): string {
  const mark = createHmac('sha256', pepper).update(`session\n${sessionId}\n${secret}`);
  return mark.digest('base64url');
}

/** What is kept of a secret. */
export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Whether two digests are equal, in constant time. */
export function sameDigest(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
