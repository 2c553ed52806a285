import postgres from 'postgres';
import { afterAll, describe, expect, test } from 'vitest';
import { gift, openDrive } from '../support/acts.ts';
import { ok } from '../support/cases.ts';
import { outcomeOf } from '../support/guards.ts';
import { makeWorld } from '../support/world.ts';

/**
 * The frame that every kind of document is posted through (0006_documents.sql), tried with a kind
 * of its own: its row says which lines it calls for.
 */
const world = await makeWorld();
const owner = postgres(world.adminUrl, { max: 1, onnotice: () => {} });
afterAll(() => owner.end({ timeout: 2 }));
await owner.unsafe(`set role ${world.roles.owner}`);
await owner.unsafe('set search_path = fund');
await owner.unsafe(`
  create table samples (id uuid primary key default gen_random_uuid(), event text not null, lines jsonb not null);
  create function lines_of_sample(p_source uuid) returns table (event text, day date, account text, fund uuid,
    side text, amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)
  language sql stable set search_path = fund, pg_temp as $$
    select s.event, '2026-01-10'::date, l.account, l.fund, l.side, l.amount, null::uuid, null::uuid, null::uuid, null
    from samples s, jsonb_to_recordset(s.lines) as l(account text, fund uuid, side text, amount numeric(18,2))
    where s.id = p_source
  $$;
  insert into document_kinds values ('sample', true, false);
  insert into posting_rules (event, source, debits, credits, outside, red, dips) values
    ('T1', 'sample', '{5,1,2}', '{1,2}', false, false, false),
    ('T2', 'sample', '{5}', '{2}', true, false, false),
    ('T3', 'sample', '{5}', '{2}', false, false, true),
    ('T4', 'sample', '{5,1}', '{1,2}', false, true, false)`);
// samples are posted without the act around them: that an act is answered has tests of its own
await owner.unsafe('alter table operations disable trigger operation_has_answer');

const { F00, F01 } = world.funds;
const me = world.users['treasurer']!;
const drive = await openDrive(world);
const give = async (gross: string) =>
  ok(await world.as('treasurer').post('/donations', gift({ driveId: drive, gross })));

interface Line {
  account: string;
  side: 'debit' | 'credit';
  amount: string;
  fund?: string | undefined;
}
const line = (account: string, side: Line['side'], amount: string, fund?: string): Line => ({
  account,
  side,
  amount,
  ...(fund !== undefined && { fund }),
});
/** What a restricted fund spends on account. */
const spend = (amount: string) => [
  line('530102', 'debit', amount, F01),
  line('220902', 'credit', amount),
];

/** Posts a sample; answers its word and number, or the code that refused it. */
async function post(event: string, lines: Line[], source = 'sample'): Promise<string> {
  try {
    return await owner.begin(async (sql) => {
      const [claim] = await sql`select operation_id
        from claim_operation(${me}, gen_random_uuid(), 'x', '', now())`;
      const [sample] = await sql`insert into samples (event, lines)
        values (${event}, ${sql.json(lines as never)}) returning id`;
      const [posted] = await sql`select voucher_id as id from post_entry(
          ${claim!['operation_id']}, 1, '记', '2026-01-10', ${event}, 'x', ${source},
          ${sample!['id']}, ${me}, now(), 0, ${sql.json(lines as never)})`;
      const [voucher] = await sql`select word || number as said from vouchers
        where id = ${posted!['id']}`;
      return voucher!['said'] as string;
    });
  } catch (error) {
    return String((error as { code?: string }).code);
  }
}
/** The function behind every door, called by its owner. */
const postVoucher = (lines: Line[]) =>
  outcomeOf(
    owner,
    `select * from post_voucher((select operation_id from claim_operation('${me}', gen_random_uuid(),
        'x', '', now())), 1, '记', '2026-01-10', 'T1', 'x', 'sample', gen_random_uuid(), null, '${me}',
      now(), 0, '${JSON.stringify(lines)}')`,
  );
const fundRow = async (fund = F01!) => {
  const [row] = await owner`select balance::text, in_deficit from fund_balances
    where fund_id = ${fund}`;
  return [row!['balance'], row!['in_deficit']];
};

describe('a fund in deficit (decision 5)', () => {
  test('what happened outside takes a fund below zero and marks it', async () => {
    await give('100.00');
    expect(await post('T1', spend('150.00'))).toBe('23514');
    expect(await fundRow()).toEqual(['100.00', false]);
    expect(await post('T2', spend('150.00'))).toMatch(/^记/);
    expect(await fundRow()).toEqual(['-50.00', true]);
  });

  test('nothing of our own makes it worse; what happens outside still posts', async () => {
    expect(await post('T1', spend('0.01'))).toBe('23514');
    expect(await post('T3', spend('0.01'))).toBe('23514');
    expect(await post('T2', spend('10.00'))).toMatch(/^记/);
    expect(await fundRow()).toEqual(['-60.00', true]);
  });

  test('a gift that is too small leaves the mark, one that covers it takes it away', async () => {
    await give('20.00');
    expect(await fundRow()).toEqual(['-40.00', true]);
    await give('40.00');
    expect(await fundRow()).toEqual(['0.00', false]);
    expect(await post('T1', spend('0.01'))).not.toMatch(/^记/);
  });
});

