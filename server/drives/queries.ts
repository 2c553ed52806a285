import { asc, eq, sql } from 'drizzle-orm';
import { drives, driveTotals, funds } from '../../drizzle/schema/index.ts';
import type { Drive } from '../../shared/drives.ts';
import { type Money, ZERO } from '../../shared/money.ts';
import type { PublicContext, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { maybe, one } from '../core/rows.ts';

const columns = {
  id: drives.id,
  code: drives.code,
  name: drives.name,
  fundId: drives.fundId,
  fundCode: funds.code,
  fundName: funds.name,
  purpose: drives.purpose,
  target: drives.target,
  startsOn: drives.startsOn,
  endsOn: drives.endsOn,
  fundraisingBasis: drives.fundraisingBasis,
  surplusClause: drives.surplusClause,
  feeBearer: drives.feeBearer,
  status: drives.status,
  version: drives.version,
  received: sql<Money>`coalesce(${driveTotals.gross}, ${ZERO}::numeric)`,
  fees: sql<Money>`coalesce(${driveTotals.fees}, ${ZERO}::numeric)`,
  gifts: sql<number>`coalesce(${driveTotals.gifts}, 0)`,
};

function drivesWithTotals(context: PublicContext) {
  return context.database
    .select(columns)
    .from(drives)
    .innerJoin(funds, eq(funds.id, drives.fundId))
    .leftJoin(driveTotals, eq(driveTotals.driveId, drives.id));
}

const withWarnings = (row: Omit<Drive, 'warnings'>): Drive => ({
  ...row,
  warnings: row.surplusClause === '' ? ['NO_SURPLUS_CLAUSE'] : [],
});

/** All drives with their running totals, by code. */
export async function listDrives(context: PublicContext): Promise<Drive[]> {
  const rows = await drivesWithTotals(context).orderBy(asc(drives.startsOn), asc(drives.code));
  return rows.map(withWarnings);
}

/** One drive. Fails with NOT_FOUND. */
export async function driveById(context: PublicContext, id: string): Promise<Drive> {
  const row = maybe(await drivesWithTotals(context).where(eq(drives.id, id)));
  if (!row) throw new AppError('NOT_FOUND', 'There is no such drive.');
  return withWarnings(row);
}

/** A drive with its fund's kind, held against closing until the command ends. */
export async function shareDrive(tx: Tx, id: string) {
  const rows = await tx.sql<
    {
      code: string;
      name: string;
      status: string;
      fee_bearer: string;
      fund_id: string;
      kind: string;
      starts_on: string;
    }[]
  >`select d.code, d.name, d.status, d.fee_bearer, d.fund_id, f.kind, d.starts_on::text
    from drives d join funds f on f.id = d.fund_id where d.id = ${id} for share of d`;
  return maybe(rows);
}

/** A drive, locked until the command ends. */
export async function lockDrive(tx: Tx, id: string) {
  return maybe(await tx.db.select().from(drives).where(eq(drives.id, id)).for('update'));
}

/** Adds a drive. */
export async function insertDrive(tx: Tx, row: typeof drives.$inferInsert): Promise<string> {
  return one(await tx.db.insert(drives).values(row).returning({ id: drives.id })).id;
}

/** Marks a drive as closed. */
export async function saveClosed(tx: Tx, id: string, version: number): Promise<void> {
  await tx.db.update(drives).set({ status: 'closed', version }).where(eq(drives.id, id));
}
