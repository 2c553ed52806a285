import { describe, expect, test } from 'vitest';
import {
  family,
  filed,
  fillFund,
  ok,
  submitted,
  visit,
  visitBody,
  visited,
  vote,
} from '../support/cases.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld();
await fillFund(world, '60000.00');
const post = (login: string, id: string, step: string, body: object = {}) =>
  world.as(login).post(`/aid-requests/${id}/${step}`, body);
const read = async (login: string, id: string) =>
  ok(await world.as(login).get(`/aid-requests/${id}`));
const statusOf = async (id: string) => (await read('auditor', id))['status'];

describe('filing', () => {
  test('makes a numbered draft; what was said is sealed', async () => {
    const id = await filed(world, { story: '刘梅梅的丈夫住院', summary: '主要劳动力住院' });
    const shown = await read('worker', id);
    expect(shown).toMatchObject({
      status: 'draft',
      lane: 'ordinary',
      story: '刘梅梅的丈夫住院',
      summary: '主要劳动力住院',
      daysWaiting: 0,
      applicant: '王*芳',
    });
    expect(shown['caseNumber']).toMatch(/^A2026-\d{4}$/);
    const rows = await world.core.client`select * from aid_requests where id = ${id}`;
    expect(JSON.stringify(rows)).not.toMatch(/刘梅梅|主要劳动力/);
  });

  test('numbers follow one another without gaps, also after a refusal', async () => {
    const first = await read('worker', await filed(world));
    await expect(filed(world, { requested: '7320.01' })).rejects.toThrow('EXCEEDS_CAP');
    const second = await read('worker', await filed(world));
    const numberOf = (shown: { [key: string]: string }) => Number(shown['caseNumber']!.slice(6));
    expect(numberOf(second) - numberOf(first)).toBe(1);
  });

  test('the cap passes and one fen above it does not', async () => {
    expect(await filed(world, { requested: '7320.00' })).toBeTruthy();
    await expect(filed(world, { requested: '7320.01' })).rejects.toThrow('"cap":"7320.00"');
  });

  test.each([
    ['no such fund', { fundId: '00000000-0000-4000-8000-000000000000' }, 422, 'VALUE_INVALID'],
    ['a third decimal', { requested: '1.005' }, 422, 'AMOUNT_SCALE'],
    ['a number for an amount', { requested: 100 }, 422, 'AMOUNT_TYPE'],
    ['an unknown need', { needCode: '77' }, 422, 'VALUE_INVALID'],
    ['no such family', { householdId: '00000000-0000-4000-8000-000000000000' }, 404, 'NOT_FOUND'],
  ])('is refused for %s', async (_, values, status, code) => {
    const { id } = ok(await world.as('worker').post('/households', family(world)));
    const body = {
      householdId: id,
      needCode: '01',
      fundId: world.funds.F01,
      requested: '100.00',
      story: '病',
      summary: '病',
    };
    const answer = await world.as('worker').post('/aid-requests', { ...body, ...values });
    expect(answer).toMatchObject({ status, body: { code } });
  });

  test('a caseworker finds no family of another community', async () => {
    const { id } = ok(await world.as('worker').post('/households', family(world)));
    const body = { householdId: id, needCode: '01', fundId: world.funds.F01, requested: '100.00' };
    const words = { story: '病', summary: '病' };
    const answer = await world.as('worker3').post('/aid-requests', { ...body, ...words });
    expect(answer).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  });
});

describe('visiting', () => {
  test('two people sign, each for themselves; then the votes it needs are known', async () => {
    const id = await submitted(world, { requested: '6000.00' });
    ok(await post('worker', id, 'visit', visitBody(world, { suggested: '5200.00' })));
    expect(await read('worker', id)).toMatchObject({ status: 'submitted', proposed: null });
    expect(await post('worker', id, 'sign-visit')).toMatchObject({
      body: { code: 'ALREADY_SIGNED' },
    });
    expect(await post('member2', id, 'sign-visit')).toMatchObject({
      body: { code: 'SOD_VIOLATION' },
    });
    expect(ok(await post('worker2', id, 'sign-visit'))).toMatchObject({ status: 'visited' });
    expect(await read('worker', id)).toMatchObject({
      proposed: '5200.00',
      votesNeeded: 2,
      lane: 'ordinary',
      visit: { firstVisitor: '社工甲', secondVisitor: '社工乙', signatures: ['社工甲', '社工乙'] },
    });
  });

  test('a small suggestion takes the small lane', async () => {
    const small = await visited(world, '1464.00');
    expect(await read('worker', small)).toMatchObject({ lane: 'small', votesNeeded: 1 });
    const ordinary = await visited(world, '1464.01');
    expect(await read('worker', ordinary)).toMatchObject({ lane: 'ordinary', votesNeeded: 1 });
  });

  test.each([
    ['one person twice', 'worker', {}, 403, 'SOD_VIOLATION', '/secondPersonId'],
    ['a day to come', 'worker2', { visitedOn: '2026-01-11' }, 422, 'DATE_FUTURE', '/visitedOn'],
    [
      'a day before filing',
      'worker2',
      { visitedOn: '2026-01-09' },
      422,
      'DATE_RANGE',
      '/visitedOn',
    ],
    [
      'more than requested',
      'worker2',
      { suggested: '3800.01' },
      422,
      'VALUE_INVALID',
      '/suggested',
    ],
    ['a visitor without the role', 'cashier', {}, 422, 'VALUE_INVALID', '/secondPersonId'],
  ])('is refused for %s', async (_, second, values, status, code, pointer) => {
    const id = await submitted(world);
    const body = visitBody(world, { secondPersonId: world.personOf[second], ...values });
    const answer = await post('worker', id, 'visit', body);
    expect(answer).toMatchObject({ status, body: { code, errors: [{ pointer, code }] } });
  });

  test('a signature that comes after the withdrawal is refused', async () => {
    const id = await submitted(world);
    ok(await post('worker', id, 'visit', visitBody(world)));
    ok(await post('worker', id, 'withdraw'));
    const late = await post('worker2', id, 'sign-visit');
    expect(late).toMatchObject({ status: 409, body: { code: 'STATE_CONFLICT' } });
    expect(late.body['detail']).toContain('withdrawn');
  });

  test('a second visit is refused', async () => {
    const id = await submitted(world);
    await visit(world, id, '1500.00');
    expect(await post('worker', id, 'visit', visitBody(world))).toMatchObject({
      status: 409,
      body: { code: 'STATE_CONFLICT' },
    });
  });
});

test('the trail names each act, and no person', async () => {
  const id = await visited(world, '1000.00');
  ok(await vote(world, 'member1', id, '1000.00'));
  expect(await statusOf(id)).toBe('approved');
  const trail = await world.core.client`select action from audit_entries
    where subject = ${`aid-request:${id}`} order by seq`;
  expect(trail.map((row) => row['action'])).toEqual([
    'aid.filed',
    'aid.submitted',
    'aid.visit_recorded',
    'aid.visit_signed',
    'aid.voted',
  ]);
  const everything = await world.core.client`select body from audit_entries
    where action like 'aid.%'`;
  expect(JSON.stringify(everything)).not.toMatch(/王小芳|孙巧云|刘梅梅|困难/);
  expect(world.logLines.join('\n')).not.toMatch(/王小芳|孙巧云|刘梅梅|困难/);
});
