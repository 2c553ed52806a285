import postgres from 'postgres';
import { afterAll, describe, expect, test } from 'vitest';
import { gift, openDrive } from '../support/acts.ts';
import { fillFund, ok, sqlStateOf } from '../support/cases.ts';
import { outcomeOf } from '../support/guards.ts';
import { makeWorld } from '../support/world.ts';

/** What ties documents and vouchers together, attacked with each guard and without it. */
const world = await makeWorld();
const owner = postgres(world.adminUrl, { max: 1, onnotice: () => {} });
await owner.unsafe('set search_path = fund');
afterAll(() => owner.end({ timeout: 2 }));

await fillFund(world, '9000.00');
const drive = await openDrive(world);
const given = ok(
  await world.as('treasurer').post('/donations', gift({ channel: 'cash', gross: '80.00' })),
);
const me = world.users['treasurer']!;
const { F00, F01 } = world.funds;

const id = '22222222-2222-4222-8222-222222222222';
const operationId = '11111111-1111-4111-8111-111111111111';
const operation = `insert into operations (id, actor_id, client_key, action, fingerprint, created_at)
  values ('${operationId}', '${me}', gen_random_uuid(), 'x', '', now());`;
const donation = (driveId = 'null', fund = F00) => `${operation}
  insert into donations (id, drive_id, fund_id, donor_id, channel, gross, fee, net, received_on,
    may_be_named, recorded_by, operation_id, created_at)
  values ('${id}', ${driveId}, '${fund}', (select donor_id from donations limit 1), 'wechat', 10, 0.06, 9.94,
    '2026-01-10', false, '${me}', '${operationId}', now());`;
const receipt = `insert into receipts (donation_id, type, year, number, amount, issued_at)
  values ('${id}', 'internal', 2026, 0, 10, now());`;
const deposit = `insert into deposits (id, kind, amount, fee, deposited_on, slip_reference, deposited_by, created_at)
  values ('${id}', 'cash', 5, 0, '2026-01-10', 'X', '${me}', now());`;
const count = (book: string, confirmed = 'null') =>
  `insert into cash_counts (counted_on, book_amount, counted_amount, explanation, counted_by, confirmed_by, created_at)
    values ('2026-01-10', ${book}, ${book}, '', '${world.users['cashier']}', ${confirmed}, now());`;
const trigger = (name: string, table: string) => `drop trigger ${name} on ${table};`;

/** [what holds, the guard's removal, the attack, the code with which the guard answers] */
const guards: readonly (readonly [string, string, string, string])[] = [
  [
    'no gift commits without its voucher and receipt',
    trigger('donation_complete', 'donations'),
    donation(),
    'LF007',
  ],
  [
    'no deposit commits without its voucher',
    trigger('deposit_complete', 'deposits'),
    deposit,
    'LF007',
  ],
  [
    'no red voucher of a gift commits without its reversal',
    trigger('red_voucher_complete', 'vouchers'),
    `insert into operations (id, actor_id, client_key, action, fingerprint, created_at)
      values ('${operationId}', '${world.users['treasurer2']}', gen_random_uuid(), 'x', '', now());
     select * from reverse_voucher('${operationId}', 1, '${given.voucherId}', '2026-01-10', 'x',
      '${world.users['treasurer2']}', now());`,
    'LF007',
  ],
  [
    'a reversal names the red voucher of its gift',
    trigger('reversal_complete', 'donation_reversals'),
    `insert into donation_reversals values ('${given.id}', '${given.voucherId}', 'x', '${me}', now());`,
    'LF007',
  ],
  [
    'a gift goes to the fund of its drive',
    `${trigger('donation_to_its_drive', 'donations')} ${trigger('donation_complete', 'donations')}`,
    donation(`'${drive}'`, F00) + receipt,
    'LF007',
  ],
  [
    'a count is taken against the books',
    trigger('cash_counted_against_the_books', 'cash_counts'),
    count('79.99'),
    'LF013',
  ],
  [
    'a count begins unsigned',
    trigger('cash_counted_against_the_books', 'cash_counts'),
    count('80.00', `'${me}'`),
    'LF013',
  ],
  [
    'one document has one voucher',
    'drop index voucher_one_per_document;',
    `${operation} insert into vouchers (period_id, word, number, voucher_date, event, summary, source_type, source_id,
      line_count, total, operation_id, ordinal, prepared_by, posted_at, digest)
     select period_id, word, 9999, voucher_date, event, summary, source_type, source_id, line_count, total,
      '${operationId}', 1, prepared_by, posted_at, digest from vouchers where id = '${given.voucherId}';`,
    '23505',
  ],
];

