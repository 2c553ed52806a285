import { createHash, sign, verify, type KeyObject } from 'node:crypto';

/** One row's digest as it was sealed: which kind of row, its dense number, SHA-256 in hex. */
export interface Leaf {
  kind: string;
  seq: string;
  digest: string;
}

/** A seal as its hash covers it. Digests are hex; the instant is ISO with milliseconds. */
export interface SealedFacts {
  no: number;
  previous: string;
  root: string;
  count: number;
  sealedAt: string;
}

/** A seal as the database and the line of `seals.jsonl` keep it. */
export interface Seal extends SealedFacts {
  hash: string;
  signature: string;
  keyId: string;
}

/** What comes before the first seal. */
export const FIRST_PREVIOUS = '00';

const DOMAIN = 'hardship-fund-seal-1';

/**
 * SHA-256 over one line "kind:seq:digest" for each leaf, ordered by kind (by code unit) and number.
 */
export function rootOf(leaves: readonly Leaf[]): string {
  const lines = leaves
    .toSorted((a, b) => compareKinds(a.kind, b.kind) || Number(a.seq) - Number(b.seq))
    .map(({ kind, seq, digest }) => `${kind}:${seq}:${digest}`);
  return sha256(lines.join('\n'));
}

function compareKinds(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/**
 * The hash that is signed: it covers the leaves by their root, and every earlier seal by the
 * previous hash.
 */
export function hashOf({ no, previous, root, count, sealedAt }: SealedFacts): string {
  return sha256([DOMAIN, no, previous, root, count, sealedAt].join('\n'));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The Ed25519 signature over a seal's hash, in hex. */
export function signHash(hash: string, key: KeyObject): string {
  return sign(null, Buffer.from(hash), key).toString('hex');
}

/** Whether this signature was made over this hash with the other half of this key. */
export function isSigned(hash: string, signature: string, key: KeyObject): boolean {
  return verify(null, Buffer.from(hash), key, Buffer.from(signature, 'hex'));
}
