import { createHash, randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, describe, expect, test } from 'vitest';
import { gift } from '../support/acts.ts';
import { decided } from '../support/prepared.ts';
import { fillFund, ok, sqlStateOf } from '../support/cases.ts';
import { makeWorld } from '../support/world.ts';

/** What a review of our own product found: each attack as the application or the audit role. */
const world = await makeWorld();
const owner = postgres(world.adminUrl, { max: 1, onnotice: () => {} });
const auditor = postgres(world.auditUrl, { max: 1, onnotice: () => {} });
await owner.unsafe('set search_path = fund');
afterAll(async () => {
  await owner.end({ timeout: 2 });
  await auditor.end({ timeout: 2 });
});
await fillFund(world, '9000.00');
const u = (login: string) => world.users[login]!;

/** Inside an operation of that account, as a command would have it; never committed. */
const inOperation = (
  login: string,
  work: (tx: postgres.Sql, operation: string) => Promise<unknown>,
) =>
  sqlStateOf(
    world.client.begin(async (tx) => {
      const [claim] = await tx`select operation_id from claim_operation(${u(login)},
        gen_random_uuid(), 'test', '\\x00', ${world.now().toISOString()})`;
      await work(tx as unknown as postgres.Sql, claim!['operation_id'] as string);
      throw Object.assign(new Error('never committed'), { code: 'allowed' });
    }),
  );

describe('A1 the fingerprint of a request', () => {
  test('tells nobody without the key what was sent', async () => {
    const key = randomUUID();
    const body = gift({ donor: { kind: 'person', name: '吕小布' } });
    ok(await world.as('treasurer').post('/donations', body, { key }));
    const [row] = await owner`select fingerprint from operations where client_key = ${key}`;
    const sorted = (value: unknown): unknown =>
      value === null || typeof value !== 'object'
        ? value
        : Object.fromEntries(
            Object.entries(value)
              .sort(([left], [right]) => (left < right ? -1 : 1))
              .map(([name, each]) => [name, sorted(each)]),
          );
    const parsed = {
      transactionReference: null,
      note: '',
      ...body,
      fee: '0.00',
      donor: { kind: 'person', name: '吕小布', phone: null, mayBeNamed: false },
    };
    const guess = createHash('sha256')
      .update(`donation.recorded\n${JSON.stringify(sorted(parsed))}`)
      .digest('hex');
    expect((row!['fingerprint'] as Buffer).toString('hex')).not.toBe(guess);
  });

  test('is read by neither the audit role nor the application', async () => {
    expect(await sqlStateOf(auditor`select fingerprint from fund.operations`)).toBe('42501');
    expect(await sqlStateOf(world.client`select fingerprint from operations`)).toBe('42501');
    expect(await sqlStateOf(auditor`select id, action, status from fund.operations`)).toBe(
      'allowed',
    );
  });
});

describe('A6 the clock', () => {
  const claim = (at: string) =>
    sqlStateOf(
      world.client.begin(async (tx) => {
        await tx`select * from claim_operation(${u('treasurer')}, gen_random_uuid(), 'x', '', ${at})`;
        throw Object.assign(new Error('never committed'), { code: 'allowed' });
      }),
    );

  test('is not the application’s to choose', async () => {
    const near = () => new Date(Date.now() - 60_000).toISOString();
    expect(await claim('2026-01-10T02:00:00Z')).toBe('allowed');
    await owner`update clock_rules set free = false`;
    try {
      expect(await claim('2026-01-10T02:00:00Z')).toBe('LF025');
      expect(await claim(new Date(Date.now() + 3600_000).toISOString())).toBe('LF025');
      expect(await claim(near())).toBe('allowed');
      expect(await sqlStateOf(world.client`update clock_rules set free = true`)).toBe('42501');
    } finally {
      await owner`update clock_rules set free = true`;
    }
  });

  test('of an act dates what it does: a notice is not posted twenty days ago', async () => {
    const id = await decided(world, '2000.00');
    const notice = (day: string, ends: string) =>
      inOperation('chair', async (tx) => {
        await tx`insert into notices (number, request_id, masked_name, fund_name, amount, posted_on,
            ends_on, posted_by)
          values (${900}, ${id}, '王*', 'F', 2000, ${day}, ${ends}, ${u('chair')})`;
      });
    const before = world.now().toISOString();
    world.setNow('2026-01-30T02:00:00.000Z');
    try {
      expect(await notice('2026-01-10', '2026-01-17')).toBe('LF013');
      expect(await notice('2026-01-30', '2026-02-06')).toBe('allowed');
    } finally {
      world.setNow(before);
    }
  });

  test('of a reservation, its release and an entry is that of their act', async () => {
    const id = await decided(world, '2000.00');
    const [held] = await owner`select c.at = o.created_at as same from commitments c
      join operations o on o.id = c.operation_id where c.request_id = ${id}`;
    expect(held!['same']).toBe(true);
    await owner`update clock_rules set free = false`;
    const late = sqlStateOf(
      world.client.begin(async (tx) => {
        const [claim] = await tx`select operation_id from claim_operation(${u('worker')},
          gen_random_uuid(), 'test', '', now())`;
        await tx`select finish_operation(${claim!['operation_id']}, 200, '{}', 'x:1', '{}',
          '2026-03-01T00:00:00Z')`;
      }),
    );
    expect(await late.finally(() => owner`update clock_rules set free = true`)).toBe('LF025');
  });
});

