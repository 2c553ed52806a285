import { expect, test } from 'vitest';
import {
  advancePaidOut,
  rosterPaidOut,
  rosterPaidOutInParts,
} from '../../server/ledger/postings-imprest.ts';
import { moneySchema } from '../../shared/money.ts';

const money = (text: string) => moneySchema.parse(text);
const F04 = { id: 'F04', kind: 'restricted' } as const;
const paid = (spent: string, returned: string, toppedUp: string, fromAdvance = true) => ({
  fromAdvance,
  spent: money(spent),
  returned: money(returned),
  toppedUp: money(toppedUp),
  fund: F04,
});
const shape = ({ event, lines }: ReturnType<typeof rosterPaidOut>) => [
  event,
  ...lines.map(({ side, account, amount }) => `${side} ${account} ${amount}`),
];

test('E24: an advance is a claim on its holder', () => {
  expect(shape(advancePaidOut({ amount: money('4000.00'), till: 'bank' }))).toEqual([
    'E24',
    'debit 112201 4000.00',
    'credit 100201 4000.00',
  ]);
});

test('E24: settled with cash back, with a gap, in part; E27 from the box', () => {
  expect(shape(rosterPaidOut(paid('3300.00', '700.00', '0.00')))).toEqual([
    'E24S',
    'debit 510102 3300.00',
    'debit 100101 700.00',
    'credit 112201 4000.00',
  ]);
  expect(shape(rosterPaidOut(paid('600.00', '0.00', '100.00')))).toEqual([
    'E24S',
    'debit 510102 600.00',
    'credit 112201 500.00',
    'credit 100101 100.00',
  ]);
  const open = {
    ...paid('300.00', '0.00', '300.00', false),
    fund: { id: 'F00', kind: 'unrestricted' },
  };
  expect(shape(rosterPaidOut(open as ReturnType<typeof paid>))).toEqual([
    'E27',
    'debit 510101 300.00',
    'credit 100101 300.00',
  ]);
});

test('three words: 转 3,300.00 and 收 700.00; a gap is 付', () => {
  expect(rosterPaidOutInParts(paid('3300.00', '700.00', '0.00')).map(shape)).toEqual([
    ['E24S', 'debit 510102 3300.00', 'credit 112201 3300.00'],
    ['E24S', 'debit 100101 700.00', 'credit 112201 700.00'],
  ]);
  expect(rosterPaidOutInParts(paid('600.00', '0.00', '100.00')).map(shape)).toEqual([
    ['E24S', 'debit 510102 500.00', 'credit 112201 500.00'],
    ['E24S', 'debit 510102 100.00', 'credit 100101 100.00'],
  ]);
});
