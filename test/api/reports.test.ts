import type { AddressInfo } from 'node:net';
import ExcelJS from 'exceljs';
import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { ok } from '../support/cases.ts';
import { smallFund } from '../support/small-fund.ts';
import { tamper } from '../support/tamper.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld();
await smallFund(world);
const auditor = world.as('auditor');

interface TrialRow {
  accountCode: string;
  [column: string]: string | number;
}

describe('GET /reports/trial-balance', () => {
  test('shows each account and its parent, and both sides are equal', async () => {
    const { rows, totals } = ok(await auditor.get('/reports/trial-balance?period=202601'));
    const of = (code: string) => (rows as TrialRow[]).find((row) => row.accountCode === code);
    expect(of('100101')).toMatchObject({
      debit: '11900.00',
      credit: '11900.00',
      closingDebit: '0.00',
    });
    expect(of('1002')).toMatchObject({ closingDebit: '24900.00', level: 1 });
    expect(of('4101')).toMatchObject({ credit: '26260.00', closingCredit: '26260.00' });
    expect(of('410102')).toMatchObject({ credit: '25760.00', yearCredit: '25760.00' });
    expect(totals.debit).toBe(totals.credit);
    expect(totals.closingDebit).toBe(totals.closingCredit);
    expect(totals.closingDebit).toBe('26260.00');
  });

  test('opens the next month with what this one closed at, closed or not', async () => {
    const opening = async () => {
      const { rows } = ok(await auditor.get('/reports/trial-balance?period=202602'));
      return (rows as TrialRow[]).find((row) => row.accountCode === '1002')?.['openingDebit'];
    };
    expect(await opening()).toBe('24900.00');
    await closeJanuary();
    expect(await opening()).toBe('24900.00');
  });

  test('refuses what is no month', async () => {
    const answer = await auditor.get('/reports/trial-balance?period=202613');
    expect([answer.status, answer.body.code]).toEqual([422, 'DATE_INVALID']);
  });
});

async function closeJanuary() {
  const { items } = ok(await auditor.get('/vouchers?period=202601&limit=200'));
  for (const voucher of items as { id: string; preparedByName: string }[]) {
    const other = voucher.preparedByName === '会计乙' ? 'treasurer' : 'treasurer2';
    ok(await world.as(other).post(`/vouchers/${voucher.id}/sign`));
  }
  const answer = await world.as('treasurer').get('/periods');
  const [january] = ok(answer).items as { id: number }[];
  world.setNow('2026-02-03T02:00:00.000Z');
  ok(await world.as('treasurer').post(`/periods/${january!.id}/close`));
}

test('GET /reports/fund-statement foots for each fund and in total', async () => {
  const { rows, totals } = ok(await auditor.get('/reports/fund-statement?from=202601&to=202601'));
  expect(rows).toMatchObject([
    { fundCode: 'F00', donations: '500.00', expenses: '5.16', closing: '494.84' },
    {
      fundCode: 'F01',
      donations: '25760.00',
      aid: '500.00',
      closing: '25260.00',
      committed: '8000.00',
    },
  ]);
  expect(rows[1].available).toBe('17260.00');
  expect(totals).toMatchObject({ opening: '0.00', donations: '26260.00', closing: '25754.84' });
  const next = ok(await auditor.get('/reports/fund-statement?from=202602&to=202602'));
  expect(next.totals).toMatchObject({
    opening: '25754.84',
    donations: '0.00',
    closing: '25754.84',
  });
});

