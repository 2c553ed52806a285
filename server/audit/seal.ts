import type { TransactionSql } from 'postgres';
import type { Core } from '../core/context.ts';
import { sqlState } from '../database/connect.ts';
import { FIRST_PREVIOUS, hashOf, rootOf, signHash, type Leaf, type Seal } from './chain.ts';
import { loadSealKey, type SealKey } from './keys.ts';
import { appendSeals, newestInFile, sealFileOf } from './seal-file.ts';
import { readSeals } from './seals.ts';

/** Seals what was written since the last seal, on demand and every few seconds. */
export interface Sealer {
  /** Seals everything that is committed now, and brings the file beside the database up to date. */
  sealNow(): Promise<{ rows: number }>;
  /**
   * Seals at once, so also what an upgrade brought under seal, and then every so often, until the
   * function that it returns is called; that waits for a seal in the making.
   */
  start(intervalMs: number): () => Promise<void>;
}

/** How many rows of each kind one seal takes at most. */
const ROWS_OF_A_KIND = 5000;

/**
 * A sealer over the rows that are audited: it takes the digest of each, signs their root together
 * with the previous seal (Ed25519; the key is outside the database), and keeps the seal in the
 * database and in an append-only file. It runs off the path of every command (ledger.md §0.8); one
 * seal at a time, whichever process makes it.
 */
export function makeSealer(core: Pick<Core, 'client' | 'now' | 'dataDir' | 'log'>): Sealer {
  const file = sealFileOf(core.dataDir);
  const sealNow = async () => {
    const key = loadSealKey(core.dataDir);
    let rows = 0;
    for (;;) {
      const sealed = await core.client.begin((tx) => sealOnce(tx, key, core.now()));
      rows += sealed;
      if (sealed === 0) break;
    }
    await core.client.begin((tx) => catchUp(tx, file));
    return { rows };
  };
  const start = (intervalMs: number) => {
    let running: Promise<unknown> | undefined;
    const seal = () => {
      running ??= sealNow()
        .catch((error: unknown) => {
          core.log('warn', { event: 'seal failed', state: sqlState(error) ?? String(error) });
        })
        .finally(() => {
          running = undefined;
        });
    };
    seal();
    const timer = setInterval(seal, intervalMs);
    timer.unref();
    return async () => {
      clearInterval(timer);
      await running;
    };
  };
  return { sealNow, start };
}

/** One seal at a time, across all processes of this database. */
const lockSealing = (tx: TransactionSql) => tx`select pg_advisory_xact_lock(7002, 1)`;

async function sealOnce(tx: TransactionSql, key: SealKey, now: Date): Promise<number> {
  await lockSealing(tx);
  const sealedAt = now.toISOString();
  const leaves = await tx<Leaf[]>`
    select kind, row_seq::text as seq, encode(digest, 'hex') as digest
    from unsealed_rows(${sealedAt}::timestamptz, ${ROWS_OF_A_KIND})`;
  if (leaves.length === 0) return 0;
  const [last] = await readSeals(tx, { newest: true });
  const facts = {
    no: (last?.no ?? 0) + 1,
    previous: last?.hash ?? FIRST_PREVIOUS,
    root: rootOf(leaves),
    count: leaves.length,
    sealedAt,
  };
  const hash = hashOf(facts);
  await appendSeal(
    tx,
    { ...facts, hash, signature: signHash(hash, key.privateKey), keyId: key.id },
    leaves,
  );
  return leaves.length;
}

async function appendSeal(tx: TransactionSql, seal: Seal, leaves: readonly Leaf[]): Promise<void> {
  const bytes = (hex: string) => Buffer.from(hex, 'hex');
  await tx`select append_seal(${seal.no}, ${bytes(seal.previous)}, ${bytes(seal.root)},
    ${bytes(seal.hash)},
    ${bytes(seal.signature)}, ${seal.keyId}, ${seal.sealedAt}::timestamptz,
    ${leaves.map((leaf) => leaf.kind)}::text[], ${leaves.map((leaf) => leaf.seq)}::bigint[],
    (select array_agg(decode(hex, 'hex') order by place)
      from unnest(${leaves.map((leaf) => leaf.digest)}::text[]) with ordinality as t(hex, place)))`;
}

/** Copies into the file what it lacks, also what a crash between commit and copy left out. */
async function catchUp(tx: TransactionSql, file: string): Promise<void> {
  await lockSealing(tx);
  appendSeals(file, await readSeals(tx, { after: newestInFile(file) }));
}
