import { describe, expect, test } from 'vitest';
import { verify } from '../../server/audit/verify.ts';
import { gift } from '../support/acts.ts';
import { fundNow, ok } from '../support/cases.ts';
import {
  afterMonth,
  brokenPoints,
  closeMonth,
  closingLinesOf,
  netAssets,
  signMonth,
} from '../support/months.ts';
import { smallFund } from '../support/small-fund.ts';
import { makeWorld, type Answer } from '../support/world.ts';

const world = await makeWorld();
const treasurer = world.as('treasurer');
const chair = world.as('chair');
const said = ({ status, body }: Answer) => (status < 300 ? 'done' : `${status} ${body.code}`);
const give = async (values: object) => ok(await treasurer.post('/donations', gift(values)));
const checklist = async (login: string, period: number) =>
  ok(await world.as(login).get(`/periods/${period}/checklist`));
const auditOf = async (action: string) => {
  const { items } = ok(await world.as('auditor').get('/audit-entries?limit=50'));
  return (items as { action: string; subject: string }[]).filter((row) => row.action === action);
};
/** Everything the verifier says is wrong. */
export async function findings(): Promise<string[]> {
  const evidence = { publicKeys: new Map(), sealFileLines: [] };
  const { findings: bad } = await world.core.client.begin((sql) => verify(sql, evidence));
  return bad.map(({ check, row, detail }) => `${check}: ${row}: ${detail}`);
}

await smallFund(world);

describe('a month closes', () => {
  test('GET /periods answers when no month is open, too', async () => {
    expect(ok(await treasurer.get('/periods')).items).toMatchObject([
      { id: 202601, status: 'open', mayClose: false },
    ]);
  });

  test('not before it is over, and the checklist names each blocker with its page', async () => {
    expect(await brokenPoints(world, 202601)).toEqual(
      expect.arrayContaining([
        'month_not_over 1',
        expect.stringMatching(/^vouchers_unsigned \d+$/),
      ]),
    );
    const { points, posts, allowedActions } = await checklist('treasurer', 202601);
    expect(points).toContainEqual({
      name: 'vouchers_unsigned',
      level: 'blocker',
      count: expect.any(Number),
      path: '/vouchers?period=202601',
    });
    expect(posts).toHaveLength(1);
    expect(allowedActions).toEqual([]);
    expect(said(await treasurer.post('/periods/202601/close'))).toBe('409 PERIOD_NOT_OVER');
  });

  test('not while vouchers lack their signature', async () => {
    afterMonth(world, 202601);
    const refused = await treasurer.post('/periods/202601/close');
    expect(said(refused)).toBe('409 PERIOD_NOT_READY');
    expect(refused.body.params).toEqual({ blockers: 'vouchers_unsigned' });
  });

  test('not while a cash count of the month waits for its second signature', async () => {
    await signMonth(world, 202601);
    world.setNow('2026-01-31T04:00:00.000Z');
    const { id } = ok(
      await world
        .as('cashier')
        .post('/cash-counts', { countedOn: '2026-01-31', countedAmount: '1.00' }),
    );
    afterMonth(world, 202601);
    expect(await brokenPoints(world, 202601)).toEqual(['cash_count_open 1']);
    expect((await treasurer.post('/periods/202601/close')).body.params).toEqual({
      blockers: 'cash_count_open',
    });
    ok(await treasurer.post(`/cash-counts/${id}/confirm`));
    await signMonth(world, 202601);
  });

  test('with the vouchers that bring income and expense to zero', async () => {
    const before = await fundNow(world, 'F01');
    const { posts, allowedActions } = await checklist('treasurer', 202601);
    expect(allowedActions).toEqual(['close']);
    ok(await treasurer.post('/periods/202601/close'));
    expect(await closingLinesOf(world, 202601)).toEqual([
      '410101 F00 debit 500.00',
      '3101 F00 credit 500.00',
      '540101 F00 credit 5.16',
      '3101 F00 debit 5.16',
      '410102 F01 debit 25760.00',
      '3102 F01 credit 25760.00',
      '510102 F01 credit 500.00',
      '3102 F01 debit 500.00',
    ]);
    expect(
      (posts[0].lines as Record<string, string>[]).map(
        (line) => `${line['accountCode']} ${line['fundCode']} ${line['side']} ${line['amount']}`,
      ),
    ).toEqual(await closingLinesOf(world, 202601));
    expect(await netAssets(world)).toEqual({ '3101 F00': '494.84', '3102 F01': '25260.00' });
    expect(await fundNow(world, 'F01')).toEqual(before);
    expect(await auditOf('period.closed')).toMatchObject([{ subject: 'period:202601' }]);
    expect(ok(await treasurer.get('/periods')).items).toMatchObject([
      { id: 202601, status: 'closed', mayClose: false },
    ]);
    expect(await findings()).toEqual([]);
  });

  test('and statements leave its closing vouchers out', async () => {
    const path = '/reports/fund-statement?from=202601&to=202601';
    expect(ok(await world.as('auditor').get(path)).rows).toMatchObject([
      { fundCode: 'F00', donations: '500.00', expenses: '5.16', transfersIn: '0.00' },
      { fundCode: 'F01', donations: '25760.00', aid: '500.00', transfersOut: '0.00' },
    ]);
    expect(ok(await chair.get('/today')).months).toEqual([
      { periodId: 202601, received: '26260.00', paid: '500.00' },
    ]);
  });

  test('once', async () => {
    expect(said(await treasurer.post('/periods/202601/close'))).toBe('409 STATE_CONFLICT');
    expect(said(await treasurer.get('/periods/203001/checklist'))).toBe('404 NOT_FOUND');
    expect(said(await treasurer.post('/periods/203001/close'))).toBe('409 STATE_CONFLICT');
  });
});

