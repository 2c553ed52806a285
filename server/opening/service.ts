import { addDays, monthStart } from '../../shared/dates.ts';
import { sumMoney } from '../../shared/money.ts';
import type { OpeningSheetBody } from '../../shared/opening.ts';
import { runCommand } from '../core/command.ts';
import type { Context, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { fieldError, refuseFuture } from '../core/refusals.ts';
import { postEntry } from '../ledger/journal.ts';
import { openingBalances } from '../ledger/postings-opening.ts';
import { faultsOf, inParts } from './policy.ts';
import {
  insertPart,
  insertReview,
  insertSheet,
  known,
  openingState,
  rowsToPost,
  sheetState,
} from './queries.ts';

/**
 * Keeps a sheet of opening balances for review (E31). Fails with OPENING_FUND_DIFFERS (naming the
 * fund and the difference), OPENING_BENEFICIARY_DIFFERS, OPENING_UNBALANCED, OPENING_GOODS_EXCEED,
 * VALUE_INVALID, REQUIRED or DUPLICATE at a row, and with what `refuseLate` says.
 */
export async function prepareOpening(
  context: Context,
  body: OpeningSheetBody,
): Promise<{ id: string }> {
  const opensOn = addDays(monthStart(body.firstMonth), -1);
  refuseFuture(context, opensOn, '/firstMonth');
  return runCommand(context, 'opening.prepared', body, async (tx) => {
    await refuseLate(tx, opensOn);
    const { fundIds, ...names } = await known(tx);
    const faults = faultsOf(body, names);
    const [first] = faults;
    if (first) {
      const fields = faults.map(({ pointer, code }) => ({ pointer, code }));
      throw new AppError(first.code, sentenceOf(first.params), { fields, params: first.params });
    }
    const total = sumMoney(body.rows.map(({ debit }) => debit));
    const { userId } = context.actor;
    const parts = inParts(body.rows);
    const sheet = { opensOn, total, userId, at: context.now(), body, parts, fundIds };
    const id = await insertSheet(tx, sheet);
    const facts = { opensOn, total, rows: body.rows.length };
    return { result: { id }, subject: `opening:${id}`, facts };
  });
}

const sentenceOf = (params: Record<string, string> = {}) =>
  `The sheet does not foot. ${Object.entries(params)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')}`.trim();

/**
 * Reviews a sheet as another person than its preparer. Fails with NOT_FOUND, ALREADY_SIGNED,
 * SOD_VIOLATION.
 */
export async function reviewOpening(context: Context, id: string): Promise<{ id: string }> {
  return runCommand(context, 'opening.reviewed', { id }, async (tx) => {
    const sheet = await sheetState(tx, id);
    if (!sheet) throw new AppError('NOT_FOUND', 'There is no such sheet.');
    if (sheet.reviewed_person !== null) {
      throw new AppError('ALREADY_SIGNED', 'This sheet is reviewed already.');
    }
    if (sheet.prepared_person === context.actor.personId) {
      throw new AppError('SOD_VIOLATION', 'Who entered the balances does not review them.');
    }
    await insertReview(tx, id, { userId: context.actor.userId, at: context.now() });
    const facts = { opensOn: sheet.opens_on, total: sheet.total };
    return { result: { id }, subject: `opening:${id}`, facts };
  });
}

/**
 * Posts a reviewed sheet, one voucher for each part, all or none. Fails with NOT_FOUND,
 * STATE_CONFLICT (not reviewed, or posted), SOD_VIOLATION (the reviewer), and with what
 * `refuseLate` says.
 */
export async function postOpening(
  context: Context,
  id: string,
): Promise<{ id: string; voucherNumbers: string[] }> {
  return runCommand(context, 'opening.posted', { id }, async (tx) => {
    const sheet = await sheetState(tx, id);
    if (!sheet) throw new AppError('NOT_FOUND', 'There is no such sheet.');
    if (sheet.posted) throw new AppError('OPENING_POSTED', 'This sheet is posted already.');
    if (sheet.reviewed_person === null) {
      throw new AppError('STATE_CONFLICT', 'Another person reviews the sheet first.');
    }
    if (sheet.reviewed_person === context.actor.personId) {
      throw new AppError('SOD_VIOLATION', 'Who reviewed the balances does not post them.');
    }
    await refuseLate(tx, sheet.opens_on);
    const vouchers = await postParts(tx, context, id, sheet.opens_on);
    const voucherNumbers = vouchers.map(({ voucherNumber }) => voucherNumber);
    const facts = { opensOn: sheet.opens_on, vouchers: vouchers.map((each) => each.voucherId) };
    return { result: { id, voucherNumbers }, subject: `opening:${id}`, facts };
  });
}

async function postParts(tx: Tx, context: Context, id: string, date: string) {
  const rows = await rowsToPost(tx, id);
  const by = { userId: context.actor.userId, at: context.now() };
  const posted = [];
  for (const part of [...new Set(rows.map((row) => row.part))].toSorted((a, b) => a - b)) {
    posted.push(
      await postEntry(tx, context, {
        date,
        dateField: '/firstMonth',
        summary: '期初余额',
        source: { type: 'opening', id: await insertPart(tx, id, part, by) },
        posting: openingBalances(rows.filter((row) => row.part === part)),
        attachments: 0,
        ordinal: part,
      }),
    );
  }
  return posted;
}

/**
 * Opening balances are the first thing in the books. Fails with PERIOD_LOCKED (a month is closed),
 * OPENING_POSTED (they are in the books), OPENING_LATE (vouchers up to that day are),
 * DATE_BEFORE_BOOKS.
 */
async function refuseLate(tx: Tx, opensOn: string): Promise<void> {
  const state = await openingState(tx, opensOn);
  const at = '/firstMonth';
  if (state.opened) throw new AppError('OPENING_POSTED', 'The books are opened already.');
  if (state.closed) throw fieldError('PERIOD_LOCKED', at, 'A month is closed already.');
  if (state.begun) throw fieldError('OPENING_LATE', at, 'There are vouchers up to that day.');
  if (state.too_early) throw fieldError('DATE_BEFORE_BOOKS', at, 'The books begin later.');
}
