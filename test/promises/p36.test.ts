import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import ExcelJS from 'exceljs';
import request from 'supertest';
import { afterAll, describe, expect, test } from 'vitest';
import { maskName } from '../../shared/identity.ts';
import { gift } from '../support/acts.ts';
import { family, idNumberOf, ok, orderBody, visit, vote } from '../support/cases.ts';
import { tamper } from '../support/tamper.ts';
import { unzip } from '../support/unzip.ts';
import { makeWorld } from '../support/world.ts';
import { reached } from './report.ts';

/**
 * P36: an export carries no formula but the sums of its own total rows, no link, and no personal
 * data that is not masked, whatever people typed; and its sums are its control totals when a
 * spreadsheet program computes them anew.
 */
const evil = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(1)',
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("http://evil.example","x")',
  '＝１＋１',
  '＋1',
  '－1',
  '＠SUM(1)',
  '<script>alert(1)</script>',
  'javascript:alert(1)',
  "' OR '1'='1",
  '{{7*7}}',
  '𠮷野家',
  '👨‍👩‍👧',
];
/** Sums in the last rows of lists: of the first five sheets, then of the books. */
// nobody gave cash here: the cash journal has nothing to add up
const LISTED = 2 + 8 + 12 + 3 + 1 + (2 + 2 + 0 + 2 + 10 + 1);
/** Totals inside the statements, two columns of the balance sheet's halves and so on. */
const OWN = 2 * (4 + 5) + 6 * 2 + 2 * 5;
const world = await makeWorld();
const treasurer = world.as('treasurer');

/** What must never leave in clear. */
const secrets = {
  donor: '欧阳建国明',
  donorPhone: '13912345678',
  applicant: '慕容小芳华',
  idNumber: idNumberOf(777),
  phone: '13700001111',
  address: '保密路77号4单元',
  account: '6250941006528599',
  story: '孩子的病情不可外传',
};

await tamper(world.adminUrl, async (sql) => {
  // staff and organisation names are typed by people too
  await sql`update persons set name = '=1+2' where name = '会计甲'`;
  await sql`update organisations set name = '@大有街道'`;
});
for (const [index, name] of evil.entries()) {
  const drive = ok(
    await treasurer.post('/drives', {
      code: `D${index + 1}`,
      name,
      fundId: world.funds.F01,
      purpose: name,
      target: '100.00',
      startsOn: '2026-01-01',
      fundraisingBasis: 'mutual_aid',
      surplusClause: name,
    }),
  );
  ok(
    await treasurer.post(
      '/donations',
      gift({
        driveId: drive['id'],
        donor: { kind: 'organisation', name, mayBeNamed: true },
        gross: `${index + 1}000.07`,
        // compared half-width and without blanks: some of these would be the same
        transactionReference: `${name}${index}`,
        note: name,
      }),
    ),
  );
}
ok(
  await treasurer.post(
    '/donations',
    gift({ donor: { kind: 'person', name: secrets.donor, phone: secrets.donorPhone } }),
  ),
);
await payWithEvilNames();

async function payWithEvilNames() {
  const worker = world.as('worker');
  const { applicant, idNumber, phone, address, story, account } = secrets;
  const household = family(world, { applicantName: applicant, idNumber, phone, address });
  const { id: householdId } = ok(await worker.post('/households', household));
  for (const [payeeKind, payeeName] of [
    ['hospital', '=1+1'],
    ['applicant', applicant],
  ] as const) {
    const { id } = ok(
      await worker.post('/aid-requests', {
        householdId,
        needCode: '01',
        fundId: world.funds.F01,
        requested: '500.00',
        story,
        summary: '=1+1',
      }),
    );
    ok(await worker.post(`/aid-requests/${id}/submit`));
    await visit(world, id, '500.00');
    ok(await vote(world, 'member1', id, '500.00'));
    const body = orderBody(id, { payeeKind, payeeName, payeeBank: '=1', payeeAccount: account });
    const order = ok(await treasurer.post('/payment-orders', body));
    const bankReference = payeeKind === 'hospital' ? '-00123' : '+00123';
    const paying = { paidOn: '2026-01-10', bankReference };
    const paid = ok(await world.as('cashier').post(`/payment-orders/${order['id']}/pay`, paying));
    const proof = { kind: 'signature', reference: '+86', receivedOn: '2026-01-10' };
    ok(await world.as('cashier').post(`/payments/${paid['id']}/proof`, proof));
  }
}

const made = ok(
  await world.as('auditor').post('/exports', { fromPeriod: 202601, toPeriod: 202601 }),
);
const fetched = await request(world.app)
  .get(`/api/v1/exports/${made['id']}/workbook`)
  .set('Authorization', `Bearer ${await world.tokenOf('auditor')}`)
  .buffer()
  .parse((response, done) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('end', () => done(null, Buffer.concat(chunks)));
  });
const file = fetched.body as Buffer;
const parts = unzip(file);
const book = new ExcelJS.Workbook();
await book.xlsx.load(file as unknown as ArrayBuffer);