describe('each guard between documents and vouchers', () => {
  test.each(guards)('%s', async (_name, removal, attack, code) => {
    expect(await outcomeOf(owner, attack)).toBe(code);
    expect(await outcomeOf(owner, attack, removal)).toBe('got through');
  });
});

/** A WeChat gift of 10.00 with 0.06 kept, as the application role would post it. */
interface Attempt {
  event?: string;
  day?: string;
  lines: object[];
}
const line = (account: string, side: string, amount: string, fund?: string, more: object = {}) => ({
  account,
  side,
  amount,
  fund,
  ...more,
});

describe('post_entry, as the application role', () => {
  const attempt = ({ event = 'E03', day = '2026-01-10', lines }: Attempt) =>
    sqlStateOf(
      world.client.begin(async (sql) => {
        const [claim] =
          await sql`select * from claim_operation(${me}, gen_random_uuid(), 'x', '', now())`;
        const mine = claim!['operation_id'] as string;
        const [gave] = await sql`insert into donations (fund_id, donor_id, channel, gross, fee, net,
            received_on, may_be_named, recorded_by, operation_id, created_at)
          select ${F00!}, donor_id, 'wechat', 10, 0.06, 9.94, '2026-01-10', false, ${me}, ${mine}, now()
          from donations limit 1 returning id, donor_id`;
        await sql`insert into receipts (donation_id, type, year, number, amount, issued_at)
          values (${gave!['id']}, 'internal', 2026, 0, 10, now())`;
        const named = lines.map((each) => ({ donor: gave!['donor_id'], ...each }));
        await sql`select * from post_entry(${mine}, 1, '记', ${day}, ${event}, 'x', 'donation', ${gave!['id']},
          ${me}, now(), 0, ${JSON.stringify(named)})`;
        throw Object.assign(new Error('got through'), { code: 'got through' });
      }),
    );
  const right = [
    line('100901', 'debit', '9.94'),
    line('540101', 'debit', '0.06', F00),
    line('410101', 'credit', '10.00', F00),
  ];

  test('posts exactly what the gift says', async () => {
    expect(await attempt({ lines: right })).toBe('got through');
  });

  const wrong: readonly (readonly [string, Attempt])[] = [
    ['another event', { event: 'E02', lines: right }],
    ['another day', { day: '2026-01-09', lines: right }],
    [
      'income of another fund',
      { lines: [right[0]!, right[1]!, line('410102', 'credit', '10.00', F01)] },
    ],
    [
      'a fee borne by a family’s fund',
      { lines: [right[0]!, line('540102', 'debit', '0.06', F01), right[2]!] },
    ],
    [
      'a larger fee than the platform kept',
      { lines: [line('100901', 'debit', '9.00'), line('540101', 'debit', '1.00', F00), right[2]!] },
    ],
    ['another channel', { lines: [line('100902', 'debit', '9.94'), right[1]!, right[2]!] }],
    [
      'another donor',
      { lines: right.map((each) => ({ ...each, donor: '33333333-3333-4333-8333-333333333333' })) },
    ],
    ['a request beside the gift', { lines: right.map((each) => ({ ...each, request: id })) }],
  ];
  test.each(wrong)('refuses %s', async (_name, values) => {
    expect(await attempt(values)).toBe('LF007');
  });

  test('draws no voucher or receipt number by hand', async () => {
    for (const series of ['voucher:202601:记', 'receipt:internal:2026']) {
      expect(await sqlStateOf(world.client`select next_number(${series})`)).toBe('LF007');
      expect(await sqlStateOf(world.client`select draw_number(${series})`)).toBe('42501');
    }
  });

  test('closes no month without an act, and none before its last day is over', async () => {
    const close = async (operation: string) =>
      world.client`select close_period(${operation}, 202601)`;
    expect(await sqlStateOf(close(operationId))).toBe('LF002');
    const early = await world.as('treasurer').post('/periods/202601/close');
    expect([early.status, early.body.code]).toEqual([409, 'PERIOD_NOT_OVER']);
  });

  test('takes no date of a year before the books', async () => {
    const answer = await world
      .as('treasurer')
      .post('/donations', gift({ receivedOn: '1999-12-31' }));
    expect([answer.status, answer.body.code]).toEqual([422, 'DATE_BEFORE_BOOKS']);
    expect(answer.body.errors[0].pointer).toBe('/receivedOn');
  });
});
