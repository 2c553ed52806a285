import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  accountAfter,
  type Content,
  type Facts,
  inRed,
  isMixed,
  type Line,
  moneyOut,
  ruleFor,
  sideTotal,
} from '../../server/drafts/conditions.ts';
import { examine, kindsFor, refusalOf, steps } from '../../server/drafts/policy.ts';
import { draftAction, draftStatus } from '../../shared/drafts.ts';
import { wordOf } from '../../shared/ledger.ts';
import { isZero, type Money, moneySchema, subtractMoney, sumMoney } from '../../shared/money.ts';

const F00 = 'f00';
const F01 = 'f01';
const account = (needsFund: boolean, neverNegative = false) => ({
  nameZh: '',
  nameEn: '',
  takesLines: true,
  needsFund,
  needsBeneficiary: false,
  neverNegative,
  balance: '1000.00' as Money,
});
const codes = ['100101', '100201', '112201', '220902', '490101', '490102', '530101', '530102'];
const facts: Facts = {
  today: '2026-02-10',
  words: 'one',
  accounts: new Map(codes.map((code) => [code, account(code >= '3', code.startsWith('100'))])),
  funds: new Map(
    ([F00, F01] as const).map((id) => [
      id,
      {
        code: id,
        name: id,
        kind: id === F00 ? ('unrestricted' as const) : ('restricted' as const),
        balance: '500.00' as Money,
        available: '500.00' as Money,
      },
    ]),
  ),
  rules: [
    { prefix: '1', plain: true, correction: true, priorYear: true },
    { prefix: '2', plain: true, correction: true, priorYear: true },
    { prefix: '4', plain: true, correction: true, priorYear: false },
    { prefix: '4101', plain: false, correction: false, priorYear: false },
    { prefix: '5', plain: true, correction: true, priorYear: false },
  ],
  event: { debits: ['1', '2', '4', '5'], credits: ['1', '2', '4', '5'], outside: false },
  period: 'open',
  requests: new Map(),
  original: undefined,
};
const content = (lines: readonly Line[], values: Partial<Content> = {}): Content => ({
  voucherDate: '2026-02-10',
  summary: '摘要',
  correction: null,
  lines,
  papers: 1,
  ...values,
});

const money = fc.integer({ min: 1, max: 50_000 }).map((fen) => {
  const text = String(fen).padStart(3, '0');
  return moneySchema.parse(`${text.slice(0, -2)}.${text.slice(-2)}`);
});
const aLine: fc.Arbitrary<Line> = fc
  .record({
    account: fc.constantFrom(...codes),
    side: fc.constantFrom('debit' as const, 'credit' as const),
    amount: money,
  })
  .map((line) => ({
    ...line,
    fundId: line.account >= '3' ? (line.account.endsWith('02') ? F01 : F00) : null,
    requestId: null,
    beneficiary: null,
  }));
const someLines = fc.array(aLine, { minLength: 2, maxLength: 8 });
const has = (lines: readonly Line[], code: string, more: Partial<Content> = {}) =>
  examine(content(lines, more), facts).problems.some((each) => each.code === code);

