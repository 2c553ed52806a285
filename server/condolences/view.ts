import { z } from 'zod';
import type {
  Condolence,
  CondolenceDetail,
  CondolencePayment,
  CondolenceRow,
  YearlyAid,
} from '../../shared/condolences.ts';
import {
  addMoney,
  isZero,
  type Money,
  moneySchema,
  splitMoney,
  sumMoney,
  ZERO,
} from '../../shared/money.ts';
import { decodeCursor, encodeCursor } from '../../shared/paging.ts';
import type { Context } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { maskedApplicant, openSealed, placeOf, requireHousehold } from '../households/service.ts';
import { voucherLabel } from '../ledger/journal.ts';
import { seesCodesOnly, seesEveryBatch } from './policy.ts';
import {
  colleaguesOf,
  condolenceById,
  type CondolenceFound,
  condolencesPage,
  type PaymentFound,
  packItemsOf,
  packsOf,
  paymentsOf,
  type RosterLine,
  rosterOf,
  type Sight,
  votesOf,
  yearlyAidOf,
} from './view-queries.ts';

function sightOf({ actor }: Context): Sight {
  const { personId, communityId } = actor;
  return { all: seesEveryBatch(actor), personId, communityId };
}

/** A page of batches in this person's sight, newest first. */
export async function listCondolences(
  context: Context,
  query: { cursor?: string | undefined; limit: number },
): Promise<{ items: Condolence[]; nextCursor: string | null }> {
  const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor, z.int());
  const sight = sightOf(context);
  const rows = await condolencesPage(context, { ...sight, before, limit: query.limit + 1 });
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  const more = rows.length > query.limit && last;
  return { items, nextCursor: more ? encodeCursor(Number(last.seq)) : null };
}

/**
 * A batch with its roster: names masked, or codes for who only votes; a caseworker who neither
 * prepared it nor carries it out sees the lines of their own community. Fails with NOT_FOUND.
 */
export async function condolenceFor(context: Context, id: string): Promise<CondolenceDetail> {
  const sight = sightOf(context);
  const batch = await condolenceById(context, id, sight);
  if (!batch) throw new AppError('NOT_FOUND', 'There is no such batch.');
  const wholeRoster = sight.all || batch.mine;
  const [votes, lines, payments, packs, packItems, witnesses] = await Promise.all([
    votesOf(context, id),
    rosterOf(context, id, wholeRoster ? null : sight.communityId),
    paymentsOf(context, id),
    packsOf(context, id),
    handsOut(context) ? packItemsOf(context, id) : [],
    handsOut(context) ? colleaguesOf(context) : [],
  ]);
  const shownPayments = payments.map((payment) => paymentFor(context, batch, payment));
  const toPay = new Set(
    shownPayments.flatMap((each) => (each.from === 'box' && each.mayPay ? each.lineIds : [])),
  );
  // the value of an issue, parted by packs, earlier rows first (domain.md §1.10)
  const values = new Map<string, Money | undefined>(
    packs.flatMap((issue) => {
      const parts = splitMoney(issue.value, issue.packs);
      return issue.lineIds.map(
        (line, index) => [`${line}:${issue.documentId}`, parts[index]] as const,
      );
    }),
  );
  const rows = lines.map((line) => ({
    ...rowFor(context, line, toPay.has(line.id)),
    packsValue: values.get(`${line.id}:${line.packsDocument}`) ?? null,
  }));
  return {
    ...batch,
    votes,
    rows,
    total: sumMoney(rows.flatMap((row) => [row.amount, row.packsValue ?? ZERO])),
    packItems,
    payments: shownPayments,
    witnesses,
    ...actsFor(context, batch),
  };
}

const handsOut = ({ actor }: Context) =>
  actor.roles.some((role) => role === 'cashier' || role === 'caseworker');

function actsFor({ actor }: Context, batch: CondolenceFound) {
  const held = (...roles: string[]) => actor.roles.some((role) => roles.includes(role));
  const prepared = batch.preparedPersonId === actor.personId;
  const open = batch.status === 'approved';
  return {
    mayVote: batch.status === 'voting' && held('committee', 'chair') && !prepared && !batch.voted,
    mayClose: open && held('treasurer') && !batch.waits && isZero(moneySchema.parse(batch.out)),
    mayTakeAdvance: open && held('caseworker') && !batch.voted,
    mayPrepareBox: open && held('treasurer'),
    mayHandPacks: open && held('cashier', 'caseworker'),
  };
}

function paymentFor(
  { actor }: Context,
  batch: CondolenceFound,
  found: PaymentFound,
): CondolencePayment {
  const { word, number, witnesses, handedInPersonId, ...payment } = found;
  const own = handedInPersonId === actor.personId;
  const box = payment.from === 'box';
  const waiting = payment.status === 'waiting';
  const cash = !isZero(addMoney(payment.returned, payment.toppedUp));
  const held = (role: 'treasurer' | 'cashier') => actor.roles.includes(role);
  return {
    ...payment,
    voucherNumber: word !== null && number !== null ? voucherLabel(word, number) : null,
    mayReview: waiting && !box && held('treasurer') && !own && !witnesses.includes(actor.personId),
    mayPay:
      held('cashier') &&
      !own &&
      !batch.voted &&
      (box ? waiting : payment.status === 'reviewed' && cash),
    maySendBack: waiting && (held('treasurer') || held('cashier')) && (box || !own),
  };
}

/** The cashier has to know whom to pay until it is paid; everybody else sees a masked name. */
function rowFor(
  { actor, vault }: Context,
  line: RosterLine,
  inClear: boolean,
): Omit<CondolenceRow, 'packsValue'> {
  const { nameSealed, keyId, wrapped, householdId, posted, word, number, ...row } = line;
  const code = row.householdCode;
  const name =
    openSealed(vault, { id: keyId, wrapped }, placeOf('name', householdId), nameSealed) ??
    undefined;
  const masked = maskedApplicant({ ...line, applicantName: name, code });
  return {
    ...row,
    name: seesCodesOnly(actor) ? code : inClear ? (name ?? code) : masked,
    state: posted ? 'paid' : row.from === null ? 'open' : 'waiting',
    voucherNumber: word !== null && number !== null ? voucherLabel(word, number) : null,
  };
}

/**
 * What a family got year by year: grants use up its yearly limit, condolences do not (V05). Fails
 * with NOT_FOUND for a family out of sight.
 */
export async function yearlyAidFor(context: Context, householdId: string): Promise<YearlyAid> {
  await requireHousehold(context, householdId);
  return { years: await yearlyAidOf(context, householdId) };
}
