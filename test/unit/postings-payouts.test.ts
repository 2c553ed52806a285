import { describe, expect, test } from 'vitest';
import {
  aidRecovered,
  claimSettled,
  returnCancelled,
  returnedPaidAgain,
  transferReturned,
} from '../../server/ledger/postings-payouts.ts';
import type { Posting } from '../../server/ledger/postings.ts';
import {
  netOf,
  outcomeRefusal,
  planRefusal,
  requireWithinClaim,
  requireWithinPayment,
  returnRefusal,
} from '../../server/payouts/policy.ts';
import { moneySchema } from '../../shared/money.ts';
import { referenceField } from '../../shared/text.ts';

const money = (text: string) => moneySchema.parse(text);
const amount = money('300.00');
const of = { amount, requestId: 'case' };
const restricted = { id: 'F01', kind: 'restricted' as const };
const free = { id: 'F00', kind: 'unrestricted' as const };
const said = ({ event, lines }: Posting) => [
  event,
  ...lines.map(({ side, account, fund }) => [side, account, fund].filter(Boolean).join(' ')),
];

describe('what is posted', () => {
  test('of a returned transfer (E21)', () => {
    expect(said(transferReturned(of))).toEqual(['E21', 'debit 100201', 'credit 220903']);
    expect(said(returnedPaidAgain(of))).toEqual(['E21P', 'debit 220903', 'credit 100201']);
    const cancelled = (fund: typeof restricted | typeof free, priorYear: boolean) =>
      said(returnCancelled({ ...of, fund, priorYear }));
    expect(cancelled(restricted, false)).toEqual(['E21C', 'debit 220903', 'credit 510102 F01']);
    expect(cancelled(free, true)).toEqual(['E21Y', 'debit 220903', 'credit 320101 F00']);
  });

  test('of recovered aid (E22) and a lost claim (E29)', () => {
    const recovered = (till: 'bank' | 'cash' | null, priorYear = false) =>
      said(aidRecovered({ ...of, fund: restricted, priorYear, till }));
    expect(recovered('bank')).toEqual(['E22', 'debit 100201', 'credit 510102 F01']);
    expect(recovered('cash', true)).toEqual(['E22Y', 'debit 100101', 'credit 320102 F01']);
    expect(recovered(null)).toEqual(['E22', 'debit 112202 F01', 'credit 510102 F01']);
    const settled = (way: 'received' | 'written_off', till: 'cash' | null) =>
      said(claimSettled({ ...of, fundId: 'F01', way, till }));
    expect(settled('received', 'cash')).toEqual(['E22R', 'debit 100101', 'credit 112202 F01']);
    expect(settled('written_off', null)).toEqual([
      'E29',
      'debit 5501 F01',
      'credit 1131',
      'debit 1131',
      'credit 112202 F01',
    ]);
  });

  test('every line names the case and the sum', () => {
    const { lines } = claimSettled({ ...of, fundId: 'F01', way: 'written_off', till: null });
    expect(new Set(lines.map(({ request, amount: sum }) => `${request} ${sum}`))).toEqual(
      new Set(['case 300.00']),
    );
  });
});

describe('who may do what becomes of a payment', () => {
  const sums = {
    amount: money('500.00'),
    method: 'bank' as const,
    returned: money('0.00'),
    recovered: money('200.00'),
  };
  const asker = (role: 'treasurer' | 'cashier' | 'chair', ...hands: string[]) => ({
    personId: 'me',
    roles: [role],
    hands,
  });

  test('a transfer comes back whole and once', () => {
    const whole = { ...sums, recovered: money('0.00') };
    expect(returnRefusal(asker('treasurer'), whole)).toBeNull();
    expect(returnRefusal(asker('cashier'), whole)).toBe('FORBIDDEN');
    expect(returnRefusal(asker('treasurer'), sums)).toBe('STATE_CONFLICT');
    expect(returnRefusal(asker('treasurer'), { ...whole, method: 'cash' })).toBe('STATE_CONFLICT');
    const back = { ...whole, returned: money('500.00') };
    expect(returnRefusal(asker('treasurer'), back)).toBe('STATE_CONFLICT');
  });

  test('who decided on the case names no payee; who paid neither', () => {
    expect(planRefusal(asker('treasurer', 'preparer'), 'repay', true)).toBeNull();
    expect(planRefusal(asker('treasurer', 'visitor'), 'repay', true)).toBe('SOD_VIOLATION');
    expect(planRefusal(asker('treasurer', 'visitor'), 'cancel', true)).toBeNull();
    expect(planRefusal(asker('treasurer'), 'repay', false)).toBe('STATE_CONFLICT');
  });

  test('the newest plan is carried out by another person', () => {
    const plan = { way: 'repay' as const, plannedPersonId: 'you', refused: false };
    const waits = { isOpen: true, recordedPersonId: 'you', plan };
    expect(outcomeRefusal(asker('cashier', 'payer'), 'repay', waits)).toBeNull();
    expect(outcomeRefusal(asker('chair'), 'repay', waits)).toBe('FORBIDDEN');
    expect(outcomeRefusal(asker('cashier', 'voter'), 'repay', waits)).toBe('SOD_VIOLATION');
    expect(outcomeRefusal(asker('chair'), 'cancel', waits)).toBe('STATE_CONFLICT');
    const mine = { ...waits, plan: { ...plan, plannedPersonId: 'me' } };
    expect(outcomeRefusal(asker('cashier'), 'repay', mine)).toBe('SOD_VIOLATION');
    const over = { ...waits, plan: { ...plan, refused: true } };
    expect(outcomeRefusal(asker('cashier'), 'repay', over)).toBe('STATE_CONFLICT');
  });

  test('no more comes back than is left, to the fen', () => {
    expect(netOf(sums)).toBe('300.00');
    expect(() => requireWithinPayment(money('300.00'), sums)).not.toThrow();
    expect(() => requireWithinPayment(money('300.01'), sums)).toThrow('Only 300.00');
    expect(() => requireWithinClaim(money('0.01'), money('0.00'))).toThrow('Only 0.00');
  });
});

test('a reference is the same text whoever typed it', () => {
  const field = referenceField({ max: 64 });
  expect(field.parse(' ＰＦ－2026 0110　001 ')).toBe('PF-20260110001');
  expect(field.safeParse('   ').success).toBe(false);
});
