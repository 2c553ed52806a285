import { createHmac, randomUUID } from 'node:crypto';
import type postgres from 'postgres';
import type { PublicContext, Tx } from './context.ts';
import { isInterrupted } from './database-errors.ts';
import { AppError, fromUnknown } from './errors.ts';
import { one } from './rows.ts';

/** What a command did: its answer for the caller, and the facts for the audit trail. */
export interface Change<Result> {
  /** Ids, numbers and status only: it is kept, and given again to a retry with the same key. */
  result: Result;
  /** What was changed, as `noun:id`. */
  subject: string;
  /** Ids and figures for the audit trail: never personal data. */
  facts: object;
}

interface Claim {
  operation_id: string;
  claimed: boolean;
  same: boolean | null;
  answered: number | null;
  answer: unknown;
}

const TRIES = 3;

/**
 * The one door for writing. Claims the caller's key, does the work, answers the operation and
 * writes its one audit entry, all in one transaction; after the commit it reads the operation back
 * before it says yes.
 *
 * A retry with the same key, actor, action and input gets the first answer again and changes
 * nothing. Fails with IDEMPOTENCY_KEY_REUSED (same key, other input), IDEMPOTENCY_IN_PROGRESS,
 * BUSY, OVERLOADED, OUTCOME_UNKNOWN (the connection was lost around the commit: ask again with the
 * same key), and whatever `work` fails with.
 */
export async function runCommand<Result>(
  context: PublicContext,
  action: string,
  input: unknown,
  work: (tx: Tx) => Promise<Change<Result>>,
): Promise<Result> {
  const key = context.idempotencyKey ?? randomUUID();
  // keyed: what was sent holds names, and whoever reads the table could try them all
  const fingerprint = createHmac('sha256', context.secrets.fingerprint)
    .update(`${action}\n${JSON.stringify(canonical(input))}`)
    .digest();
  return context.admit(async () => {
    for (let tried = 1; ; tried++) {
      try {
        return await runOnce(context, { key, action, fingerprint }, work);
      } catch (error) {
        const known = fromUnknown(error);
        const again = known.code === 'BUSY' && isDeadlock(error) && tried < TRIES;
        if (!again) throw known;
        await new Promise((resolve) => setTimeout(resolve, tried * 20 * Math.random()));
      }
    }
  });
}

async function runOnce<Result>(
  context: PublicContext,
  claim: { key: string; action: string; fingerprint: Buffer },
  work: (tx: Tx) => Promise<Change<Result>>,
): Promise<Result> {
  let finished: string | undefined;
  let result: Result;
  try {
    result = await context.database.transaction(async (db) => {
      const sql = sqlOf(db);
      const taken = await claimOperation(context, sql, claim);
      if (!taken.claimed) return replay<Result>(taken);
      const change = await work({ sql, db, operationId: taken.operation_id });
      await sql`select finish_operation(${taken.operation_id}, 200, ${JSON.stringify(change.result ?? null)},
        ${change.subject}, ${JSON.stringify(change.facts)}, ${context.now().toISOString()})`;
      finished = taken.operation_id;
      return change.result;
    });
  } catch (error) {
    if (finished !== undefined && isInterrupted(error)) throw outcomeUnknown(error);
    throw error;
  }
  if (finished === undefined) context.onReplay?.();
  else await readBack(context, finished);
  return result;
}

async function claimOperation(
  context: PublicContext,
  sql: postgres.TransactionSql,
  claim: { key: string; action: string; fingerprint: Buffer },
): Promise<Claim> {
  const actor = context.actor?.userId ?? null;
  try {
    return one(
      await sql<Claim[]>`select * from claim_operation(${actor}, ${claim.key}, ${claim.action},
        ${claim.fingerprint}, ${context.now().toISOString()})`,
    );
  } catch (error) {
    if (fromUnknown(error).code === 'BUSY') {
      throw new AppError('IDEMPOTENCY_IN_PROGRESS', 'The same request is still being worked on.');
    }
    throw error;
  }
}

function replay<Result>(taken: Claim): Result {
  if (taken.same !== true) {
    throw new AppError('IDEMPOTENCY_KEY_REUSED', 'This key was used for another request.');
  }
  if (taken.answered === null) {
    throw new AppError('IDEMPOTENCY_IN_PROGRESS', 'The same request is still being worked on.');
  }
  return taken.answer as Result;
}

/** An acknowledged write has been seen from outside its transaction (promises.md F2). */
async function readBack(context: PublicContext, operationId: string): Promise<void> {
  let found: readonly unknown[];
  try {
    found =
      await context.client`select 1 from operations where id = ${operationId} and status = 200`;
  } catch (error) {
    throw outcomeUnknown(error);
  }
  if (found.length !== 1) throw outcomeUnknown(undefined);
}

function outcomeUnknown(cause: unknown): AppError {
  return new AppError(
    'OUTCOME_UNKNOWN',
    'The connection was lost while saving. Send it again with the same key: nothing is done twice.',
    { cause },
  );
}

/**
 * The driver's own transaction under drizzle's: its statements are prepared, so each is one round
 * trip.
 */
function sqlOf(db: Tx['db']): postgres.TransactionSql {
  return (db as unknown as { session: { client: postgres.TransactionSql } }).session.client;
}

function isDeadlock(error: unknown): boolean {
  for (let each = error; each instanceof Error; each = each.cause) {
    const code = (each as { code?: unknown }).code;
    if (code === '40001' || code === '40P01') return true;
  }
  return false;
}

/**
 * The same value with the keys of every object in order, so that equal inputs have equal prints.
 */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, each]) => [name, canonical(each)]),
  );
}
