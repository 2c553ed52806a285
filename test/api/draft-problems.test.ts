import { beforeAll, describe, expect, test } from 'vitest';
import { gift } from '../support/acts.ts';
import { fillFund, ok } from '../support/cases.ts';
import { drafted, interest, row, step } from '../support/drafts.ts';
import { type Answer, makeWorld } from '../support/world.ts';

const world = await makeWorld('2026-02-10T02:00:00.000Z');
const treasurer = world.as('treasurer');
const { F00, F01 } = world.funds;
const read = async (id: string) => ok(await world.as('auditor').get(`/drafts/${id}`));
const said = ({ status, body }: Answer) => (status < 300 ? status : `${status} ${body.code}`);

beforeAll(async () => {
  ok(await treasurer.post('/donations', gift({ gross: '1000.00', receivedOn: '2026-02-10' })));
  await fillFund(world, '5000.00', '2026-02-10');
});

describe('everything in the way is said at once, at its line', () => {
  const codes = ({ problems }: { problems: { pointer: string; code: string }[] }) =>
    problems.map(({ pointer, code }) => `${pointer} ${code}`);
  const preview = async (values: object) =>
    codes(ok(await treasurer.post('/drafts/preview', interest(world, values))));

  const bad: readonly (readonly [string, object, string[]])[] = [
    [
      'an empty voucher',
      { lines: [], summary: '', papers: [] },
      ['/summary TEXT_REQUIRED', '/lines JOURNAL_LINES', '/papers PAPERS_REQUIRED'],
    ],
    ['a day that has not come', { voucherDate: '2026-02-11' }, ['/voucherDate DATE_FUTURE']],
    [
      'one side, no fund, nothing, an unknown account',
      { event: 'M00', lines: [row('490101', 'credit', '1.00'), row('9', 'credit', '0.00')] },
      [
        '/lines JOURNAL_LINES',
        '/lines JOURNAL_UNBALANCED',
        '/lines/0/fundId FUND_REQUIRED',
        '/lines/1/account ACCOUNT_UNKNOWN',
        '/lines/1/amount AMOUNT_NOT_POSITIVE',
      ],
    ],
    [
      'agency money without its beneficiary, a gift, aid',
      {
        event: 'M00',
        lines: [
          row('100202', 'debit', '3.00'),
          row('410102', 'credit', '1.00', { fundId: F01 }),
          row('510102', 'credit', '2.00', { fundId: F01 }),
        ],
      },
      [
        '/lines/0/account ACCOUNT_NOT_ALLOWED',
        '/lines/0/beneficiary BENEFICIARY_REQUIRED',
        '/lines/1/account ACCOUNT_NOT_ALLOWED',
        '/lines/2/account ACCOUNT_NOT_ALLOWED',
      ],
    ],
    [
      'a fund of another kind, and one where none belongs',
      {
        event: 'M00',
        lines: [
          row('112201', 'debit', '1.00', { fundId: F01 }),
          row('490101', 'credit', '1.00', { fundId: F01 }),
        ],
      },
      ['/lines/0/fundId FUND_MISMATCH', '/lines/1/fundId FUND_MISMATCH'],
    ],
    [
      'two events in one',
      {
        event: 'M00',
        lines: [
          row('100101', 'debit', '5.00'),
          row('530101', 'debit', '1.00', { fundId: F00 }),
          row('100201', 'credit', '6.00'),
        ],
      },
      ['/lines VOUCHER_MIXED'],
    ],
    [
      'an account that does not belong to the event',
      { lines: [row('112201', 'debit', '1.00'), row('490101', 'credit', '1.00', { fundId: F00 })] },
      ['/lines/0/account ACCOUNT_NOT_ALLOWED'],
    ],
    [
      'more than the fund and the till have',
      {
        event: 'M00',
        lines: [
          row('530101', 'debit', '90000.00', { fundId: F00 }),
          row('100201', 'credit', '90000.00'),
        ],
      },
      ['/lines/0/fundId FUND_INSUFFICIENT', '/lines/1/account CASH_INSUFFICIENT'],
    ],
  ];
  test.each(bad)('%s', async (_name, values, expected) => {
    expect(await preview(values)).toEqual(expected);
    // and the same when it is saved and submitted
    const id = await drafted(world, interest(world, values));
    const refused = await step(world, 'treasurer', id, 'submit');
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(codes({ problems: refused.body.errors })).toEqual(expected);
    expect(await read(id)).toMatchObject({ status: 'draft' });
  });

  test('a closed month', async () => {
    const jan = gift({ gross: '1.00', receivedOn: '2026-01-15' });
    const { voucherId } = ok(await treasurer.post('/donations', jan));
    ok(await world.as('treasurer2').post(`/vouchers/${voucherId}/sign`));
    const early = interest(world, { voucherDate: '2026-01-20' });
    const id = await drafted(world, early);
    expect(said(await treasurer.post('/periods/202601/close'))).toBe('409 PERIOD_NOT_READY');
    ok(await step(world, 'treasurer', id, 'discard'));
    ok(await treasurer.post('/periods/202601/close'));
    expect(await preview({ voucherDate: '2026-01-20' })).toEqual(['/voucherDate PERIOD_LOCKED']);
    const late = await step(world, 'treasurer', await drafted(world, early), 'submit');
    expect(said(late)).toBe('409 PERIOD_LOCKED');
    expect(late.body.errors).toEqual([{ pointer: '/voucherDate', code: 'PERIOD_LOCKED' }]);
  });

  test('an id of nothing', async () => {
    const nowhere = '33333333-3333-4333-8333-333333333333';
    const lines = [row('490101', 'credit', '1.00', { fundId: nowhere })];
    const answer = await treasurer.post('/drafts', interest(world, { lines }));
    expect(said(answer)).toBe('422 VALUE_INVALID');
    expect(answer.body.errors[0].pointer).toBe('/lines/0/fundId');
  });
});