test('GET /reports/journal pages through every line once, in order', async () => {
  const path = '/reports/journal?from=2026-01-01&to=2026-01-31';
  const all = ok(await auditor.get(`${path}&limit=200`));
  expect(all.nextCursor).toBeNull();
  const seen: unknown[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = ok(await auditor.get(`${path}&limit=4${cursor && `&cursor=${cursor}`}`));
    seen.push(...page.items);
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(all.items);
  expect(all.items[0]).toMatchObject({
    label: '记-0001',
    lineNo: 1,
    debit: '11900.00',
    driveCode: 'D1',
  });
  const foreign = await auditor.get(`${path}&cursor=WzFd`);
  expect([foreign.status, foreign.body.code]).toEqual([422, 'PAGE_INVALID']);
});

describe('the workbook', () => {
  const made = (login: string) =>
    world.as(login).post('/exports', { fromPeriod: 202601, toPeriod: 202602 });
  const fetchIt = async (login: string, id: string) =>
    request(world.app)
      .get(`/api/v1/exports/${id}/workbook`)
      .set('Authorization', `Bearer ${await world.tokenOf(login)}`)
      .buffer()
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      });

  test('holds all sheets, whose totals are the control totals of the cover', async () => {
    const answer = await made('auditor');
    expect(answer.status).toBe(201);
    expect(answer.body.fileName).toBe('账簿-202601-202602.xlsx');
    const file = await fetchIt('auditor', answer.body.id);
    expect(file.status).toBe(200);
    expect(file.headers['content-disposition']).toContain(encodeURIComponent('账簿'));
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(file.body);
    expect(book.worksheets.map((sheet) => sheet.name)).toEqual([
      '封面',
      '序时账',
      '科目余额表',
      '基金收支结存表',
      '捐赠明细',
      '发放明细',
      '总账',
      '明细账',
      '现金日记账',
      '银行日记账',
      '多栏账',
      '数量金额式明细账',
      '发放花名册',
      '资产负债表',
      '业务活动表',
      '现金流量表',
    ]);
    const cover = new Map<string, ExcelJS.CellValue>();
    book.getWorksheet('封面')!.eachRow((row) => {
      cover.set(row.getCell(1).text, row.getCell(2).value);
    });
    expect(cover.get('校验')).toMatch(/^校验通过/);
    expect(cover.get('制表人')).toBe('审计');
    expect(cover.get('审计封印摘要')).toMatch(/^[0-9a-f]{64}$/);
    const journal = book.getWorksheet('序时账')!;
    expect(cover.get('序时账')).toBe(journal.rowCount - 2);
    const totals = journal.getRow(journal.rowCount);
    expect(totals.getCell(11).value).toEqual({
      formula: `SUM(K2:K${journal.rowCount - 1})`,
      result: cover.get('序时账 · 借方'),
    });
    expect(cover.get('捐赠明细 · 金额')).toBe(26260);
    expect(cover.get('发放明细 · 金额')).toBe(500);
    // January is closed: its income and aid stand in net assets
    expect(cover.get('科目余额表 · 期末借方')).toBe(25754.84);
    expect(cover.get('基金收支结存表 · 期末')).toBe(25754.84);
    const reference = book.getWorksheet('捐赠明细')!.getRow(3).getCell(13);
    expect(reference.value).toBe('00123');
  });

  test('is written into the trail, and is only for the one who asked', async () => {
    const { id } = ok(await made('treasurer'));
    const trail = ok(await auditor.get(`/audit-entries?subject=export:${id}`));
    expect(trail.items).toMatchObject([{ action: 'export.made', personName: '会计甲' }]);
    expect(JSON.parse(trail.items[0].body)).toMatchObject({ fromPeriod: 202601 });
    expect((await fetchIt('auditor', id)).status).toBe(404);
    expect((await made('cashier')).status).toBe(403);
  });

  test('ends with its query when the reader goes away', async () => {
    const { id } = ok(await made('auditor'));
    const server = world.app.listen(0);
    const { port } = server.address() as AddressInfo;
    const leaving = new AbortController();
    const asked = fetch(`http://127.0.0.1:${port}/api/v1/exports/${id}/workbook`, {
      headers: { Authorization: `Bearer ${await world.tokenOf('auditor')}` },
      signal: leaving.signal,
    });
    setTimeout(() => leaving.abort(), 300);
    await expect(asked).rejects.toThrow('aborted');
    await expect
      .poll(() => world.logLines.filter((line) => line.includes('abandoned')).length)
      .toBe(1);
    const left = await world.client`
      select 1 from pg_stat_activity where application_name = 'hardship-fund export'
        and datname = current_database()`;
    expect(left).toHaveLength(0);
    server.closeAllConnections();
    server.close();
  });

  test('says on its cover when the books were changed behind the application', async () => {
    await tamper(
      world.adminUrl,
      (sql) => sql`update votes set approves = not approves where seq = 1`,
    );
    const { id } = ok(await made('auditor'));
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await fetchIt('auditor', id)).body);
    const cover = book.getWorksheet('封面')!;
    const lines: string[] = [];
    cover.eachRow((row) => lines.push(row.getCell(2).text));
    expect(lines.find((line) => line.startsWith('校验失败'))).toMatch(/A2026-0001/);
  });
});
