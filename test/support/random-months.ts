import fc from 'fast-check';
import type { Standing } from '../../server/ledger/postings-closing.ts';
import type { FundKind } from '../../shared/funds.ts';
import { moneySchema } from '../../shared/money.ts';

const split = ['4101', '4401', '4901', '5101', '5301', '5401'];
const whole = ['4501', '4601', '5201', '5501', '5601', '5901'];

/** The accounts of income and expense that take lines of such a fund. */
export const accountsOf = (kind: FundKind): string[] => [
  ...split.map((code) => `${code}0${kind === 'restricted' ? 2 : 1}`),
  ...whole,
];

/** Any sum of both signs, zero among them, in yuan with two decimals. */
const net = fc
  .oneof(fc.constant(0), fc.integer({ min: -99_999_999, max: 99_999_999 }))
  .map((fen) => moneySchema.parse((fen < 0 ? '-' : '') + yuan(Math.abs(fen))));
const yuan = (fen: number) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

/** What a month leaves on income and expense of these funds. */
export const standingOf = (funds: readonly Standing['fund'][]): fc.Arbitrary<Standing[]> =>
  fc
    .tuple(
      ...funds.map((fund) =>
        fc
          .subarray(accountsOf(fund.kind))
          .chain((accounts) =>
            fc
              .tuple(...accounts.map(() => net))
              .map((sums) => accounts.map((account, at) => ({ account, fund, net: sums[at]! }))),
          ),
      ),
    )
    .map((rows) => rows.flat());
