import { expect, test } from 'vitest';
import { gift } from '../support/acts.ts';
import { makeWorld } from '../support/world.ts';
import { count } from './counts.ts';
import { randomOf, seed } from './random.ts';
import { reached } from './report.ts';

const world = await makeWorld();
const random = randomOf(seed);
const clients = count(16, 32);
const each = count(15, 100);

/** A gift whose transaction was counted before fails after its number was drawn. */
const days = ['2025-11-30', '2025-12-31', '2026-01-01', '2026-01-10'];
let refused = 0;
let posted = 0;
let drawn = 0;

async function client(): Promise<void> {
  for (let turn = 0; turn < each; turn++) {
    const fails = random() < 0.3;
    const receivedOn = days[Math.floor(random() * days.length)]!;
    const reference = fails ? { transactionReference: 'COUNTED', channel: 'wechat' } : {};
    const answer = await world
      .as('treasurer')
      .post('/donations', gift({ receivedOn, ...reference }));
    if (answer.status === 201) posted++;
    else refused++;
    expect(
      answer.status === 201 || ['DUPLICATE_TRANSACTION', 'OVERLOADED'].includes(answer.body.code),
    ).toBe(true);
  }
}

/** Posts a gift with its numbers in a transaction that then fails, as a bug after posting would. */
async function failLate(): Promise<void> {
  const { client: sql, users, funds } = world;
  const me = users['treasurer']!;
  const failed = sql.begin(async (tx) => {
    const [claim] = await tx`select operation_id from claim_operation(${me}, gen_random_uuid(),
      'late', '\\x00', now())`;
    const operation: string = claim!['operation_id'];
    const [late] = await tx`insert into donations (fund_id, donor_id, channel, gross, fee, net,
        received_on, may_be_named, recorded_by, operation_id, created_at)
      select ${funds.F00!}, d.id, 'bank', 1, 0, 1, '2026-01-10', false, ${me}, ${operation}, now()
      from donors d limit 1 returning id, donor_id as donor`;
    const [receipt] =
      await tx`insert into receipts (donation_id, type, year, number, amount, issued_at)
      values (${late!['id']}, 'internal', 2026, 0, 1, now()) returning number`;
    const { donor } = late!;
    const lines = [
      { account: '100201', side: 'debit', amount: '1.00', donor },
      { account: '410101', side: 'credit', amount: '1.00', fund: funds.F00, donor },
    ];
    const [voucher] =
      await tx`select number from post_entry(${operation}, 1, '记', '2026-01-10', 'E02', 's',
      'donation', ${late!['id']}, ${me}, now(), 0, ${JSON.stringify(lines)})`;
    if (receipt && voucher) drawn++;
    throw new Error('late');
  });
  await failed.catch(() => refused++);
}

test(
  'P22 numbers have no gap and no repeat, whatever fails on the way',
  async () => {
    await world
      .as('treasurer')
      .post('/donations', gift({ transactionReference: 'COUNTED', channel: 'wechat' }));
    posted++;
    await Promise.all([
      ...Array.from({ length: clients }, client),
      ...Array.from({ length: clients * 3 }, failLate),
    ]);
    const series = await world.client`
      select period_id, word, count(*)::int as held, max(number) as last, count(distinct number)::int as numbers
      from vouchers group by period_id, word`;
    for (const one of series)
      expect([one['last'], one['numbers']]).toEqual([one['held'], one['held']]);
    const receipts = await world.client`
      select type, year, count(*)::int as held, max(number) as last from receipts group by type, year`;
    expect(drawn).toBe(clients * 3);
    for (const one of receipts) expect(Number(one['last'])).toBe(one['held']);
    const [total] = await world.client`select count(*)::int as vouchers from vouchers`;
    expect(total!['vouchers']).toBe(posted);
    expect(refused / (posted + refused)).toBeGreaterThan(0.2);
    const share = Math.round((100 * refused) / (posted + refused));
    reached(
      'P22',
      'max = count, no duplicates',
      `${posted} vouchers in ${series.length} series, ${share} % rolled back: no gap, no repeat`,
      seed,
    );
  },
  count(60_000, 300_000),
);
