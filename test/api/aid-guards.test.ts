import { beforeEach, describe, expect, test } from 'vitest';
import { administer } from '../../server/database/administer.ts';
import {
  filed,
  fillFund,
  ok,
  orderBody,
  payable,
  sqlStateOf,
  submitted,
  visitBody,
  visited,
  vote,
} from '../support/cases.ts';
import { makeWorld } from '../support/world.ts';

/*
 * The application's own login, bare: what the policy refuses, the guards of the database refuse
 * once more.
 */
const world = await makeWorld();
const sql = world.core.client;
await fillFund(world, '60000.00');

// the database lets nobody be treasurer and cashier; here hands are tried that nobody could have
await administer(
  world.adminUrl,
  (owner) => owner`alter table fund.users disable trigger person_roles_compatible`,
);
/** A further account of a person, signed in by its login. */
async function addAccount(person: string, login: string, roles: string[]): Promise<void> {
  const [row] = await sql`insert into users
    (person_id, login, roles, password_hash, status, created_at)
    values (${world.personOf[person]!}, ${login}, ${roles}, 'none', 'active', now()) returning id`;
  world.users[login] = row!['id'] as string;
  world.personOf[login] = world.personOf[person]!;
}
await addAccount('worker', 'worker.member', ['committee']);
await addAccount('worker2', 'worker2.member', ['committee']);
await addAccount('member1', 'member1.till', ['cashier']);
await addAccount('member1', 'member1.books', ['treasurer']);

const SOD = 'LF008';
const who = (login: string) => [world.users[login]!, world.personOf[login]!] as const;

const voteBySql = (login: string, id: string, amount: string) => {
  const [user, person] = who(login);
  return sqlStateOf(sql`insert into votes (request_id, person_id, user_id, approves, amount,
      reason, at)
    values (${id}, ${person}, ${user}, true, ${amount}, '', now())`);
};
const setStatus = (id: string, status: string) =>
  sqlStateOf(
    sql`update aid_requests set status = ${status}, version = version + 1 where id = ${id}`,
  );
const orderBySql = (login: string, id: string, amount: string) => {
  const [user, person] = who(login);
  return sqlStateOf(sql`insert into payment_orders (request_id, fund_id, amount, method, payee_kind,
      payee_name_sealed, payee_name_masked, prepared_by, prepared_person_id, prepared_at)
    values (${id}, ${world.funds.F01}, ${amount}, 'cash', 'applicant', 'x', 'x', ${user}, ${person},
      now())`);
};
/** Inside an operation of the actor, as a command would have it; never committed. */
const inOperation = (login: string, statement: (operation: string) => string) =>
  sqlStateOf(
    sql.begin(async (tx) => {
      const [claim] = await tx`select operation_id from claim_operation(${world.users[login]!},
        gen_random_uuid(), 'test', '\\x00', now())`;
      await tx.unsafe(statement(claim!['operation_id'] as string));
      throw Object.assign(new Error('allowed'), { code: 'allowed' });
    }),
  );
const payBySql = (login: string, orderId: string) =>
  inOperation(
    login,
    (
      operation,
    ) => `select pay_aid('${operation}', '${orderId}', '记', '2026-01-10', null, null, 's',
      '${world.users[login]}', now())`,
  );
const reserveBySql = (id: string) =>
  inOperation('member1', (operation) => `select reserve_aid('${operation}', '${id}', now())`);

describe('a vote', () => {
  let id: string;
  beforeEach(async () => {
    id = await visited(world, '5200.00');
  });

  test.each([
    ['the filer', 'worker.member', SOD],
    ['a visitor', 'worker2.member', SOD],
    ['a treasurer', 'treasurer', SOD],
  ])('by %s is refused', async (_, login, state) => {
    expect(await voteBySql(login, id, '5200.00')).toBe(state);
    if (login === 'treasurer') return;
    const answer = await vote(world, login, id, '5200.00');
    expect(answer).toMatchObject({ status: 403, body: { code: 'SOD_VIOLATION' } });
  });

  test('of one person from two accounts is refused', async () => {
    ok(await vote(world, 'member1', id, '5200.00'));
    expect(await voteBySql('member1b', id, '5200.00')).toBe('LF015');
    const lent = sql`insert into votes (request_id, person_id, user_id, approves, amount,
      reason, at)
      values (${id}, ${world.personOf['member2']!}, ${world.users['member1b']!}, true,
        '5200.00', '', now())`;
    expect(await sqlStateOf(lent)).toBe(SOD);
  });

  test('after a recusal is refused', async () => {
    ok(await world.as('member1').post(`/aid-requests/${id}/recuse`, { reason: '亲属' }));
    expect(await voteBySql('member1b', id, '5200.00')).toBe('LF016');
  });

  test('of another sum, on a draft and on an unsigned visit is refused', async () => {
    expect(await voteBySql('member1', id, '5199.99')).toBe('LF013');
    expect(await voteBySql('member1', await filed(world), '3800.00')).toBe('LF013');
    const unsigned = await submitted(world);
    ok(await world.as('worker').post(`/aid-requests/${unsigned}/visit`, visitBody(world)));
    expect(await voteBySql('member1', unsigned, '3800.00')).toBe('LF013');
  });

  test('is never changed or taken away', async () => {
    ok(await vote(world, 'member1', id, '5200.00'));
    expect(await sqlStateOf(sql`update votes set approves = false where request_id = ${id}`)).toBe(
      '42501',
    );
    expect(await sqlStateOf(sql`delete from votes where request_id = ${id}`)).toBe('42501');
  });
});