describe('A7 an act', () => {
  test('does not commit without its answer and its entry', async () => {
    const silent = world.client.begin(
      async (tx) =>
        await tx`select * from claim_operation(${u('treasurer')}, gen_random_uuid(), 'x', '', ${world.now().toISOString()})`,
    );
    expect(await sqlStateOf(silent)).toBe('LF002');
  });
});

describe('A8b a release', () => {
  const release = (login: string, id: string) =>
    sqlStateOf(
      world.client.begin(async (tx) => {
        const at = world.now().toISOString();
        const [claim] = await tx`select operation_id from claim_operation(${u(login)},
          gen_random_uuid(), 'test', '\\x00', ${at})`;
        const operation = claim!['operation_id'] as string;
        await tx`select release_aid(${operation}, ${id}, 'x', ${at})`;
        await tx`select finish_operation(${operation}, 200, '{}', 'x:1', '{}', ${at})`;
      }),
    );

  test('leaves no case waiting without its money, and is the caseworker’s', async () => {
    const id = await decided(world, '2000.00');
    expect(await release('worker', id)).toBe('LF007');
    const withdrawnBy = (login: string) =>
      inOperation(login, async (tx, operation) => {
        await tx`select release_aid(${operation}, ${id}, 'x', now())`;
        await tx`update aid_requests set status = 'withdrawn', version = version + 1
          where id = ${id}`;
        await tx`set constraints release_ends_its_case immediate`;
      });
    expect(await withdrawnBy('treasurer')).toBe('LF008');
    expect(await withdrawnBy('worker3')).toBe('LF008');
    ok(await world.as('worker').post(`/aid-requests/${id}/withdraw`));
  });
});

describe('A9 an entry', () => {
  const give = (login: string, recordedBy = login) =>
    inOperation(login, async (tx, operation) => {
      const [row] = await tx`insert into donations (fund_id, donor_id, channel, gross, fee, net,
          received_on, may_be_named, recorded_by, operation_id, created_at)
        select ${world.funds.F00}, donor_id, 'bank', 10, 0, 10, '2026-01-10', false,
          ${u(recordedBy)}, ${operation}, now() from donations limit 1 returning id, donor_id`;
      const donor = row!['donor_id'] as string;
      const lines = [
        { account: '100201', side: 'debit', amount: '10.00', donor },
        { account: '410101', side: 'credit', amount: '10.00', fund: world.funds.F00, donor },
      ];
      await tx`select * from post_entry(${operation}, 1, '记', '2026-01-10', 'E02', 'x', 'donation',
        ${row!['id']}, ${u(login)}, ${world.now().toISOString()}, 0, ${JSON.stringify(lines)})`;
    });

  test('is posted by who may post it, in their own name', async () => {
    expect(await give('treasurer')).toBe('allowed');
    expect(await give('worker')).toBe('LF008');
    expect(await give('cashier', 'treasurer')).toBe('LF008');
    expect(await give('treasurer2', 'treasurer')).toBe('LF008');
  });
});

describe('A13, A14 numbers', () => {
  const drawn = async () =>
    (await owner`select value from counters where series = 'receipt:internal:2026'`)[0]!['value'];

  test('a receipt that is there already draws no further number', async () => {
    const before = await drawn();
    const [last] = await owner`select donation_id, amount::text from receipts limit 1`;
    const again = world.client`insert into receipts (donation_id, type, year, number, amount,
        issued_at)
      values (${last!['donation_id']}, 'internal', 2026, 0, ${last!['amount']}, now())
      on conflict do nothing`;
    expect(await sqlStateOf(again)).toBe('LF007');
    expect(await drawn()).toBe(before);
  });

  test('nobody but the database numbers the rows that seals hold', async () => {
    const numbered = await owner`select a.attrelid::regclass::text as name from pg_attribute a
      join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
      where a.attidentity = 'a' and c.relnamespace = 'fund'::regnamespace
        and has_column_privilege(${world.roles.app}, a.attrelid, a.attnum, 'INSERT')`;
    expect(numbered.map((row) => row['name'] as string)).toEqual([]);
    const chosen = world.client`insert into deposits (seq, kind, amount, fee, deposited_on,
        slip_reference, deposited_by, created_at)
      overriding system value values (1000000000000, 'wechat', 1, 0, '2026-01-10', 'S',
        ${u('cashier')}, now())`;
    expect(await sqlStateOf(chosen)).toBe('42501');
  });
});
