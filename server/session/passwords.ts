import { createHmac } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { Secrets } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { admission } from '../database/connect.ts';

/** OWASP's floor for argon2id; the library's default algorithm is argon2id. */
const COST = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };
const SHORTEST = 15;
const LONGEST = 128;
/** Words that everybody tries first in an office like this one. */
const BLOCKED =
  /emergencyfund|hardshipfund|password|passw0rd|qwerty|12345678|letmein|woaini|jiedao/i;
const ONE_CHARACTER = /^(.)\1*$/u;

/** Four hashes at a time: each takes 19 MiB. */
const oneOfFour = admission(4, 200, 5000);

/**
 * Judges a password that somebody wants to set: 15 to 128 characters, and none of the words
 * everybody tries. Fails with PASSWORD_SHORT, TEXT_TOO_LONG or PASSWORD_BLOCKED at /password.
 * Source: promises.md §4.12.
 */
export function requireStrongPassword(password: string): void {
  const length = Array.from(password.normalize('NFKC')).length;
  if (length < SHORTEST) throw refusal('PASSWORD_SHORT', 'A password has at least 15 characters.');
  if (length > LONGEST) throw refusal('TEXT_TOO_LONG', 'A password has at most 128 characters.');
  if (BLOCKED.test(password) || ONE_CHARACTER.test(password)) {
    throw refusal('PASSWORD_BLOCKED', 'This password is one of those that are tried first.');
  }
}

function refusal(code: 'PASSWORD_SHORT' | 'TEXT_TOO_LONG' | 'PASSWORD_BLOCKED', detail: string) {
  return new AppError(code, detail, { fields: [{ pointer: '/password', code }] });
}

/** Hashes a password with argon2id, mixed with a key that is not in the database. */
export async function hashPassword(secrets: Secrets, password: string): Promise<string> {
  return oneOfFour(() => hash(peppered(secrets, password), COST));
}

let decoy: Promise<string> | undefined;

/** Whether the password is right. Takes as long for an account that does not exist (hash null). */
export async function isPassword(
  secrets: Secrets,
  password: string,
  stored: string | null,
): Promise<boolean> {
  decoy ??= hashPassword(secrets, 'nobody has this password');
  const compared = stored ?? (await decoy);
  const right = await oneOfFour(() => verify(compared, peppered(secrets, password)));
  return right && stored !== null;
}

function peppered(secrets: Secrets, password: string): string {
  return createHmac('sha256', secrets.pepper).update(password.normalize('NFKC')).digest('base64');
}