describe('a status', () => {
  test('does not jump', async () => {
    const draft = await filed(world);
    for (const status of ['visited', 'approved', 'in_notice', 'payable', 'paid', 'ratified']) {
      expect([status, await setStatus(draft, status)]).toEqual([status, 'LF013']);
    }
  });

  test('is not reached without what it rests on', async () => {
    const handedIn = await submitted(world);
    expect(await setStatus(handedIn, 'visited')).toBe('LF007');
    const id = await visited(world, '5200.00');
    ok(await vote(world, 'member1', id, '5200.00'));
    expect(await setStatus(id, 'approved')).toBe('LF007');
    expect(await setStatus(id, 'rejected')).toBe('LF007');
    expect(await reserveBySql(id)).toBe('LF007');
    const granted = sql`update aid_requests set granted = '5200.00', version = version + 1
      where id = ${id}`;
    expect(await sqlStateOf(granted)).toBe('LF007');
    const fewer = sql`update aid_requests set votes_needed = 1, version = version + 1
      where id = ${id}`;
    expect(await sqlStateOf(fewer)).toBe('LF006');
  });

  test('what was filed stays as it was', async () => {
    const id = await filed(world);
    const more = sql`update aid_requests set requested = '7000.00', version = version + 1
      where id = ${id}`;
    expect(await sqlStateOf(more)).toBe('42501');
  });
});

describe('an order and its payment', () => {
  test('is not prepared by who voted, nor before the decision, nor for another sum', async () => {
    const undecided = await visited(world, '500.00');
    expect(await orderBySql('treasurer', undecided, '500.00')).toBe('LF013');
    const id = await visited(world, '500.00');
    ok(await vote(world, 'member1', id, '500.00'));
    expect(await orderBySql('member1.books', id, '500.00')).toBe(SOD);
    const answer = await world.as('member1.books').post('/payment-orders', orderBody(id));
    expect(answer).toMatchObject({ status: 403, body: { code: 'SOD_VIOLATION' } });
    expect(await orderBySql('cashier', id, '500.00')).toBe(SOD);
    expect(await orderBySql('treasurer', id, '500.01')).toBe('LF014');
  });

  test('is not paid by who voted, nor by who is no cashier, nor twice', async () => {
    const { orderId } = await payable(world, '500.00');
    expect(await payBySql('member1.till', orderId)).toBe(SOD);
    const body = { paidOn: '2026-01-10' };
    const answer = await world.as('member1.till').post(`/payment-orders/${orderId}/pay`, body);
    expect(answer).toMatchObject({ body: { code: 'SOD_VIOLATION', params: { hand: 'voter' } } });
    expect(await payBySql('treasurer2', orderId)).toBe(SOD);
    ok(await world.as('cashier').post(`/payment-orders/${orderId}/pay`, body));
    expect(await payBySql('cashier2', orderId)).toBe('LF010');
  });

  test('is not payable while its notice runs', async () => {
    const id = await visited(world, '3800.00');
    ok(await vote(world, 'member1', id, '3800.00'));
    ok(await world.as('worker').post(`/aid-requests/${id}/notice`));
    expect(await setStatus(id, 'payable')).toBe('LF007');
    const insert = sql`insert into payments (order_id, request_id, amount, paid_on, voucher_id,
        paid_by, paid_person_id, operation_id, at)
      select gen_random_uuid(), ${id}, 1, '2026-01-10', gen_random_uuid(),
        ${world.users['cashier']!},
        ${world.personOf['cashier']!}, gen_random_uuid(), now()`;
    expect(await sqlStateOf(insert)).toBe('42501');
  });
});