describe('whatever the lines', () => {
  test('unbalanced is said exactly when debit and credit differ', () => {
    fc.assert(
      fc.property(someLines, (lines) => {
        const differs = sideTotal(lines, 'debit') !== sideTotal(lines, 'credit');
        expect(has(lines, 'JOURNAL_UNBALANCED')).toBe(differs);
      }),
    );
  });

  test('one-sided is said exactly when a side is empty', () => {
    fc.assert(
      fc.property(someLines, (lines) => {
        expect(has(lines, 'JOURNAL_LINES')).toBe(new Set(lines.map((each) => each.side)).size < 2);
      }),
    );
  });

  test('every problem of a line stands at a line that is there', () => {
    fc.assert(
      fc.property(someLines, (lines) => {
        for (const { pointer } of examine(content(lines), facts).problems) {
          const [, part, index] = pointer.split('/');
          if (part === 'lines' && index !== undefined)
            expect(Number(index)).toBeLessThan(lines.length);
        }
      }),
    );
  });

  test('a fund that is taken away is asked for at its line', () => {
    fc.assert(
      fc.property(someLines, fc.nat(), (lines, pick) => {
        const at = pick % lines.length;
        const without = lines.map((line, index) =>
          index === at ? { ...line, fundId: null } : line,
        );
        const needs = lines[at]!.account >= '3';
        const said = examine(content(without), facts).problems.some(
          (each) => each.code === 'FUND_REQUIRED' && each.pointer === `/lines/${at}/fundId`,
        );
        expect(said).toBe(needs);
      }),
    );
  });

  test('of a balanced voucher, funds together gain what assets less liabilities gain', () => {
    fc.assert(
      fc.property(someLines, (lines) => {
        const debit = sideTotal(lines, 'debit');
        const credit = sideTotal(lines, 'credit');
        const gap = subtractMoney(debit, credit);
        const balanced = isZero(gap)
          ? lines
          : [
              ...lines,
              {
                ...lines[0]!,
                account: '112201',
                fundId: null,
                side: gap.startsWith('-') ? ('debit' as const) : ('credit' as const),
                amount: gap.replace('-', '') as Money,
              },
            ];
        const { funds } = examine(content(balanced), facts);
        const gained = sumMoney(
          funds.map((fund) => subtractMoney(fund.balanceAfter, fund.balanceBefore)),
        );
        const net = (prefix: string) =>
          sumMoney(
            [...new Set(balanced.map((each) => each.account))]
              .filter((code) => code.startsWith(prefix))
              .map((code) => accountAfter(code, '0.00' as Money, balanced)),
          );
        expect(gained).toBe(sumMoney([net('1'), net('2')]));
      }),
    );
  });

  test('a correction by the same lines moves nothing and lets nothing out', () => {
    fc.assert(
      fc.property(someLines, (lines) => {
        const original = {
          voucherDate: '2026-01-31',
          sourceType: 'manual',
          isReversal: false,
          isCorrected: false,
          lines,
        };
        const same = content(lines, { correction: 'full', papers: 0 });
        expect(moneyOut(same, original)).toBe('0.00');
        const { funds, accounts, needsApproval } = examine(same, { ...facts, original });
        expect(needsApproval).toBe(false);
        for (const each of funds) expect(each.balanceAfter).toBe(each.balanceBefore);
        for (const each of accounts) expect(each.after).toBe(each.before);
        const both = [...lines, ...inRed(lines)];
        expect(isZero(sideTotal(both, 'debit')) && isZero(sideTotal(both, 'credit'))).toBe(true);
      }),
    );
  });

  test('with three words a voucher that is not mixed has one word for all its money', () => {
    fc.assert(
      fc.property(someLines, (lines) => {
        const word = wordOf('three', lines);
        const tills = lines.filter((line) => line.account.startsWith('100'));
        expect(word === '转').toBe(tills.length === 0);
        if (isMixed(content(lines), 'three')) return;
        if (word === '收') expect(tills.every(({ side }) => side === 'debit')).toBe(true);
      }),
    );
  });
});

test('the longest prefix decides', () => {
  expect(ruleFor(facts.rules, '410101')?.plain).toBe(false);
  expect(ruleFor(facts.rules, '440101')?.plain).toBe(true);
  expect(ruleFor(facts.rules, '3101')).toBeUndefined();
});

test('which ways of correcting are open depends on the year and on what was posted', () => {
  const of = (sourceType: string, account_ = '530101') => ({
    voucherDate: '2026-12-31',
    sourceType,
    isReversal: false,
    isCorrected: false,
    lines: [{ ...content([]), account: account_ } as unknown as Line],
  });
  expect(kindsFor(of('manual'), '2026-12-31')).toEqual(['full', 'difference']);
  expect(kindsFor(of('manual', '510102'), '2026-12-31')).toEqual([]);
  expect(kindsFor(of('deposit'), '2026-12-31')).toEqual(['full']);
  expect(kindsFor(of('donation'), '2026-12-31')).toEqual([]);
  expect(kindsFor(of('donation'), '2027-01-01')).toEqual(['prior_year']);
  expect(kindsFor({ ...of('manual'), isCorrected: true }, '2027-01-01')).toEqual([]);
  expect(kindsFor(of('closing'), '2027-01-01')).toEqual([]);
});

test('nobody takes both sides of a voucher, whatever roles they hold', () => {
  const everybody = { roles: ['treasurer', 'chair'] as const, personId: 'p' };
  for (const action of draftAction.options) {
    for (const status of draftStatus.options) {
      for (const preparedPersonId of ['p', 'q']) {
        const draft = {
          status,
          preparedPersonId,
          correction: null,
          isApproved: false,
          needsApproval: action === 'approve',
        };
        const may = refusalOf(action, draft, everybody) === undefined;
        const { from, by } = steps[action];
        const isMine = preparedPersonId === 'p';
        expect(may).toBe(
          from.includes(status) && (by === 'anybody' || (by === 'preparer') === isMine),
        );
      }
    }
  }
  const cashier = { roles: ['cashier'] as const, personId: 'q' };
  const open = {
    status: 'reviewed' as const,
    preparedPersonId: 'p',
    correction: null,
    isApproved: false,
    needsApproval: true,
  };
  expect(refusalOf('post', open, cashier)).toBe('FORBIDDEN');
  expect(refusalOf('post', open, everybody)).toBe('APPROVAL_REQUIRED');
});
