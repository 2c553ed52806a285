import { createRequire } from 'node:module';
import request from 'supertest';
import { expect, test } from 'vitest';
import { recordText } from '../../server/reports/gbt24589.ts';
import { negateMoney, subtractMoney, sumMoney, type Money, ZERO } from '../../shared/money.ts';
import { ok } from '../support/cases.ts';
import { smallFund } from '../support/small-fund.ts';
import { openBeneficiary } from '../support/posts-agency.ts';
import { makeWorld } from '../support/world.ts';

/** A real XML parser; the package brings no types. */
const { JSDOM } = createRequire(import.meta.url)('jsdom') as {
  JSDOM: new (html: string) => { window: { DOMParser: typeof DOMParser } };
};

/** The interface file of the audit office, read by an XML parser and compared with our books. */
const world = await makeWorld();
const treasurer = world.as('treasurer');
await openBeneficiary(world, 'A07');
ok(
  await treasurer.post('/opening-sheets', {
    firstMonth: 202601,
    rows: [
      { accountCode: '100201', debit: '900.00', credit: '0' },
      { accountCode: '120101', fundCode: 'F01', debit: '77.00', credit: '0' },
      { accountCode: '100202', beneficiary: 'A07', debit: '30.00', credit: '0' },
      { accountCode: '2601', beneficiary: 'A07', debit: '0', credit: '30.00' },
      { accountCode: '3102', fundCode: 'F01', debit: '0', credit: '977.00' },
    ],
    funds: [{ fundCode: 'F01', balance: '977.00' }],
  }),
);
const { sheet } = ok(await treasurer.get('/opening'));
ok(await world.as('treasurer2').post(`/opening-sheets/${sheet.id}/review`));
ok(await treasurer.post(`/opening-sheets/${sheet.id}/post`));
await smallFund(world);
world.setNow('2026-02-10T02:00:00.000Z');
const gift = { driveId: null, donor: { kind: 'person', name: '赵<捐>&赠' }, channel: 'wechat' };
ok(
  await treasurer.post('/donations', {
    ...gift,
    gross: '10.00',
    fee: '0.06',
    receivedOn: '2026-02-10',
  }),
);

async function exported(fromPeriod: number, toPeriod: number) {
  const body = { format: 'gbt24589', fromPeriod, toPeriod };
  const { id, fileName } = ok(await world.as('auditor').post('/exports', body));
  const answer = await request(world.app)
    .get(`/api/v1/exports/${id as string}/journal`)
    .set('Authorization', `Bearer ${await world.tokenOf('auditor')}`)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });
  expect([answer.status, answer.type]).toEqual([200, 'application/xml']);
  expect(answer.headers['content-disposition']).toContain('filename="books.xml"');
  const text = (answer.body as Buffer).toString('utf8');
  expect(text).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>/);
  const { window } = new JSDOM('');
  const file = new window.DOMParser().parseFromString(text, 'application/xml');
  expect(file.querySelector('parsererror')).toBeNull();
  expect(file.documentElement.nodeName).toBe('总账');
  const records = [...file.documentElement.children].map((record) => ({
    name: record.nodeName,
    of: Object.fromEntries(
      [...record.children].map((field) => [field.nodeName, field.textContent ?? '']),
    ),
  }));
  return {
    text,
    fileName: fileName as string,
    all: (name: string) => records.filter((each) => each.name === name).map(({ of }) => of),
  };
}
const money = (text: string | undefined) => text as Money;
const net = (row: Record<string, string>, when: '期初' | '期末') =>
  row[`${when}余额方向`] === '贷'
    ? negateMoney(money(row[`${when}本币余额`]))
    : money(row[`${when}本币余额`]);

interface Leaf {
  accountCode: string;
  openingDebit: Money;
  openingCredit: Money;
  debit: Money;
  credit: Money;
  closingDebit: Money;
  closingCredit: Money;
}

test('balances and movements of each month are those of the trial balance, to the fen', async () => {
  const { all, fileName } = await exported(202601, 202612);
  expect(fileName).toBe('账簿-202601-202612.xml');
  const balances = all('科目余额及发生额');
  for (const [period, month] of [
    [202601, '01'],
    [202602, '02'],
  ] as const) {
    const { rows } = ok(await treasurer.get(`/reports/trial-balance?period=${period}`));
    const codes = new Set(
      (await world.client`select code from accounts where takes_lines`).map((row) => row['code']),
    );
    const leaves = (rows as Leaf[]).filter(({ accountCode }) => codes.has(accountCode));
    const ours = leaves.map((row) => [
      row.accountCode,
      subtractMoney(row.openingDebit, row.openingCredit),
      row.debit,
      row.credit,
      subtractMoney(row.closingDebit, row.closingCredit),
    ]);
    const theirs = leaves.map(({ accountCode }) => {
      const own = balances.filter(
        (row) => row['科目编号'] === accountCode && row['会计期间号'] === month,
      );
      return [
        accountCode,
        sumMoney(own.map((row) => net(row, '期初'))),
        sumMoney(own.map((row) => money(row['借方本币金额']))),
        sumMoney(own.map((row) => money(row['贷方本币金额']))),
        sumMoney(own.map((row) => net(row, '期末'))),
      ];
    });
    expect(theirs).toEqual(ours);
    expect(leaves.length).toBeGreaterThan(4);
    const accounts = new Set(leaves.map(({ accountCode }) => accountCode));
    const strangers = balances.filter(
      (row) => row['会计期间号'] === month && !accounts.has(row['科目编号']!),
    );
    expect(strangers).toEqual([]);
  }
  // by fund: what F01 stands at is the sum of its rows in classes 3 to 5
  const { items } = ok(await treasurer.get('/funds'));
  for (const fund of items as { code: string; balance: string }[]) {
    const own = balances.filter(
      (row) =>
        row['辅助项1编号'] === fund.code && row['会计期间号'] === '02' && row['科目编号']! >= '3',
    );
    expect([fund.code, negateMoney(sumMoney(own.map((row) => net(row, '期末'))))]).toEqual([
      fund.code,
      fund.balance,
    ]);
  }
});

