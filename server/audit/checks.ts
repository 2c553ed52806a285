import type { KeyObject } from 'node:crypto';
import type { Reader } from '../database/snapshot.ts';
import { first, type Outcome } from '../ledger/checks.ts';
import { FIRST_PREVIOUS, hashOf, isSigned, type Seal } from './chain.ts';
import { contentsOf, digestOf, nameRow } from './contents.ts';
import { earlierContentsOf } from './earlier.ts';
import { parseSealLine } from './seal-file.ts';

export function everyAuditEntryKeepsItsDigest(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'audit_entries',
    sql`select 'audit seq ' || a.seq as row, 'it says something else than when it was written' as
      detail
      from audit_entries a join (${contentsOf(sql)}) c on c.kind = 'audit' and c.row_seq = a.seq
      where a.digest <> ${digestOf(sql, 'content')} order by a.seq`,
  );
}

export function everyVoucherIsNamedByItsAuditEntry(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'vouchers',
    sql`with says as materialized (
        select row_seq, ${digestOf(sql, 'content')} as digest from (${contentsOf(sql)}) c
        where kind = 'voucher')
      select 'voucher ' || v.word || '-' || to_char(v.number, 'FM999990000') || ' of ' ||
        v.period_id as row,
        case when v.digest <> says.digest then 'it says something else than when it was posted'
          else 'no entry of the trail names it as it is' end as detail
      from vouchers v join says on says.row_seq = v.seq
      left join audit_entries a on a.operation_id = v.operation_id
      where v.digest <> says.digest or a.seq is null
        or strpos(a.body, encode(says.digest, 'hex')) = 0
      order by v.seq`,
  );
}

export function everyVoucherOfTheTrailIsThere(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'audit_entries',
    sql`select 'audit seq ' || a.seq as row, 'its voucher ' || (n.voucher ->> 2) || '-'
        || to_char((n.voucher ->> 3)::int, 'FM999990000') || ' of ' || (n.voucher ->> 1) ||
          ' is gone' as detail
      from audit_entries a
      cross join lateral jsonb_array_elements(a.body::jsonb -> 'vouchers') as n(voucher)
      where strpos(a.body, '"vouchers"') > 0
        and not exists (select 1 from vouchers v where v.id = (n.voucher ->> 0)::uuid
          and v.operation_id = a.operation_id and v.number = (n.voucher ->> 3)::int)
      order by a.seq`,
  );
}

interface Comparison {
  leaves: number;
  unsealed: number;
  changed: string[] | null;
  gone: string[] | null;
  skipped: string[] | null;
}

/**
 * The three ways in which a row can differ from what was sealed, and how many rows still wait for
 * their seal.
 */
export interface SealedRows {
  outcomes: { name: string; outcome: Outcome }[];
  unsealed: number;
}

/**
 * Compares what every row says now with the leaf that was sealed for it: a row that changed, a leaf
 * whose row is gone, and a row that the sealer passed over, because it was put in later with an
 * earlier number or date.
 */
export async function compareWithSeals(sql: Reader): Promise<SealedRows> {
  const [found] = await sql<Comparison[]>`
    with newest as (select max(sealed_at) as at from seals),
    sealed as (select l.kind, l.row_seq, l.digest, s.sealed_at from seal_leaves l join seals s on
      s.no = l.seal_no),
    passed as (
      select kind, max(row_seq) as row_seq from sealed, newest
      where sealed_at < newest.at - interval '10 minutes' group by 1),
    pairs as materialized (
      select coalesce(c.kind, l.kind) as kind, coalesce(c.row_seq, l.row_seq) as row_seq, c.at,
        c.kind is null as gone, l.kind is null as unsealed, l.digest,
        l.digest <> ${digestOf(sql, 'content')} as differs
      from (${contentsOf(sql)}) c full join sealed l on l.kind = c.kind and l.row_seq = c.row_seq),
    earlier as (select kind, row_seq, ${digestOf(sql, 'content')} as digest
      from (${earlierContentsOf(sql)}) e),
    changes as (select kind, row_seq from pairs p where differs and not exists (
      select from earlier e
      where e.kind = p.kind and e.row_seq = p.row_seq and e.digest = p.digest))
    select (select count(*) from seal_leaves)::int as leaves,
      (select count(*) from pairs where unsealed)::int as unsealed,
      (select array[kind, row_seq::text] from changes
        order by array_position(array['voucher', 'vote', 'donation', 'payment'], kind), kind,
          row_seq limit 1) as changed,
      (select array[kind, row_seq::text] from pairs where gone order by kind, row_seq limit 1) as
        gone,
      (select array[p.kind, p.row_seq::text] from pairs p left join passed on passed.kind = p.kind,
        newest
        where p.unsealed and (p.at < newest.at - interval '1 hour' or p.row_seq < passed.row_seq)
        order by p.kind, p.row_seq limit 1) as skipped`;
  const { leaves, unsealed, changed, gone, skipped } = found!;
  const outcome = async (pair: string[] | null, detail: string): Promise<Outcome> => {
    const [kind, seq] = pair ?? [];
    if (kind === undefined || seq === undefined) return { rows: leaves, bad: undefined };
    return { rows: leaves, bad: { row: await nameRow(sql, kind, seq), detail } };
  };
  return {
    unsealed,
    outcomes: [
      {
        name: 'everySealedRowIsUnchanged',
        outcome: await outcome(changed, 'it says something else than when it was sealed'),
      },
      {
        name: 'everySealedRowIsStillThere',
        outcome: await outcome(gone, 'it was sealed and is gone'),
      },
      {
        name: 'noRowWasPutInBehindTheSeals',
        outcome: await outcome(skipped, 'it is older than the newest seals, and none holds it'),
      },
    ],
  };
}

