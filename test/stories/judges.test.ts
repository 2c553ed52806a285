import fc from 'fast-check';
import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { entryText, headText, type TextEntry } from '../../server/reports/plain-text.ts';
import { sumMoney, type Money } from '../../shared/money.ts';
import { ok } from '../support/cases.ts';
import {
  type Balances,
  beanCheck,
  beancountBalances,
  hledgerBalances,
  isInstalled,
} from '../support/judges.ts';
import { smallFund } from '../support/small-fund.ts';
import { makeWorld } from '../support/world.ts';

/** Independent judges: other people's accounting programs agree with our books to the fen. */
const hledger = isInstalled('hledger');
const beancount = isInstalled('bean-check');
if (!hledger) console.log('judges: hledger is not installed, its checks are skipped');
if (!beancount) console.log('judges: beancount is not installed, its checks are skipped');

const world = await makeWorld();
await smallFund(world);
const treasurer = world.as('treasurer');
const gift = { driveId: null, donor: { kind: 'anonymous' }, channel: 'bank', gross: '3.21' };
world.setNow('2026-02-10T02:00:00.000Z');
ok(await treasurer.post('/donations', { ...gift, receivedOn: '2026-02-10' }));

async function exported(format: 'hledger' | 'beancount', from = 202601, to = 202602) {
  const body = { format, fromPeriod: from, toPeriod: to };
  const { id, fileName } = ok(await world.as('auditor').post('/exports', body));
  const answer = await request(world.app)
    .get(`/api/v1/exports/${id as string}/journal`)
    .set('Authorization', `Bearer ${await world.tokenOf('auditor')}`)
    .buffer(true);
  expect([answer.status, answer.type]).toEqual([200, 'text/plain']);
  return { text: answer.text, fileName: fileName as string };
}

/** What our own books say, per account and, of classes 3 to 5, per fund. */
async function ours(): Promise<{ accounts: Balances; funds: Map<string, Balances> }> {
  const rows = await world.client<{ name: string; fund: string | null; net: string }[]>`
    select (array['Assets', 'Liabilities', 'Equity', 'Income', 'Expenses'])[a.class] || ':' ||
      coalesce(a.parent_code || ':', '') || a.code as name, f.code as fund,
      sum(b.debit - b.credit)::numeric(18,2)::text as net
    from account_balances b join accounts a on a.code = b.account_code
    left join funds f on f.id = b.fund_key group by 1, 2`;
  const by = (chosen: typeof rows | (typeof rows)[number][]) => {
    const sums = new Map<string, Money>();
    for (const { name, net } of chosen) {
      sums.set(name, sumMoney([sums.get(name) ?? ('0.00' as Money), net as Money]));
    }
    return new Map([...sums].filter(([, net]) => net !== '0.00'));
  };
  const codes = [...new Set(rows.flatMap(({ fund }) => (fund === null ? [] : [fund])))];
  const funds = codes.map((code) => [code, by(rows.filter(({ fund }) => fund === code))] as const);
  return { accounts: by(rows), funds: new Map(funds) };
}

describe.skipIf(!hledger)('hledger', () => {
  test('accepts our journal strictly and has our balances, per account and per fund', async () => {
    const { text, fileName } = await exported('hledger');
    expect(fileName).toBe('账簿-202601-202602.journal');
    const { accounts, funds } = await ours();
    expect(accounts.size).toBeGreaterThan(5);
    expect(await hledgerBalances(text)).toEqual(accounts);
    for (const [code, balances] of funds) {
      expect([code, await hledgerBalances(text, [`tag:fund=^${code}$`])]).toEqual([code, balances]);
    }
  });

  test('a later month opens with what stood before it', async () => {
    const { text } = await exported('hledger', 202602, 202602);
    expect(await hledgerBalances(text)).toEqual((await ours()).accounts);
  });

  test('would see a lost fen', async () => {
    const { text } = await exported('hledger');
    const broken = text.replace('11900.00', '11900.01');
    expect(broken).not.toBe(text);
    await expect(hledgerBalances(broken)).rejects.toThrow(/sum should be 0/);
  });
});

