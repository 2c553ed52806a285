import { isZero, type Money } from '../../shared/money.ts';
import type { PaymentState } from '../../shared/payments.ts';
import type { PaymentReturn, Payout, Recovery } from '../../shared/payouts.ts';
import { keepReading } from '../aid/reading.ts';
import type { Context } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { openSealed } from '../households/service.ts';
import { voucherLabel } from '../ledger/journal.ts';
import { type Asker, netOf, outcomeRefusal, planRefusal, returnRefusal } from './policy.ts';
import { sealedAt } from './service.ts';
import { type PayoutFile, payoutFile, type RecoveryFile, type ReturnFile } from './view-queries.ts';

/**
 * A payment and what happened to it since, with what this reader may do. A cashier who is to pay
 * returned money again reads the payee in clear, and the trail says so. Fails with NOT_FOUND.
 */
export async function payoutFor(context: Context, id: string): Promise<Payout> {
  const { actor, client } = context;
  const file = await payoutFile(client, id, actor.personId);
  if (!file) throw new AppError('NOT_FOUND', 'There is no such payment.');
  const asker = { personId: actor.personId, roles: actor.roles, hands: file.hands };
  const returns = file.returns.map((row) => shownReturn(context, asker, file, row));
  if (returns.some(({ mayRepay }) => mayRepay)) {
    await keepReading(context, { id: file.requestId, caseNumber: file.caseNumber });
  }
  const net = netOf(file);
  const isTreasurer = actor.roles.includes('treasurer');
  return {
    ...file,
    state: stateOf(file, net),
    net,
    familyAid: { year: Number(file.paidOn.slice(0, 4)), amount: file.familyAid },
    returns,
    recoveries: file.recoveries.map((row) => shownRecovery(context, file, row)),
    mayReturn: returnRefusal(asker, file) === null,
    mayRecover: isTreasurer && !isZero(net),
  };
}

function stateOf({ returned, recovered, returns }: PayoutFile, net: Money): PaymentState {
  if (!isZero(returned)) return returns.some(({ isOpen }) => isOpen) ? 'returned' : 'cancelled';
  if (isZero(recovered)) return 'paid';
  return isZero(net) ? 'recovered' : 'partly_recovered';
}

const labelOf = ({ word, number }: { word: string | null; number: number | null }) =>
  word === null || number === null ? null : voucherLabel(word, number);

const isLater = (day: string, { paidOn }: PayoutFile) => day.slice(0, 4) > paidOn.slice(0, 4);

function shownReturn(
  context: Context,
  asker: Asker,
  file: PayoutFile,
  row: ReturnFile,
): PaymentReturn {
  const { plan } = row;
  const of = { ...row, plan: plan && { ...plan, refused: plan.agrees !== null } };
  const mayRepay = outcomeRefusal(asker, 'repay', of) === null;
  const ended = plan?.way === 'repay' ? 'repaid' : 'cancelled';
  const planned = plan?.agrees === null ? 'planned' : 'waiting';
  return {
    ...row,
    reason: mayRead(context) ? row.reason : '',
    voucherNumber: labelOf(row),
    status: row.isOpen ? planned : ended,
    plan: plan && {
      ...plan,
      reason: mayRead(context) ? plan.reason : '',
      payeeName: mayRepay ? clearPayee(context, file, plan) : plan.payeeName,
      priorYear: plan.cancelledOn !== null && isLater(plan.cancelledOn, file),
      voucherNumber: labelOf(plan),
    },
    mayPlan: planRefusal(asker, 'cancel', row.isOpen) === null,
    mayRepay,
    mayDecide: outcomeRefusal(asker, 'cancel', of) === null,
  };
}

function clearPayee(
  { vault }: Context,
  file: PayoutFile,
  plan: NonNullable<ReturnFile['plan']>,
): string | null {
  const key = { id: file.keyId, wrapped: file.wrapped };
  const place = sealedAt('payee_name', plan.id);
  return openSealed(vault, key, place, plan.payeeNameSealed) ?? plan.payeeName;
}

function shownRecovery(context: Context, file: PayoutFile, row: RecoveryFile): Recovery {
  const { actor } = context;
  const decides = (personId: string, agrees: boolean | null) =>
    actor.roles.includes('chair') && agrees === null && personId !== actor.personId;
  const isOpen = row.left !== null && !isZero(row.left);
  return {
    ...row,
    reason: mayRead(context) ? row.reason : '',
    priorYear: isLater(row.recoveredOn, file),
    status: statusOf(row.agrees),
    voucherNumber: labelOf(row),
    settlements: row.settlements.map((each) => ({
      ...each,
      reason: mayRead(context) ? each.reason : '',
      status: each.way === 'received' ? ('posted' as const) : statusOf(each.agrees),
      voucherNumber: labelOf(each),
      mayDecide: each.way === 'written_off' && decides(each.recordedPersonId, each.agrees),
    })),
    mayDecide: decides(row.preparedPersonId, row.agrees),
    maySettle: actor.roles.includes('treasurer') && isOpen,
  };
}

function statusOf(agrees: boolean | null): Recovery['status'] {
  if (agrees === null) return 'waiting';
  return agrees ? 'posted' : 'refused';
}

/** People write names into reasons. */
const mayRead = ({ actor }: Context) =>
  actor.roles.some((role) => role === 'treasurer' || role === 'chair');