test('the vouchers are those of the journal, line by line, and nobody is named', async () => {
  const { all, text } = await exported(202601, 202612);
  const lines = all('记账凭证').map((row) => [
    `${row['记账凭证日期']} ${row['记账凭证类型编号']}-${row['记账凭证编号']!.padStart(4, '0')}`,
    row['记账凭证行号'],
    row['科目编号'],
    row['辅助项1编号'],
    row['借方本币金额'],
    row['贷方本币金额'],
    row['制单人'],
  ]);
  const { items } = ok(
    await world.as('auditor').get('/reports/journal?from=2026-01-01&to=2026-12-31&limit=200'),
  );
  expect(lines).toEqual(
    items.map((line: Record<string, string>) => [
      `${line['voucherDate']!.replaceAll('-', '')} ${line['label']}`,
      String(line['lineNo']),
      line['accountCode'],
      line['fundCode'] ?? '',
      line['debit'],
      line['credit'],
      line['preparedByName'],
    ]),
  );
  const total = (column: string) => sumMoney(all('记账凭证').map((row) => money(row[column])));
  expect(total('借方本币金额')).toBe(total('贷方本币金额'));
  expect(total('借方本币金额')).not.toBe(ZERO);
  for (const name of ['赵', '王建国', '王小芳', '230199']) expect(text).not.toContain(name);
  expect(text).toContain('未与GB/T 24589.1-2024正式文本核对');
});

test('accounts come once each, with their dimensions', async () => {
  const { all } = await exported(202602, 202602);
  const chart = all('会计科目');
  const codes = chart.map((row) => row['科目编号']);
  expect(new Set(codes).size).toBe(codes.length);
  expect(chart.find((row) => row['科目编号'] === '410102')).toEqual({
    科目编号: '410102',
    科目名称: '限定性捐赠收入',
    科目级次: '2',
    科目类型: '收入',
    余额方向: '贷',
  });
  const aids = all('科目辅助核算').filter((row) => row['科目编号'] === '510102');
  expect(aids.map((row) => row['辅助项名称'])).toEqual(['基金', '项目', '个案']);
  expect(all('总账基础信息')).toMatchObject([{ 会计科目编号规则: '4-2-2-2-2' }]);
  const used = all('科目余额及发生额').map((row) => row['科目编号']);
  for (const code of used) expect(codes).toContain(code);
});

test('under another rule book the same amounts stand under its codes', async () => {
  const before = (await exported(202601, 202602)).all('科目余额及发生额');
  const choice = { ruleBook: 'government', version: 1, effectiveFrom: '2026-01-01' };
  const { id } = ok(await treasurer.post('/rule-book-choices', choice));
  ok(await world.as('chair').post(`/rule-book-choices/${id}/approve`));
  const { all } = await exported(202601, 202602);
  const chart = all('会计科目').map((row) => [row['科目编号'], row['科目名称'], row['余额方向']]);
  expect(chart).toContainEqual(['1002', '银行存款—受托代理资产', '借']);
  expect(chart).toContainEqual(['2901', '受托代理负债', '贷']);
  expect(chart).toContainEqual(['1891', '受托代理资产', '借']);
  const after = all('科目余额及发生额');
  const held = (rows: typeof before, codes: RegExp) =>
    sumMoney(
      rows
        .filter((row) => row['会计期间号'] === '02' && codes.test(row['科目编号']!))
        .map((row) => net(row, '期末')),
    );
  expect(held(after, /^1/)).toBe(held(before, /^1/));
  expect(held(after, /^2901/)).toBe(held(before, /^[2-5]/));
});

test('a span of two years is refused, and text cannot leave its element', async () => {
  const body = { format: 'gbt24589', fromPeriod: 202512, toPeriod: 202601 };
  const answer = await world.as('auditor').post('/exports', body);
  expect([answer.status, answer.body.code]).toEqual([422, 'ONE_YEAR_ONLY']);
  expect(recordText('记账凭证', [['记账凭证摘要', `</总账><a b='1'>&"`]])).toBe(
    '<记账凭证><记账凭证摘要>&lt;/总账&gt;&lt;a b=&apos;1&apos;&gt;&amp;&quot;</记账凭证摘要></记账凭证>\n',
  );
});
