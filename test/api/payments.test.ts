import { describe, expect, test } from 'vitest';
import { gift } from '../support/acts.ts';
import {
  accountNow,
  fillFund,
  fundNow,
  ok,
  orderBody,
  payable,
  visited,
  vote,
} from '../support/cases.ts';
import { tamper } from '../support/tamper.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld();
await fillFund(world, '60000.00');
const prepare = (requestId: string, values: object = {}, login = 'treasurer') =>
  world.as(login).post('/payment-orders', orderBody(requestId, values));
let transfers = 0;
const pay = (orderId: string, values: object = {}, login = 'cashier') =>
  world.as(login).post(`/payment-orders/${orderId}/pay`, {
    paidOn: world.core.today(),
    bankReference: `P-${++transfers}`,
    ...values,
  });
const approved = async (amount = '500.00') => {
  const id = await visited(world, amount);
  ok(await vote(world, 'member1', id, amount));
  return id;
};
const request = async (id: string) => ok(await world.as('auditor').get(`/aid-requests/${id}`));
const orderOf = async (login: string, id: string) => {
  const { items } = ok(await world.as(login).get('/payment-orders'));
  return (items as { id: string }[]).find((each) => each.id === id) as { [key: string]: unknown };
};
const readings = async (login: string, id: string) =>
  (
    await world.core.client`select 1 from audit_entries where action = 'aid.read_in_clear'
      and actor_id = ${world.users[login]!} and subject = ${`aid-request:${id}`}`
  ).length;

describe('preparing an order', () => {
  test('fixes who is paid and exactly what was decided', async () => {
    const id = await approved();
    const { id: orderId, amount } = ok(await prepare(id));
    expect(amount).toBe('500.00');
    expect((await request(id))['status']).toBe('payable');
    const rows = await world.core.client`select * from payment_orders where id = ${orderId}`;
    expect(JSON.stringify(rows)).not.toMatch(/王小芳|6200000000000005/);
    expect(rows[0]).toMatchObject({
      payee_name_masked: '王*芳',
      payee_account_masked: '**** 0005',
    });
  });

  test.each([
    ['a bank order without account', { payeeAccount: null }, 422, 'REQUIRED', '/payeeAccount'],
    ['an account that is none', { payeeAccount: '12' }, 422, 'CARD_INVALID', '/payeeAccount'],
    ['an unknown payee', { payeeKind: 'friend' }, 422, 'VALUE_INVALID', '/payeeKind'],
    ['an amount of its own', { amount: '1.00' }, 422, 'UNKNOWN_FIELD', '/amount'],
  ])('is refused for %s', async (_, values, status, code, pointer) => {
    const answer = await prepare('00000000-0000-4000-8000-000000000000', values);
    expect(answer).toMatchObject({ status, body: { code, errors: [{ pointer, code }] } });
  });

  test('is refused before the decision, twice, and for an unknown request', async () => {
    const undecided = await visited(world, '500.00');
    expect(await prepare(undecided)).toMatchObject({
      status: 409,
      body: { code: 'STATE_CONFLICT' },
    });
    const id = await approved();
    ok(await prepare(id));
    expect(await prepare(id)).toMatchObject({ status: 409, body: { code: 'STATE_CONFLICT' } });
    const none = await prepare('00000000-0000-4000-8000-000000000000');
    expect(none).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  });
});

