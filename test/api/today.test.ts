import { describe, expect, test } from 'vitest';
import type { Task } from '../../shared/today.ts';
import { ok, submitted, visitBody } from '../support/cases.ts';
import { smallFund } from '../support/small-fund.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld();
const { paidRequest, reservedRequest, urgentRequest } = await smallFund(world);

const today = async (login: string) => ok(await world.as(login).get('/today'));
const tasks = async (login: string): Promise<string[]> =>
  ((await today(login)).tasks as Task[]).map(({ kind, label }) => `${kind} ${label}`);

describe('GET /today', () => {
  test('shows the treasurer what to order, to sign, to put up; never the vouchers of their own', async () => {
    const found = await tasks('treasurer');
    expect(found).toContain('prepare_order A2026-0003');
    expect(found).toContain('post_notice A2026-0001');
    const other = await tasks('treasurer2');
    const vouchers = (list: string[]) => list.filter((task) => task.startsWith('sign_voucher'));
    expect(vouchers(other)).toContain('sign_voucher 记-0001');
    expect(vouchers(found)).not.toContain('sign_voucher 记-0001');
    // each voucher waits for one of the two who did not prepare it
    expect(vouchers(found).length + vouchers(other).length).toBeGreaterThanOrEqual(8);
  });

  test('asks the second visitor to sign, and the others of the community to visit', async () => {
    const id = await submitted(world, { requested: '900.00' });
    expect(await tasks('worker')).toContain('visit_request A2026-0004');
    expect(await tasks('worker3')).not.toContain('visit_request A2026-0004');
    ok(
      await world
        .as('worker')
        .post(`/aid-requests/${id}/visit`, visitBody(world, { suggested: '900.00' })),
    );
    expect(await tasks('worker2')).toContain('sign_visit A2026-0004');
    ok(await world.as('worker2').post(`/aid-requests/${id}/sign-visit`));
    expect(await tasks('worker2')).not.toContain('sign_visit A2026-0004');
    expect(await tasks('member1')).toContain('vote A2026-0004');
    ok(await world.as('member1').post(`/aid-requests/${id}/recuse`, { reason: '亲属' }));
    // the same person under another account does not see it either
    expect(await tasks('member1b')).not.toContain('vote A2026-0004');
    expect(await tasks('member2')).toContain('vote A2026-0004');
  });

  test('every task leads to a page of a step that this person may take', async () => {
    const steps: Partial<Record<Task['kind'], string>> = {
      vote: 'vote',
      sign_visit: 'sign_visit',
      visit_request: 'record_visit',
      submit_request: 'submit',
      prepare_order: 'prepare_order',
      post_notice: 'post_notice',
      record_proof: 'record_proof',
    };
    let compared = 0;
    for (const login of [
      'treasurer',
      'cashier',
      'worker',
      'worker2',
      'chair',
      'member1',
      'member2',
    ]) {
      for (const task of (await today(login)).tasks as Task[]) {
        const step = steps[task.kind];
        if (step === undefined) continue;
        const { allowedActions } = ok(await world.as(login).get(task.path));
        expect(allowedActions, `${login} ${task.kind} ${task.label}`).toContain(step);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(5);
  });

  test('gives the cashier the orders to pay and the proofs to record', async () => {
    expect(await tasks('cashier')).toContain('record_proof A2026-0001');
    const order = {
      requestId: urgentRequest,
      method: 'bank',
      payeeKind: 'hospital',
      payeeName: '某医院',
      payeeAccount: '6200000000000005',
      payeeBank: '某银行',
    };
    ok(await world.as('treasurer').post('/payment-orders', order));
    const { tasks: found } = await today('cashier');
    expect(found).toContainEqual({
      kind: 'pay_order',
      label: 'A2026-0003',
      path: '/payments',
      amount: '2000.00',
      dueOn: null,
      overdue: false,
    });
  });

  test('puts papers that are overdue first', async () => {
    const [order] =
      await world.client`select id from payment_orders where request_id = ${urgentRequest}`;
    ok(
      await world
        .as('cashier')
        .post(`/payment-orders/${order!['id']}/pay`, { paidOn: '2026-01-10' }),
    );
    const of = async (login: string) =>
      ((await today(login)).tasks as Task[]).filter((task) => task.dueOn !== null);
    expect(await of('chair')).toMatchObject([{ kind: 'papers_due', overdue: false }]);
    world.setNow('2026-03-02T02:00:00.000Z');
    const [first] = (await today('chair')).tasks as Task[];
    expect(first).toMatchObject({ kind: 'papers_due', label: 'A2026-0003', overdue: true });
  });

  test('shows the fund at a glance, but not to the administrator', async () => {
    const glance = await today('chair');
    expect(glance.funds.map((fund: { balance: string }) => fund.balance)).toEqual([
      '494.84',
      '23260.00',
    ]);
    expect(glance.drives).toMatchObject([{ code: 'D1', received: '25760.00', gifts: 3 }]);
    expect(glance.months).toEqual([{ periodId: 202601, received: '26260.00', paid: '2500.00' }]);
    const empty = await today('admin');
    expect(empty).toMatchObject({ tasks: [], funds: [], drives: [], months: [] });
    expect((await world.anonymous().get('/api/v1/today')).status).toBe(401);
  });

  test('tells the administrator whom to invite', async () => {
    const person = world.personOf['worker']!;
    await world.client`insert into users (person_id, login, roles, status, created_at)
      values (${person}, 'newcomer', '{committee}', 'invited', ${world.now().toISOString()})`;
    expect(await tasks('admin')).toEqual(['invite_user newcomer']);
  });
});

describe('the public page', () => {
  test('shows sums, drives and the notices that run, and nothing of a person', async () => {
    world.setNow('2026-01-12T02:00:00.000Z');
    const get = async (path: string) => (await world.anonymous().get(`/api/v1/public${path}`)).body;
    expect(await get('/overview')).toEqual({
      organisationName: '大有街道办事处',
      received: '26260.00',
      paid: '2500.00',
      helped: 2,
    });
    expect((await get('/drives')).items).toMatchObject([{ code: 'D1', received: '25760.00' }]);
    const { items } = await get('/notices');
    expect(items).toMatchObject([{ number: 1, amount: '6000.00' }]);
    expect(JSON.stringify(items)).not.toContain('王小芳');
    expect([paidRequest, reservedRequest].some((id) => JSON.stringify(items).includes(id))).toBe(
      false,
    );
    world.setNow('2026-02-12T02:00:00.000Z');
    expect((await get('/notices')).items).toEqual([]);
  });
});
