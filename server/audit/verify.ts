import type { KeyObject } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import type { Finding, Verification } from '../../shared/audit.ts';
import { sqlState } from '../database/connect.ts';
import { bookChecks, type Outcome } from '../ledger/checks.ts';
import { actChecks } from '../ledger/act-checks.ts';
import { payoutChecks } from '../ledger/payout-checks.ts';
import { giftChecks } from '../ledger/gift-checks.ts';
import { goodsChecks } from '../ledger/goods-checks.ts';
import { draftChecks } from '../ledger/draft-checks.ts';
import { imprestChecks } from '../ledger/imprest-checks.ts';
import { closingChecks } from '../ledger/closing-checks.ts';
import { keptChecks } from '../ledger/kept-checks.ts';
import { stewardChecks } from '../ledger/steward-checks.ts';
import { bankChecks } from '../ledger/bank-checks.ts';
import { ruleBookChecks } from '../ledger/rulebook-checks.ts';
import { documentChecks } from '../ledger/document-checks.ts';
import { voucherChecks } from '../ledger/voucher-checks.ts';
import {
  compareWithSeals,
  everyAuditEntryKeepsItsDigest,
  everySealHoldsAndFollows,
  everyVoucherIsNamedByItsAuditEntry,
  everyVoucherOfTheTrailIsThere,
  sealsAgreeWithTheFile,
} from './checks.ts';
import { loadPublicKeys } from './keys.ts';
import { readSealLines, sealFileOf } from './seal-file.ts';
import { readSeals } from './seals.ts';

/** The invariants of live data, in the order in which they are told. */
const lists = [
  bookChecks,
  keptChecks,
  closingChecks,
  documentChecks,
  voucherChecks,
  stewardChecks,
  ruleBookChecks,
  bankChecks,
  actChecks,
  giftChecks,
  payoutChecks,
  goodsChecks,
  draftChecks,
  imprestChecks,
];

/** What the verifier brings from outside the database. */
export interface Evidence {
  /** The public halves of the keys that ever sealed, by their name. */
  publicKeys: ReadonlyMap<string, KeyObject>;
  /** The lines of the file that keeps the seals beside the database. */
  sealFileLines: readonly string[];
}

/** The evidence that a data folder keeps. */
export function readEvidence(dataDir: string): Evidence {
  return {
    publicKeys: loadPublicKeys(dataDir),
    sealFileLines: readSealLines(sealFileOf(dataDir)),
  };
}

/**
 * Proves the books and their trail anew, inside the caller's read-only snapshot: every invariant of
 * the ledger and its documents, every digest, every seal. Writes nothing and seals nothing. Each
 * broken rule gives one finding, which names the first bad row. A check that cannot even run counts
 * as broken.
 */
export async function verify(
  sql: TransactionSql,
  { publicKeys, sealFileLines }: Evidence,
): Promise<Verification> {
  const report = new Report();
  for (const check of lists.flat()) {
    await report.run(check.name, sql, check);
  }
  await report.run(everyAuditEntryKeepsItsDigest.name, sql, everyAuditEntryKeepsItsDigest);
  await report.run(
    everyVoucherIsNamedByItsAuditEntry.name,
    sql,
    everyVoucherIsNamedByItsAuditEntry,
  );
  await report.run(everyVoucherOfTheTrailIsThere.name, sql, everyVoucherOfTheTrailIsThere);
  const compared = await compareWithSeals(sql);
  for (const { name, outcome } of compared.outcomes) report.add(name, outcome);
  const seals = await readSeals(sql);
  await report.run(everySealHoldsAndFollows.name, sql, (inside) =>
    everySealHoldsAndFollows(inside, seals, publicKeys),
  );
  report.add(sealsAgreeWithTheFile.name, sealsAgreeWithTheFile(seals, sealFileLines));
  const newest = seals.at(-1);
  return {
    ok: report.findings.length === 0,
    checks: report.checks,
    findings: report.findings,
    sealNo: newest?.no ?? 0,
    head: newest?.hash ?? '',
    unsealed: compared.unsealed,
  };
}

class Report {
  readonly checks: Verification['checks'] = [];
  readonly findings: Finding[] = [];

  add(name: string, { rows, bad }: Outcome): void {
    const sentence = sentenceOf(name);
    this.checks.push({ name: sentence, rows, ok: bad === undefined });
    if (bad) this.findings.push({ check: sentence, ...bad });
  }

  /** In a savepoint: a row that was made unreadable must not hide what the other checks find. */
  async run(
    name: string,
    sql: TransactionSql,
    check: (sql: TransactionSql) => Promise<Outcome>,
  ): Promise<void> {
    try {
      this.add(name, (await sql.savepoint(check)) as Outcome);
    } catch (error) {
      const state = sqlState(error);
      if (state === undefined || !/^[0-9A-Z]{5}$/.test(state)) throw error;
      this.add(name, { rows: 0, bad: { row: 'unreadable', detail: `the check failed: ${state}` } });
    }
  }
}

/** everyVoucherBalances → every voucher balances */
function sentenceOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