test('only fees dip into the floor of the unrestricted fund (decision 4)', async () => {
  const fee = (amount: string) => [
    line('540101', 'debit', amount, F00),
    line('220902', 'credit', amount),
  ];
  expect(await fundRow(F00)).toEqual(['0.00', false]);
  expect(await post('T1', fee('1.00'))).toBe('LF005');
  expect(await post('T3', fee('99.99'))).toMatch(/^记/);
  expect(await post('T3', fee('0.02'))).toBe('23514');
  expect(await fundRow(F00)).toEqual(['-99.99', false]);
});

describe('red amounts', () => {
  const red = [line('530102', 'debit', '-5.00', F01), line('220902', 'credit', '-5.00')];

  test('are posted only where a rule says so', async () => {
    expect(await post('T1', red)).toBe('LF011');
    expect(await post('T4', red)).toMatch(/^记/);
  });

  test('do not mix with black ones', async () => {
    const mixed = [...red, line('100201', 'debit', '7.00'), line('220902', 'credit', '7.00')];
    expect(await post('T4', mixed)).toBe('LF001');
  });
});

describe('the lines of a voucher', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, no) =>
      no === 0
        ? line('100201', 'debit', `${Math.max(1, count - 1)}.00`)
        : line('220902', 'credit', '1.00'),
    );

  test.each([0, 1, 201])('a voucher has 2 to 200 lines: %d are refused', async (count) => {
    expect(await post('T1', many(count))).toBe('LF011');
    expect(await postVoucher(many(count))).toBe('LF011');
  });

  test('2 and 200 lines are posted', async () => {
    for (const count of [2, 200]) expect(await post('T1', many(count))).toMatch(/^记/);
  });

  test('a voucher whose lines do not sum to zero is refused', async () => {
    const off = [line('100201', 'debit', '5.00'), line('220902', 'credit', '4.99')];
    expect(await post('T1', off)).toBe('LF001');
    expect(await postVoucher(off)).toBe('LF001');
    expect(await postVoucher([off[0]!, off[0]!])).toBe('LF001');
  });
});

describe('the lines of a document', () => {
  test('a kind that is unknown, or has another door, calls for none', async () => {
    for (const kind of ['nonsense', 'payment', 'sample; drop table samples']) {
      expect(await owner`select * from document_lines(${kind}, gen_random_uuid())`).toEqual([]);
    }
    expect(await post('T1', spend('0.01'), 'nonsense')).toBe('LF007');
    expect(await post('T1', spend('0.01'), 'donation')).toBe('LF007');
  });

  test('accounts of another event are refused', async () => {
    expect(
      await post('T2', [line('100201', 'debit', '1.00'), line('220902', 'credit', '1.00')]),
    ).toBe('LF007');
  });

  test('a document does not commit without its voucher', async () => {
    await owner.unsafe(`create constraint trigger sample_posted after insert on samples
      deferrable initially deferred for each row execute function require_voucher('sample')`);
    const attack = `insert into samples (event, lines) values ('T1', '[]')`;
    expect(await outcomeOf(owner, attack)).toBe('LF007');
    expect(await outcomeOf(owner, attack, 'drop trigger sample_posted on samples;')).toBe(
      'got through',
    );
  });
});

test('three words, each numbered by itself without a gap (domain.md §1.7)', async () => {
  await owner`update organisations set voucher_words = 'three'`;
  const between = (debit: string, credit: string) =>
    post('T1', [line(debit, 'debit', '5.00'), line(credit, 'credit', '5.00')]);
  // money in
  expect(await between('100101', '220902')).toBe('收1');
  // from the box to the bank and back: what goes out names it
  expect(await between('100201', '100101')).toBe('付1');
  expect(await between('100101', '100201')).toBe('付2');
  // a refused voucher takes no number
  expect(await between('220902', '100499')).toBe('23503');
  // money out
  expect(await between('220902', '100101')).toBe('付3');
  // none moves
  expect(await between('112203', '220902')).toBe('转1');
  expect(await between('100201', '220902')).toBe('收2');
  const series = await owner`select word, count(*)::int as held, max(number) as last from vouchers
    where word <> '记' group by word order by word`;
  for (const one of series) expect(one['last']).toBe(one['held']);
  expect(series.map(({ word }) => word as string).toSorted()).toEqual(
    ['付', '收', '转'].toSorted(),
  );
});