/**
 * Each seal: its number follows, its leaves give its root, its hash covers them and its
 * predecessor, and is signed.
 */
export async function everySealHoldsAndFollows(
  sql: Reader,
  seals: readonly Seal[],
  publicKeys: ReadonlyMap<string, KeyObject>,
): Promise<Outcome> {
  const roots = await sql<{ no: number; count: number; root: string }[]>`
    select seal_no::int as no, count(*)::int as count, encode(sha256(convert_to(string_agg(kind ||
      ':' || row_seq || ':'
      || encode(digest, 'hex'), E'\\n' order by kind collate "C", row_seq), 'UTF8')), 'hex') as root
    from seal_leaves group by 1`;
  const rootOf = new Map(roots.map((each) => [each.no, each]));
  let previous = FIRST_PREVIOUS;
  let due = 1;
  for (const seal of seals) {
    const wrong = faultOf(seal, { due, previous, leaves: rootOf.get(seal.no), publicKeys });
    if (wrong !== undefined) {
      return { rows: seals.length, bad: { row: `seal ${seal.no}`, detail: wrong } };
    }
    previous = seal.hash;
    due += 1;
  }
  return { rows: seals.length, bad: undefined };
}

function faultOf(
  seal: Seal,
  known: {
    due: number;
    previous: string;
    leaves: { count: number; root: string } | undefined;
    publicKeys: ReadonlyMap<string, KeyObject>;
  },
): string | undefined {
  if (seal.no !== known.due) return `seal ${known.due} is missing`;
  if (seal.previous !== known.previous) return 'it does not follow the seal before it';
  if (known.leaves?.count !== seal.count) return 'leaves were added to it or taken from it';
  if (known.leaves.root !== seal.root) return 'its root is not of its leaves';
  if (hashOf(seal) !== seal.hash) return 'its hash is not of what it says';
  const key = known.publicKeys.get(seal.keyId);
  if (!key) return `the key ${seal.keyId} that signed it is not known here`;
  return isSigned(seal.hash, seal.signature, key) ? undefined : 'its signature is false';
}

/**
 * The file beside the database and the table say the same; only the very newest seal may be missing
 * in the file.
 */
export function sealsAgreeWithTheFile(seals: readonly Seal[], lines: readonly string[]): Outcome {
  const kept = lines.map(parseSealLine).filter((seal) => seal !== undefined);
  const inTable = new Map(seals.map((seal) => [seal.no, seal.hash]));
  const inFile = new Set(kept.map((seal) => seal.no));
  const bad = (row: string, detail: string) => ({ rows: lines.length, bad: { row, detail } });
  for (const seal of kept) {
    const hash = inTable.get(seal.no);
    if (hash === undefined) return bad(`seal ${seal.no}`, 'the file has it, the database lost it');
    if (hash !== seal.hash) return bad(`seal ${seal.no}`, 'the file has another hash');
  }
  const missing = seals.slice(0, -1).find((seal) => !inFile.has(seal.no));
  if (missing) return bad(`seal ${missing.no}`, 'the database has it, the file does not');
  return { rows: lines.length, bad: undefined };
}