describe('the workbook of a fund whose people typed formulas', () => {
  test('has the typed texts in it, made harmless', () => {
    expect(fetched.status).toBe(200);
    const names = book.getWorksheet('捐赠明细')!.getColumn(4).values;
    for (const typed of evil) {
      const shown = /^[=+\-@＝＋－＠]/.test(typed) ? `'${typed}` : typed;
      expect(names).toContain(shown);
    }
  });

  test('has no formula but SUM in the last row of a sheet', () => {
    let formulas = 0;
    for (const sheet of book.worksheets) {
      sheet.eachRow((row, number) => {
        row.eachCell((cell) => {
          if (typeof cell.value === 'string')
            expect(cell.value).not.toMatch(/^[=+\-@＝＋－＠\t\r]/);
          if (cell.type !== ExcelJS.ValueType.Formula) return;
          formulas += 1;
          // a declared total: the last row of a list, or a row of totals of a statement
          if (number < sheet.rowCount) expect(captionOf(row, cell)).toMatch(/(合计|小计|总计)$/);
          expect(cell.formula).toMatch(/^SUM\(([A-Z]+\d+:[A-Z]+\d+,?)+\)$/);
        });
      });
    }
    const inXml = [...parts.values()].join('').match(/<f[ >]/g) ?? [];
    expect(inXml).toHaveLength(formulas);
    expect(formulas).toBe(LISTED + OWN);
  });

  test('links nowhere and names no program', () => {
    for (const [name, text] of parts) {
      expect(name).not.toMatch(/externalLink|vba|macro|connections|customXml|comments/i);
      if (name.endsWith('.rels')) expect(text).not.toMatch(/TargetMode="External"/);
      expect(text).not.toMatch(/<hyperlinks?[ >]/);
    }
  });

  test('keeps numbers of receipts, cases and banks as text, and amounts as numbers', () => {
    const payments = book.getWorksheet('发放明细')!.getRow(2);
    expect(payments.getCell(2).value).toBe('A2026-0001');
    expect(payments.getCell(15).value).toBe("'-00123");
    expect(payments.getCell(10).value).toBe(500);
    expect(payments.getCell(10).numFmt).toBe('#,##0.00;[Red]-#,##0.00');
    expect(book.getWorksheet('捐赠明细')!.getRow(2).getCell(12).value).toBe('2026-000001');
  });

  test('shows nobody unmasked', () => {
    const everything = [...parts.values()].join('\n');
    for (const secret of Object.values(secrets)) expect(everything).not.toContain(secret);
    expect(book.getWorksheet('发放明细')!.getColumn(3).values).toContain(
      maskName(secrets.applicant),
    );
  });
});

/** The words that a figure stands behind: the nearest text to its left. */
function captionOf(row: ExcelJS.Row, { col }: { col: number | string }): string {
  for (let column = Number(col); column > 0; column--) {
    const { value } = row.getCell(column);
    if (typeof value === 'string') return value;
  }
  return '';
}

const office = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'soffice'))
  .find((program) => existsSync(program));
if (office === undefined) console.log('P36: no soffice here, recalculation skipped');

test.skipIf(office === undefined)(
  'adds up to its control totals when LibreOffice computes every formula anew',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hardship-office-'));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    const computed = await recalculated(folder);
    const cover = new Map<string, unknown>();
    computed.getWorksheet('封面')!.eachRow((row) => {
      cover.set(row.getCell(1).text, row.getCell(2).value);
    });
    let sums = 0;
    for (const sheet of computed.worksheets.slice(1)) {
      const ours = book.getWorksheet(sheet.name)!;
      sheet.eachRow((row, number) => {
        row.eachCell((cell, column) => {
          if (cell.type !== ExcelJS.ValueType.Formula) return;
          sums += 1;
          const where = `${sheet.name} ${number} ${column}`;
          const shown = Number(ours.getRow(number).getCell(column).result).toFixed(2);
          expect([where, Number(cell.result).toFixed(2)]).toEqual([where, shown]);
          const total = cover.get(`${sheet.name} · ${sheet.getRow(1).getCell(column).text}`);
          if (total === undefined) return;
          expect([where, (total as number).toFixed(2)]).toEqual([where, shown]);
        });
      });
    }
    expect(sums).toBe(LISTED + OWN);
    const totals = computed.getWorksheet('资产负债表')!;
    const last = totals.getRow(totals.rowCount);
    expect(Number(last.getCell(8).result)).toBe(cover.get('资产负债表 · 资产总计 期末数'));
    reached('P36', 'no formula, no hidden data', `${evil.length} texts; ${sums} sums recomputed`);
  },
  120_000,
);

/**
 * The workbook after LibreOffice opened it, computed it and saved it; the cached sums are wrong
 * beforehand.
 */
async function recalculated(folder: string): Promise<ExcelJS.Workbook> {
  const wrong = new ExcelJS.Workbook();
  await wrong.xlsx.load(file as unknown as ArrayBuffer);
  for (const sheet of wrong.worksheets) {
    sheet.eachRow((row) => {
      row.eachCell((cell) => {
        if (cell.type !== ExcelJS.ValueType.Formula) return;
        cell.value = { formula: cell.formula, result: 1 };
      });
    });
  }
  writeFileSync(join(folder, 'books.xlsx'), Buffer.from(await wrong.xlsx.writeBuffer()));
  const profile = join(folder, 'profile');
  mkdirSync(join(profile, 'user'), { recursive: true });
  writeFileSync(join(profile, 'user/registrymodifications.xcu'), always);
  execFileSync(
    office!,
    [
      `-env:UserInstallation=file://${profile}`,
      '--headless',
      '--convert-to',
      'xlsx:Calc MS Excel 2007 XML',
      '--outdir',
      join(folder, 'out'),
      join(folder, 'books.xlsx'),
    ],
    { stdio: 'ignore', timeout: 100_000 },
  );
  const computed = new ExcelJS.Workbook();
  await computed.xlsx.readFile(join(folder, 'out/books.xlsx'));
  return computed;
}

/** Settings of LibreOffice: recalculate every workbook on load. */
const always = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`;
