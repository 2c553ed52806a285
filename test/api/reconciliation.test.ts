import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { unreconciledAccounts } from '../../server/reconciliation/service.ts';
import {
  bankGift,
  bookJanuary,
  confirm,
  matchingNow,
  row,
  sidesOf,
  take,
} from '../support/bank.ts';
import { ok } from '../support/cases.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld('2026-02-10T02:00:00.000Z');
const treasurer = world.as('treasurer');
const vouchers = async () =>
  (await world.client`select count(*)::int as n from vouchers`)[0]!['n'] as number;
const unreconciled = (period: number) =>
  world.core.database.transaction(async (db) => {
    const sql = (db as unknown as { session: { client: never } }).session.client;
    return unreconciledAccounts({ db, sql, operationId: '' }, period);
  });

await bookJanuary(world);
ok(await take(world));

describe('matching', () => {
  test('proposes the reference first, then the amount of near days', async () => {
    const { proposals, statementLines, ledgerLines } = await matchingNow(world);
    expect(proposals.map(({ by }) => by)).toEqual(['reference', 'amount']);
    expect(statementLines.map(({ amount }) => amount)).toEqual([
      '7000.00',
      '500.00',
      '-5.00',
      '12.37',
    ]);
    expect(ledgerLines.map(({ reference }) => reference)).toEqual(['T-1', null, 'S-1']);
  });

  test('refuses lines that do not agree, are not there, or are named twice', async () => {
    const { proposals } = await matchingNow(world);
    const [first, second] = proposals.map(sidesOf);
    const crossed = { ...first, ledgerLines: second!.ledgerLines };
    const unknown = { ...first, statementLineIds: [randomUUID()] };
    const cases = [
      [[crossed], 422, 'MATCH_DIFFERS'],
      [[unknown], 404, 'NOT_FOUND'],
      [[first, first], 409, 'DUPLICATE'],
      [[{ statementLineIds: [], ledgerLines: [] }], 422, 'MATCH_DIFFERS'],
      [[first, crossed], 409, 'DUPLICATE'],
    ] as const;
    for (const [matches, status, code] of cases) {
      const answer = await confirm(world, matches as never);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
    }
    const elsewhere = await confirm(world, [first!], '100901');
    expect(elsewhere.status).toBe(404);
    expect((await matchingNow(world)).matches).toEqual([]);
  });

  test('eight match the same line: one does', async () => {
    const { proposals } = await matchingNow(world);
    const sides = proposals.map(sidesOf);
    const answers = await Promise.all(Array.from({ length: 8 }, () => confirm(world, sides)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => body.code)).toEqual(
      Array(7).fill('ALREADY_MATCHED'),
    );
    expect((await matchingNow(world)).matches).toHaveLength(2);
  });

  test('is undone by adding, once, and can be made anew', async () => {
    const [match] = (await matchingNow(world)).matches;
    const undo = () => treasurer.post(`/bank-matches/${match!.id}/undo`, { reason: '看错' });
    const answers = await Promise.all(Array.from({ length: 8 }, undo));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
    const { proposals } = await matchingNow(world);
    expect(proposals).toHaveLength(1);
    expect((await confirm(world, proposals.map(sidesOf))).status).toBe(201);
  });
});

