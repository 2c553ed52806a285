import { expect, test } from 'vitest';
import {
  giftGivenBack,
  owedGiftPaid,
  unidentifiedReceived,
  unidentifiedSentBack,
} from '../../server/ledger/postings-gifts.ts';
import { moneySchema } from '../../shared/money.ts';

const amount = moneySchema.parse('1000.00');
const restricted = { id: 'f', kind: 'restricted' } as const;
const free = { id: 'f', kind: 'designated' } as const;
const gift = { amount, driveId: null, donorId: 'd', priorYear: false, till: 'bank' } as const;
const short = ({ event, lines }: ReturnType<typeof giftGivenBack>) => [
  event,
  ...lines.map(({ side, account, fund }) => [side, account, fund]),
];

test.each([
  [{ ...gift, kind: 'refund', fund: free }, ['E09', '410101', '100201']],
  [{ ...gift, kind: 'refund', fund: restricted, till: 'wechat' }, ['E09', '410102', '100901']],
  [{ ...gift, kind: 'refund', fund: restricted, priorYear: true }, ['E10B', '320102', '100201']],
  [{ ...gift, kind: 'obligation', fund: free, till: null }, ['E10', '530101', '220901']],
  [
    { ...gift, kind: 'obligation', fund: restricted, till: null, priorYear: true },
    ['E10', '530102', '220901'],
  ],
] as const)('%j posts %j', (given, [event, debit, credit]) => {
  const posting = giftGivenBack(given);
  expect(short(posting)).toEqual([event, ['debit', debit, 'f'], ['credit', credit, undefined]]);
  expect(posting.lines.map((line) => line.amount)).toEqual(['1000.00', '1000.00']);
});

test('debts to givers known and unknown carry no fund', () => {
  const none = undefined;
  expect(short(owedGiftPaid(gift))).toEqual([
    'E10P',
    ['debit', '220901', none],
    ['credit', '100201', none],
  ]);
  expect(short(unidentifiedReceived(amount))).toEqual([
    'E12',
    ['debit', '100201', none],
    ['credit', '220902', none],
  ]);
  expect(short(unidentifiedSentBack(amount))).toEqual([
    'E12R',
    ['debit', '220902', none],
    ['credit', '100201', none],
  ]);
});
