import type { ErrorCode } from '../../shared/errors.ts';
import { exceeds, isZero, type Money, subtractMoney, sumMoney } from '../../shared/money.ts';
import type { PaymentMethod } from '../../shared/payments.ts';
import type { ReturnWay } from '../../shared/payouts.ts';
import type { Role } from '../../shared/roles.ts';
import { AppError } from '../core/errors.ts';

/** Who sees what became of payments. */
export const payoutReaders = ['treasurer', 'cashier', 'auditor', 'chair'] as const satisfies Role[];

/** Who asks, with the hands that they have in the case. */
export interface Asker {
  personId: string;
  roles: readonly Role[];
  hands: readonly string[];
}

/** The sums of a payment: nothing is paid back that was not paid, and nothing twice. */
export interface Sums {
  amount: Money;
  method: PaymentMethod;
  /** Returned by the bank and not paid again. */
  returned: Money;
  /** Recovered by the chair's word. */
  recovered: Money;
}

const DECIDERS = ['filer', 'visitor', 'voter', 'leader', 'recused'];

/** What a family has of a payment. */
export function netOf({ amount, returned, recovered }: Sums): Money {
  return subtractMoney(amount, sumMoney([returned, recovered]));
}

/** Why a transfer cannot come back, or null: cash does not, nor what came back already. */
export function returnRefusal({ roles }: Pick<Asker, 'roles'>, sums: Sums): ErrorCode | null {
  if (!roles.includes('treasurer')) return 'FORBIDDEN';
  const whole = sums.method === 'bank' && isZero(sums.returned) && isZero(sums.recovered);
  return whole ? null : 'STATE_CONFLICT';
}

/** Why a plan for returned money is refused, or null; whoever decided on the case pays nobody. */
export function planRefusal(asker: Asker, way: ReturnWay, isOpen: boolean): ErrorCode | null {
  if (!asker.roles.includes('treasurer')) return 'FORBIDDEN';
  if (!isOpen) return 'STATE_CONFLICT';
  const barred = way === 'repay' && touched(asker, [...DECIDERS, 'payer']);
  return barred ? 'SOD_VIOLATION' : null;
}

/** A return with its newest plan, as carrying it out asks. */
export interface Returned {
  isOpen: boolean;
  recordedPersonId: string;
  plan: { way: ReturnWay; plannedPersonId: string; refused: boolean } | null;
}

/**
 * Why this person does not carry out the newest plan, or null: a cashier pays again, the chair
 * agrees to give back, and neither noted the return or planned it.
 */
export function outcomeRefusal(asker: Asker, way: ReturnWay, of: Returned): ErrorCode | null {
  if (!asker.roles.includes(way === 'repay' ? 'cashier' : 'chair')) return 'FORBIDDEN';
  if (!of.isOpen || of.plan?.way !== way || of.plan.refused) return 'STATE_CONFLICT';
  const own = [of.plan.plannedPersonId, of.recordedPersonId].includes(asker.personId);
  const barred = way === 'repay' && touched(asker, [...DECIDERS, 'preparer']);
  return own || barred ? 'SOD_VIOLATION' : null;
}

/** Fails with the code of a refusal; null passes. */
export function refuse(code: ErrorCode | null): void {
  if (code === null) return;
  throw new AppError(code, SENTENCES[code] ?? 'This payment does not allow it.');
}

/** Fails with EXCEEDS_PAYMENT when more would come back than the family has of the payment. */
export function requireWithinPayment(sum: Money, sums: Sums): void {
  const left = netOf(sums);
  if (!exceeds(sum, left)) return;
  throw new AppError('EXCEEDS_PAYMENT', `Only ${left} of this payment can come back.`, {
    fields: [{ pointer: '/amount', code: 'EXCEEDS_PAYMENT' }],
    params: { left },
  });
}

/** Fails with EXCEEDS_CLAIM when more would be settled than is still claimed. */
export function requireWithinClaim(sum: Money, left: Money): void {
  if (!exceeds(sum, left)) return;
  throw new AppError('EXCEEDS_CLAIM', `Only ${left} of this claim is open.`, {
    fields: [{ pointer: '/amount', code: 'EXCEEDS_CLAIM' }],
    params: { left },
  });
}

const SENTENCES: Partial<Record<ErrorCode, string>> = {
  FORBIDDEN: 'Another role takes this step.',
  STATE_CONFLICT: 'This payment or its returned money is in another state.',
  SOD_VIOLATION: 'Another person has to do this.',
};

const touched = ({ hands }: Asker, barred: readonly string[]) =>
  hands.some((hand) => barred.includes(hand));
