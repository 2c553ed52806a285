import { maskCard, maskName } from '../../shared/identity.ts';
import type { PayeeKind } from '../../shared/payments.ts';
import type { Role } from '../../shared/roles.ts';

/** Who sees payment orders: those who prepare, pay and check, and the chair. */
export const orderReaders = ['treasurer', 'cashier', 'auditor', 'chair'] as const satisfies Role[];

const INSTITUTIONS: readonly PayeeKind[] = ['hospital', 'school'];

/** The payee as readers other than the cashier see it: institutions in full, people masked. */
export function maskedPayee(payee: { kind: PayeeKind; name: string; account: string | null }): {
  name: string;
  account: string | null;
} {
  return {
    name: INSTITUTIONS.includes(payee.kind) ? payee.name : maskName(payee.name),
    account: payee.account === null ? null : maskCard(payee.account),
  };
}

/**
 * What makes a payment unusual without forbidding it: 坐支, cash paid before the day's box was
 * banked.
 */
export function paymentWarnings(facts: { method: 'bank' | 'cash'; cashNotBanked: boolean }) {
  return facts.method === 'cash' && facts.cashNotBanked ? ['CASH_NOT_BANKED'] : [];
}