describe('a month opens again', () => {
  const ask = (login = 'treasurer', period = 202601) =>
    world.as(login).post(`/periods/${period}/reopen-requests`, { reason: '漏记一笔捐款' });
  const decide = (approves: boolean, login = 'chair') =>
    world.as(login).post('/periods/202601/reopen-decision', { approves });

  test('when a treasurer asks and the chair approves, and not otherwise', async () => {
    expect(said(await decide(true))).toBe('409 STATE_CONFLICT');
    expect(said(await ask('treasurer', 202512))).toBe('409 STATE_CONFLICT');
    ok(await ask());
    expect(said(await ask('treasurer2'))).toBe('409 STATE_CONFLICT');
    expect(ok(await chair.get('/today')).tasks).toContainEqual(
      expect.objectContaining({ kind: 'decide_reopening', path: '/periods/202601' }),
    );
    expect(await checklist('chair', 202601)).toMatchObject({
      status: 'closed',
      reopening: { reason: '漏记一笔捐款', askedByName: '会计甲' },
      allowedActions: ['decide_reopening'],
    });
    expect(ok(await decide(false)).status).toBe('closed');
    expect(await netAssets(world)).toEqual({ '3101 F00': '494.84', '3102 F01': '25260.00' });
  });

  test('not by the person who asked, through whatever account', async () => {
    ok(await ask());
    const sql = world.core.client;
    await sql`insert into users (person_id, login, roles, password_hash, status, created_at)
      values (${world.personOf['treasurer']!}, 'twin', '{chair}', 'none', 'active', now())`;
    const [twin] = await sql`select id from users where login = 'twin'`;
    world.users['twin'] = twin!['id'] as string;
    expect((await checklist('twin', 202601)).allowedActions).toEqual([]);
    expect(said(await decide(true, 'twin'))).toBe('403 SOD_VIOLATION');
  });

  test('and takes its closing vouchers back in red', async () => {
    expect(ok(await decide(true)).status).toBe('open');
    expect(await netAssets(world)).toEqual({
      '410101 F00': '500.00',
      '410102 F01': '25760.00',
      '510102 F01': '-500.00',
      '540101 F00': '-5.16',
    });
    const [kept] = await world.core.client`select count(*)::int as n from closing_balances`;
    expect(kept).toEqual({ n: 0 });
    expect(await auditOf('period.reopening_decided')).toHaveLength(2);
    expect(await findings()).toEqual([]);
  });

  test('and closes again to the same balances', async () => {
    await give({ receivedOn: '2026-01-31', gross: '0.16' });
    const refused = await treasurer.post('/periods/202601/close');
    expect(refused.body.params).toEqual({ blockers: 'vouchers_unsigned' });
    await closeMonth(world, 202601);
    expect(await netAssets(world)).toEqual({ '3101 F00': '495.00', '3102 F01': '25260.00' });
    ok(await ask());
    ok(await decide(true));
    await closeMonth(world, 202601);
    expect(await netAssets(world)).toEqual({ '3101 F00': '495.00', '3102 F01': '25260.00' });
    expect(await findings()).toEqual([]);
  });
});
