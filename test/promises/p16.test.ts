import postgres from 'postgres';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { sqlStateOf } from '../support/cases.ts';
import { smallFund } from '../support/small-fund.ts';
import { makeWorld } from '../support/world.ts';
import { reached } from './report.ts';

const world = await makeWorld();
await smallFund(world);
const owner = postgres(world.adminUrl, { max: 1, onnotice: () => {} });
const app = postgres(world.appUrl, { max: 1, onnotice: () => {} });
afterAll(() => Promise.all([owner.end(), app.end()]));
await owner.unsafe(`set role ${world.roles.owner}; set search_path = fund`);
let refused = 0;

beforeEach(async () => {
  await owner.unsafe('rollback').catch(() => {});
});

const line = (voucher: string, no: number, side: string, values: Record<string, string> = {}) => {
  const row = { account: "'100201'", fund: 'null', amount: '1.00', born: '', ...values };
  return `(${voucher}, ${no}, ${row.account}, ${row.fund}, '${side}', ${row.amount}, null, null, null, null,
    (select period_id from vouchers where id = ${voucher}), (select voucher_date from vouchers where id = ${voucher}), ${900 + no}, 0)`;
};
const posted = `(select id from vouchers order by seq limit 1)`;
const lines = (...rows: string[]) => `insert into voucher_lines values ${rows.join(', ')}`;
const header = (values: Record<string, string> = {}) => {
  const row: Record<string, string> = {
    id: 'gen_random_uuid()',
    period_id: '202601',
    word: `'记'`,
    number: '9999',
    voucher_date: `'2026-01-10'`,
    event: `'E02'`,
    summary: `'x'`,
    source_type: `'deposit'`,
    line_count: '2',
    attachment_count: '0',
    total: '1.00',
    operation_id: '(select id from operations limit 1)',
    ordinal: '77',
    prepared_by: '(select prepared_by from vouchers limit 1)',
    posted_at: 'now()',
    digest: `'\\x00'`,
    ...values,
  };
  return `insert into vouchers (${Object.keys(row).join(', ')}) values (${Object.values(row).join(', ')})`;
};
const mine = `(select id from vouchers where number = 9999)`;
const balanced = (voucher: string, values: Record<string, string> = {}) =>
  lines(line(voucher, 1, 'debit', values), line(voucher, 2, 'credit', values));

/** Even the owner of the tables, in one transaction each, is refused by the tables themselves. */
const asOwner: readonly (readonly [string, string, string])[] = [
  ['late lines, balanced', lines(line(posted, 91, 'debit'), line(posted, 92, 'credit')), 'LF002'],
  ['one late line', lines(line(posted, 91, 'debit')), 'LF002'],
  ['lines without a header', balanced(`gen_random_uuid()`), '23'],
  [
    'an unbalanced voucher',
    `${header()}; ${lines(line(mine, 1, 'debit'), line(mine, 2, 'credit', { amount: '2.00' }))}`,
    'LF001',
  ],
  ['fewer lines than it says', `${header({ line_count: '3' })}; ${balanced(mine)}`, 'LF001'],
  ['another total than it says', `${header({ total: '5.00' })}; ${balanced(mine)}`, 'LF001'],
  [
    'lines of another day',
    `${header()}; ${balanced(mine).replaceAll(/\(select voucher_date from vouchers where id = [^)]*\)\)/g, `date '2026-01-09'`)}`,
    'LF001',
  ],
  [
    'red lines that reverse nothing',
    `${header()}; ${balanced(mine, { amount: '-1.00' })}`,
    'LF001',
  ],
  [
    'an account that takes no lines',
    `${header()}; ${balanced(mine, { account: `'1002'` })}`,
    'LF004',
  ],
  ['income without its fund', `${header()}; ${balanced(mine, { account: `'410101'` })}`, 'LF004'],
  [
    'a second batch for a complete voucher',
    `${header()}; ${balanced(mine)}; ${lines(line(mine, 3, 'debit'), line(mine, 4, 'credit'))}`,
    'LF001',
  ],
  ['a born forged by update', `update vouchers set born = pg_current_xact_id()`, 'LF006'],
  [
    'lines numbered with a gap',
    `${header()}; ${lines(line(mine, 1, 'debit'), line(mine, 3, 'credit'))}`,
    'LF001',
  ],
  [
    'triggers put off',
    `set constraints all deferred; ${lines(line(posted, 91, 'debit'), line(posted, 92, 'credit'))}`,
    'LF002',
  ],
  ['a line edited', `update voucher_lines set amount = amount + 1`, 'LF006'],
  ['a voucher deleted', `delete from vouchers`, 'LF006'],
  ['all truncated', `truncate voucher_lines cascade`, 'LF006'],
];

describe('P16 the tables refuse', () => {
  test.each(asOwner)('%s', async (_name, sql, state) => {
    const before = await world.client`select count(*) from voucher_lines`;
    const said = await sqlStateOf(owner.unsafe(`begin; ${sql}; commit`));
    expect(said).toMatch(new RegExp(`^${state}`));
    await owner.unsafe('rollback');
    expect(await world.client`select count(*) from voucher_lines`).toEqual(before);
    refused++;
  });
});

test('P16 a header alone never stands: nobody but post_voucher writes one', async () => {
  for (const sql of [header(), balanced(posted), `set constraints all immediate; ${header()}`]) {
    expect(await sqlStateOf(app.unsafe(sql))).toBe('42501');
    refused++;
  }
  reached('P16', 'all refused', `${refused} attempts, all refused`);
});