describe('the reconciliation', () => {
  const draft = (asOf = '2026-01-31', login = 'treasurer') =>
    world.as(login).get(`/reconciliation-draft?account=100201&asOf=${asOf}`);
  const prepare = (login = 'treasurer', asOf = '2026-01-31') =>
    world.as(login).post('/bank-reconciliations', { accountCode: '100201', asOf });

  test('adjusts both balances to the same sum, in the layout of the paper', async () => {
    expect((await draft()).body).toMatchObject({
      bookBalance: '7800.00',
      bankIn: '12.37',
      bankOut: '5.00',
      adjustedBooks: '7807.37',
      bankBalance: '7507.37',
      bookIn: '300.00',
      bookOut: '0.00',
      adjustedBank: '7807.37',
      difference: '0.00',
      mayPrepare: true,
      items: [
        { kind: 'bank_in', date: '2026-01-31', summary: '利息', amount: '12.37' },
        { kind: 'bank_out', date: '2026-01-29', amount: '5.00' },
        { kind: 'book_in', date: '2026-01-30', amount: '300.00', old: false },
      ],
    });
    const early = (await draft('2026-01-06')).body;
    // the bank knew of the second gift on the 7th only
    expect(early).toMatchObject({
      bookBalance: '7500.00',
      bankBalance: '7000.00',
      bookIn: '500.00',
    });
    const missing = await draft('2026-02-01');
    expect([missing.status, missing.body.code]).toEqual([409, 'STATEMENT_MISSING']);
  });

  test('is not prepared by a cashier, nor by whoever banked as one in the time', async () => {
    expect((await prepare('cashier')).status).toBe(403);
    const change = { roles: ['treasurer'], version: 1 };
    ok(await world.as('admin').post(`/users/${world.users['cashier']}/roles`, change));
    const answer = await prepare('cashier');
    expect([answer.status, answer.body.code]).toEqual([403, 'SOD_VIOLATION']);
    expect((await draft('2026-01-31', 'cashier')).body).toMatchObject({
      handledMoney: true,
      mayPrepare: false,
    });
  });

  test('waits for the month’s close until it is signed by another person, and posts nothing', async () => {
    const before = await vouchers();
    expect(await unreconciled(202601)).toEqual(['100201']);
    const { id } = ok(await prepare());
    expect(await unreconciled(202601)).toEqual(['100201']);
    const own = await treasurer.post(`/bank-reconciliations/${id}/review`);
    expect([own.status, own.body.code]).toEqual([403, 'SOD_VIOLATION']);
    const banker = await world.as('cashier').post(`/bank-reconciliations/${id}/review`);
    expect([banker.status, banker.body.code]).toEqual([403, 'SOD_VIOLATION']);
    const review = (login: string) => world.as(login).post(`/bank-reconciliations/${id}/review`);
    const answers = await Promise.all(
      ['treasurer2', 'chair', 'chair', 'treasurer2', 'chair', 'chair', 'chair', 'chair'].map(
        review,
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
    expect(await unreconciled(202601)).toEqual([]);
    expect(await unreconciled(202602)).toEqual(['100201']);
    expect(await vouchers()).toBe(before);
    const [posting] = await world.client`select count(*)::int as n from vouchers v
      join audit_entries a on a.operation_id = v.operation_id
      where a.action like 'reconciliation.%' or a.action like 'bank.%' or a.action like 'statement.%'`;
    expect(posting).toEqual({ n: 0 });
    const list = (await world.as('auditor').get('/bank-reconciliations?account=100201')).body;
    expect(list.items).toMatchObject([
      { id, asOf: '2026-01-31', adjusted: '7807.37', outstanding: 3 },
    ]);
    const frozen = (await world.as('auditor').get(`/bank-reconciliations/${id}`)).body;
    expect(frozen).toMatchObject({ adjustedBank: '7807.37', mayReview: false });
    const [match] = (await matchingNow(world)).matches;
    expect(match!.mayUndo).toBe(false);
    const undo = await treasurer.post(`/bank-matches/${match!.id}/undo`, { reason: '改' });
    expect([undo.status, undo.body.code]).toEqual([409, 'STATE_CONFLICT']);
  });

  test('that the books moved under is not signed, and a signed one no longer counts', async () => {
    const { id } = ok(await prepare());
    await bankGift(world, '1.00', '2026-01-20');
    const answer = await world.as('chair').post(`/bank-reconciliations/${id}/review`);
    expect([answer.status, answer.body.code]).toEqual([409, 'STATE_CONFLICT']);
    expect(await unreconciled(202601)).toEqual(['100201']);
  });

  test('that does not agree is shown with its difference and refused', async () => {
    // February's statement forgets what January's ended with
    ok(
      await take(world, {
        startsOn: '2026-02-01',
        endsOn: '2026-02-09',
        opening: '7000.00',
        closing: '7300.00',
        rows: [row('2026-02-02', '300.00', '0.00', 'S-1')],
      }),
    );
    expect((await draft('2026-02-09')).body).toMatchObject({
      difference: '507.37',
      mayPrepare: false,
    });
    const answer = await prepare('treasurer', '2026-02-09');
    expect([answer.status, answer.body.code]).toEqual([409, 'RECONCILIATION_DIFFERS']);
    expect(answer.body.params).toEqual({ difference: '507.37' });
    const later = await prepare('treasurer', '2026-02-11');
    expect([later.status, later.body.code]).toEqual([422, 'DATE_FUTURE']);
  });
});

test('many lines of the books are one of the bank, by CSV; a voucher and its reversal are none', async () => {
  await bankGift(world, '40.00', '2026-02-03');
  await bankGift(world, '60.00', '2026-02-03');
  const csv = [
    '交易日期\t贷方发生额\t借方发生额\t余额\t对方户名\t流水号\t摘要',
    '20260204 10:00:00\t¥100.00\t\t7,400.00\t某某公司\t202602040001\t汇总入账',
    '2026/2/5\t-\t1,100.00\t6,300.00\t市医院\t202602050001\t医疗款',
  ].join('\n');
  const body = {
    startsOn: '2026-02-03',
    endsOn: '2026-02-08',
    opening: '7300.00',
    closing: '6300.00',
  };
  const { id } = ok(await take(world, { ...body, rows: undefined, csv }));
  const { lines } = (await treasurer.get(`/bank-statements/${id}`)).body;
  expect(lines).toMatchObject([
    { date: '2026-02-04', moneyIn: '100.00', balance: '7400.00', counterparty: '某某公司' },
    { date: '2026-02-05', moneyOut: '1100.00', reference: '202602050001' },
  ]);
  const { ledgerLines } = await matchingNow(world);
  const parts = ledgerLines
    .filter(({ date }) => date === '2026-02-03')
    .map(({ voucherId, lineNo }) => ({ voucherId, lineNo }));
  const many = { statementLineIds: [lines[0].id], ledgerLines: parts };
  expect((await confirm(world, [many])).status).toBe(201);
  const wrong = await bankGift(world, '9.00', '2026-02-06');
  const reversal = { reason: '误录', reversedOn: '2026-02-06' };
  ok(await world.as('treasurer2').post(`/donations/${wrong.id}/reverse`, reversal));
  const pair = (await matchingNow(world)).proposals.find(({ by }) => by === 'reversal');
  expect(pair?.ledgerLines).toHaveLength(2);
  expect((await confirm(world, [sidesOf(pair!)])).status).toBe(201);
});

test('the accounts say how far each is reconciled', async () => {
  const { items } = (await world.as('chair').get('/statement-accounts')).body;
  expect(items.map(({ code }: { code: string }) => code)).toEqual([
    '100201',
    '100202',
    '100901',
    '100902',
    '100903',
  ]);
  expect(items[0]).toMatchObject({ statementEndsOn: '2026-02-09', reconciledOn: '2026-01-31' });
});