describe.skipIf(!beancount)('beancount', () => {
  test('bean-check accepts our journal, and its sums are ours', async () => {
    const { text } = await exported('beancount');
    await beanCheck(text);
    const [judged] = await beancountBalances([text]);
    expect(judged!.errors).toEqual([]);
    expect(judged!.balances).toEqual((await ours()).accounts);
  });

  test('would see a lost fen', async () => {
    const { text } = await exported('beancount');
    await expect(beanCheck(text.replace('11900.00', '11900.01'))).rejects.toThrow(/balance/);
  });
});

test('no name leaves the house with a journal', async () => {
  const { text } = await exported('hledger');
  for (const name of ['王小芳', '王建国', '13800138000']) expect(text).not.toContain(name);
});

test('an export of one kind is not fetched as the other', async () => {
  const body = { format: 'xlsx', fromPeriod: 202601, toPeriod: 202601 };
  const { id } = ok(await world.as('auditor').post('/exports', body));
  const answer = await world.as('auditor').get(`/exports/${id as string}/journal`);
  expect([answer.status, answer.body.code]).toEqual([404, 'NOT_FOUND']);
});

const codes = ['1001:100101', '1002:100201', '2209:220902', '4101:410102', '5101:510102'];
const words = fc.string({ unit: 'grapheme', maxLength: 30 });
const entry: fc.Arbitrary<TextEntry> = fc
  .record({
    day: fc.integer({ min: 1, max: 28 }),
    summary: words,
    tag: words,
    amounts: fc.array(fc.integer({ min: -99_999_999, max: 99_999_999_999 }), {
      minLength: 1,
      maxLength: 5,
    }),
    accounts: fc.array(fc.constantFrom(...codes), { minLength: 6, maxLength: 6 }),
  })
  .map(({ day, summary, tag, amounts, accounts }) => {
    const fens = [...amounts, -amounts.reduce((left, right) => left + right, 0)];
    return {
      date: `2026-01-${String(day).padStart(2, '0')}`,
      label: '记-0001',
      summary,
      tags: { event: 'E01', note: tag },
      lines: fens.map((fen, at) => ({
        account: accounts[at]!,
        amount: yuan(fen),
        tags: { fund: 'F01', note: tag },
      })),
    };
  });

const yuan = (fen: number) =>
  `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;

/** The sums of a generated ledger, by the programs' names. */
function sumsOf(entries: readonly TextEntry[]): Balances {
  const classes: Record<string, string> = { 1: 'Assets', 2: 'Liabilities', 4: 'Income' };
  const sums = new Map<string, Money>();
  for (const { account, amount } of entries.flatMap(({ lines }) => lines)) {
    const name = `${classes[account.charAt(0)] ?? 'Expenses'}:${account}`;
    sums.set(name, sumMoney([sums.get(name) ?? ('0.00' as Money), amount as Money]));
  }
  return new Map([...sums].filter(([, net]) => net !== '0.00'));
}

const head = {
  title: 'generated',
  opensOn: '2026-01-01',
  accounts: codes.map((account) => ({ account, name: `科目 "${account}"` })),
};
const ledgers = fc.sample(fc.array(entry, { minLength: 1, maxLength: 12 }), {
  numRuns: 200,
  seed: 20261124,
});

test.skipIf(!hledger)(
  'hledger agrees with 200 generated ledgers',
  { timeout: 120_000 },
  async () => {
    for (const entries of ledgers) {
      const text =
        headText('hledger', head) + entries.map((each) => entryText('hledger', each)).join('');
      expect(await hledgerBalances(text)).toEqual(sumsOf(entries));
    }
  },
);

test.skipIf(!beancount)(
  'beancount agrees with 200 generated ledgers',
  { timeout: 120_000 },
  async () => {
    const texts = ledgers.map(
      (entries) =>
        headText('beancount', head) + entries.map((each) => entryText('beancount', each)).join(''),
    );
    const judged = await beancountBalances(texts);
    judged.forEach(({ errors, balances }, at) => {
      expect(errors).toEqual([]);
      expect(balances).toEqual(sumsOf(ledgers[at]!));
    });
  },
);