describe('a visit', () => {
  test('is signed only by its two visitors, each from an own account, once', async () => {
    const id = await submitted(world);
    ok(await world.as('worker').post(`/aid-requests/${id}/visit`, visitBody(world)));
    const [visit] = await sql`select id from visits where request_id = ${id}`;
    const sign = (person: string, user: string) =>
      sqlStateOf(sql`insert into visit_signatures values (${visit!['id'] as string},
        ${world.personOf[person]!}, ${world.users[user]!}, now())`);
    expect(await sign('member1', 'member1')).toBe(SOD);
    expect(await sign('worker2', 'worker')).toBe(SOD);
    expect(await sign('worker', 'worker')).toBe('23505');
    expect(await sign('worker2', 'worker2')).toBe('allowed');
  });

  test('is not made by one person, nor by who voted, nor after the decision', async () => {
    const insert = (id: string, first: string, second: string) =>
      sqlStateOf(sql`insert into visits (request_id, visited_on, recorded_by, first_person_id,
          second_person_id, findings_sealed, suggested, created_at)
        values (${id}, '2026-01-10', ${world.users[first]!}, ${world.personOf[first]!},
          ${world.personOf[second]!}, 'x', '100.00', now())`);
    const id = await submitted(world);
    expect(await insert(id, 'worker', 'worker')).toBe('23514');
    expect(await insert(id, 'member2', 'worker')).toBe(SOD);
    expect(await insert(await filed(world), 'worker', 'worker2')).toBe('LF013');
    expect(await insert(await visited(world, '500.00'), 'worker', 'worker2')).toBe('LF013');
  });
});

describe('an urgent order', () => {
  const orderUrgentBySql = (login: string, id: string, amount: string) => {
    const [user, person] = who(login);
    return sqlStateOf(sql`insert into urgent_orders (request_id, person_id, user_id, amount, at)
      values (${id}, ${person}, ${user}, ${amount}, now())`);
  };

  test('begins with the chair, within the request, and reserves with the last', async () => {
    const id = await submitted(world, { urgent: true, requested: '6000.00' });
    expect(await orderUrgentBySql('member1', id, '6000.00')).toBe(SOD);
    expect(await orderUrgentBySql('chair', id, '6000.01')).toBe('LF013');
    ok(await world.as('chair').post(`/aid-requests/${id}/urgent-orders`, { amount: '6000.00' }));
    expect(await reserveBySql(id)).toBe('LF007');
    expect(await orderUrgentBySql('member1', id, '5999.99')).toBe('LF013');
    expect(await orderUrgentBySql('worker.member', id, '6000.00')).toBe(SOD);
    expect(await setStatus(id, 'emergency_payable')).toBe('LF007');
  });
});

describe('a recusal', () => {
  const recuseBySql = (login: string, id: string) => {
    const [user, person] = who(login);
    return sqlStateOf(sql`insert into recusals (request_id, person_id, user_id, reason, at)
      values (${id}, ${person}, ${user}, '', now())`);
  };

  test('comes before the vote, from a member', async () => {
    const id = await visited(world, '5200.00');
    ok(await vote(world, 'member1', id, '5200.00'));
    expect(await recuseBySql('member1b', id)).toBe('LF015');
    expect(await recuseBySql('treasurer', id)).toBe(SOD);
    expect(await recuseBySql('member2', id)).toBe('allowed');
  });
});

describe('a notice', () => {
  let number = 1000;
  const noticeBySql = (id: string, name: string | null, amount: string, endsOn = '2026-01-17') =>
    sqlStateOf(sql`insert into notices (number, request_id, masked_name, community_name, need_code,
        fund_name, amount, posted_on, ends_on, posted_by)
      values (${number++}, ${id}, ${name}, '报达', '01', 'F', ${amount}, '2026-01-10', ${endsOn},
        ${world.users['chair']!})`);

  test('does not name a child, is of what was granted, and hangs its days', async () => {
    const child = { idNumber: '230199201908150043', guardianName: '报达社区居委会' };
    const id = await visited(world, '2000.00', { household: child });
    expect(await noticeBySql(id, null, '2000.00')).toBe('LF013');
    ok(await vote(world, 'member1', id, '2000.00'));
    expect(await noticeBySql(id, '赵*满', '2000.00')).toBe('LF007');
    expect(await noticeBySql(id, null, '2000.01')).toBe('LF013');
    expect(await noticeBySql(id, null, '2000.00', '2026-01-16')).toBe('LF013');
    expect(await setStatus(id, 'in_notice')).toBe('LF007');
    expect(await noticeBySql(id, null, '2000.00')).toBe('allowed');
  });
});