describe('paying', () => {
  test('posts the voucher, uses the reservation up and moves the fund', async () => {
    const before = await fundNow(world, 'F01');
    const bank = await accountNow(world, '100201');
    const { id, orderId } = await payable(world, '1000.00');
    const paid = ok(await pay(orderId));
    expect(paid).toMatchObject({ amount: '1000.00', warnings: [] });
    expect(paid['voucherNumber']).toMatch(/^记-\d{4}$/);
    const after = await fundNow(world, 'F01');
    expect(Number(before.balance) - Number(after.balance)).toBe(1000);
    expect(after.committed).toBe(before.committed);
    expect(Number(bank) - Number(await accountNow(world, '100201'))).toBe(1000);
    const lines = await world.core.client`select account_code, side, amount, request_id
      from voucher_lines where voucher_id = ${paid['voucherId']} order by line_no`;
    expect(lines).toMatchObject([
      { account_code: '510102', side: 'debit', amount: '1000.00', request_id: id },
      { account_code: '100201', side: 'credit', amount: '1000.00', request_id: id },
    ]);
    const [voucher] = await world.core.client`select summary from vouchers
      where id = ${paid['voucherId']}`;
    const { caseNumber, status, payment } = await request(id);
    expect(voucher!['summary']).toBe(`发放救助款 ${caseNumber}`);
    expect(status).toBe('paid');
    expect(payment).toMatchObject({ voucherNumber: paid['voucherNumber'], proof: null });
  });

  test('the same key pays once and answers the same', async () => {
    const { orderId } = await payable(world);
    const path = `/payment-orders/${orderId}/pay`;
    const body = { paidOn: '2026-01-10', bankReference: 'B-2' };
    const key = '7c8d7f1e-93f4-4f0e-8a54-2f1f0e8f3c55';
    const first = ok(await world.as('cashier').post(path, body, { key }));
    expect(ok(await world.as('cashier').post(path, body, { key }))).toEqual(first);
    const other = { ...body, bankReference: 'B-3' };
    expect(await world.as('cashier').post(path, other, { key })).toMatchObject({
      status: 422,
      body: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
    expect(await pay(orderId)).toMatchObject({ status: 409, body: { code: 'ALREADY_DISBURSED' } });
    expect(await pay(orderId, {}, 'cashier2')).toMatchObject({
      body: { code: 'ALREADY_DISBURSED' },
    });
  });

  test.each([
    ['a day to come', { paidOn: '2026-01-11' }, 422, 'DATE_FUTURE'],
    ['a day before the order', { paidOn: '2026-01-09' }, 422, 'DATE_RANGE'],
    ['no such day', { paidOn: '2026-02-30' }, 422, 'DATE_INVALID'],
  ])('is refused for %s', async (_, values, status, code) => {
    const { orderId } = await payable(world);
    expect(await pay(orderId, values)).toMatchObject({ status, body: { code } });
    expect(await orderOf('cashier', orderId)).toMatchObject({ mayPay: true, payment: null });
  });

  test('cash needs money in the box, and a box not yet banked is a warning', async () => {
    const id = await approved('300.00');
    const cash = { method: 'cash', payeeAccount: null, payeeBank: null };
    const { id: orderId } = ok(await prepare(id, cash));
    expect(await pay(orderId, { bankReference: null })).toMatchObject({
      status: 409,
      body: { code: 'CASH_INSUFFICIENT' },
    });
    const inBox = gift({ channel: 'cash', gross: '400.00' });
    ok(await world.as('treasurer').post('/donations', inBox));
    const paid = ok(await pay(orderId, { bankReference: null }));
    expect(paid['warnings']).toEqual(['CASH_NOT_BANKED']);
    expect(await accountNow(world, '100101')).toBe('100.00');
  });

  test('a deposit that was taken back has banked nothing', async () => {
    const id = await approved('300.00');
    const { id: orderId } = ok(
      await prepare(id, { method: 'cash', payeeAccount: null, payeeBank: null }),
    );
    world.setNow('2026-01-11T02:00:00.000Z');
    const receivedOn = '2026-01-11';
    const inBox = gift({ channel: 'cash', gross: '400.00', receivedOn });
    ok(await world.as('treasurer').post('/donations', inBox));
    const slip = { kind: 'cash', depositedOn: receivedOn, slipReference: 'S-back' };
    const banked = ok(await world.as('cashier').post('/deposits', { ...slip, amount: '400.00' }));
    const back = { reason: '存错', reversedOn: receivedOn };
    ok(await world.as('treasurer2').post(`/vouchers/${banked['voucherId']}/reverse`, back));
    const paid = ok(await pay(orderId, { bankReference: null, paidOn: receivedOn }));
    expect(paid['warnings']).toEqual(['CASH_NOT_BANKED']);
    world.setNow('2026-01-10T02:00:00.000Z');
  });

  test('who prepared it, or was recused, does not pay it', async () => {
    const { id, orderId } = await payable(world);
    // the database itself no longer lets one person be both
    await tamper(
      world.adminUrl,
      (sql) => sql`insert into users
        (person_id, login, roles, password_hash, status, created_at)
        values (${world.personOf['treasurer']!}, 'treasurer.till', '{cashier}', 'none', 'active',
          now())`,
    );
    const [row] = await world.core.client`select id from users where login = 'treasurer.till'`;
    world.users['treasurer.till'] = row!['id'] as string;
    const refused = await pay(orderId, {}, 'treasurer.till');
    expect(refused).toMatchObject({
      status: 403,
      body: { code: 'SOD_VIOLATION', params: { hand: 'preparer' } },
    });
    expect(await orderOf('treasurer.till', orderId)).toMatchObject({
      mayPay: false,
      refusal: 'SOD_VIOLATION',
    });
    expect((await request(id))['payment']).toBeNull();
  });
});

describe('reading orders', () => {
  test('the list is masked for all; the cashier who opens an order is written down', async () => {
    const { id, orderId } = await payable(world);
    expect(await orderOf('cashier', orderId)).toMatchObject({
      payeeName: '王*芳',
      payeeAccount: '**** 0005',
      mayPay: true,
      refusal: null,
    });
    expect(await readings('cashier', id)).toBe(0);
    const read = async (login: string) =>
      ok(await world.as(login).get(`/payment-orders/${orderId}`)).payeeName as string;
    expect(await read('cashier')).toBe('王小芳');
    expect(await read('treasurer')).toBe('王*芳');
    expect([await readings('cashier', id), await readings('treasurer', id)]).toEqual([1, 0]);
    ok(await pay(orderId));
    expect(await read('cashier')).toBe('王*芳');
  });

  test('others read a mask, or nothing', async () => {
    const { orderId } = await payable(world);
    for (const login of ['treasurer', 'auditor', 'chair']) {
      expect(await orderOf(login, orderId)).toMatchObject({
        payeeName: '王*芳',
        mayPay: false,
        refusal: 'FORBIDDEN',
      });
    }
    expect((await world.as('worker').get('/payment-orders')).status).toBe(403);
    expect((await world.as('admin').get('/payment-orders')).status).toBe(403);
  });

  test('the committee learns of no payee but an institution', async () => {
    const person = await payable(world);
    const read = async (id: string) => ok(await world.as('member1').get(`/aid-requests/${id}`));
    const hidden = { payeeName: '*', payeeAccount: null, payeeBank: null };
    expect((await read(person.id))['order']).toMatchObject(hidden);
    const id = await approved();
    ok(await prepare(id, { payeeKind: 'hospital', payeeName: '市第一医院' }));
    expect((await read(id))['order']).toMatchObject({ payeeName: '市第一医院' });
  });

  test('pages from the newest down', async () => {
    const { orderId } = await payable(world);
    const page = ok(await world.as('auditor').get('/payment-orders?limit=1'));
    expect(page['items']).toMatchObject([{ id: orderId }]);
    const next = ok(
      await world.as('auditor').get(`/payment-orders?limit=1&cursor=${page['nextCursor']}`),
    );
    expect(next['items']).toHaveLength(1);
    expect(next['items'][0].id).not.toBe(orderId);
  });
});

test('a proof is recorded once, not before the payment', async () => {
  const { id, orderId } = await payable(world);
  const { id: paymentId } = ok(await pay(orderId));
  const prove = (login: string, values: object = {}) =>
    world.as(login).post(`/payments/${paymentId}/proof`, {
      kind: 'signature',
      reference: '签字单-1',
      receivedOn: '2026-01-10',
      ...values,
    });
  expect((await prove('worker3')).status).toBe(404);
  expect(await prove('worker', { receivedOn: '2026-01-09' })).toMatchObject({
    status: 422,
    body: { code: 'DATE_RANGE' },
  });
  ok(await prove('worker'));
  expect(await prove('cashier')).toMatchObject({ status: 409, body: { code: 'DUPLICATE' } });
  expect((await request(id))['payment'].proof).toEqual({
    kind: 'signature',
    reference: '签字单-1',
    receivedOn: '2026-01-10',
  });
});
