import { describe, expect, test } from 'vitest';
import { publicNotices } from '../../server/aid/service.ts';
import {
  fillFund,
  fundNow,
  ok,
  orderBody,
  submitted,
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

describe('voting', () => {
  test('the deciding vote reserves the money in the same act', async () => {
    const before = await fundNow(world, 'F01');
    const id = await visited(world, '5200.00');
    expect(ok(await vote(world, 'chair', id, '5200.00'))['status']).toBe('visited');
    expect((await fundNow(world, 'F01')).committed).toBe(before.committed);
    expect(ok(await vote(world, 'member1', id, '5200.00'))['status']).toBe('approved');
    const after = await fundNow(world, 'F01');
    expect(Number(after.committed) - Number(before.committed)).toBe(5200);
    expect(Number(before.available) - Number(after.available)).toBe(5200);
    expect(await read('auditor', id)).toMatchObject({
      granted: '5200.00',
      votes: [{ personName: '主任' }, { personName: '委员甲' }],
    });
  });

  test('V10: nobody decides on what they visited, and one person counts once', async () => {
    const id = await submitted(world, { requested: '5200.00' });
    const second = { suggested: '5200.00', secondPersonId: world.personOf['member2'] };
    ok(await post('worker', id, 'visit', visitBody(world, second)));
    ok(await post('member2', id, 'sign-visit'));
    const refused = await vote(world, 'member2', id, '5200.00');
    expect(refused).toMatchObject({
      status: 403,
      body: { code: 'SOD_VIOLATION', params: { hand: 'visitor' } },
    });
    expect(await vote(world, 'worker', id, '5200.00')).toMatchObject({
      body: { code: 'FORBIDDEN' },
    });
    ok(await vote(world, 'member1', id, '5200.00'));
    const again = await vote(world, 'member1b', id, '5200.00');
    expect(again).toMatchObject({ status: 409, body: { code: 'ALREADY_VOTED' } });
    expect(await read('member2', id)).toMatchObject({
      refusedActions: [{ action: 'vote', code: 'SOD_VIOLATION' }],
    });
    const trail = await world.core.client`select body from audit_entries
      where action = 'aid.refused' and subject = ${`aid-request:${id}`}`;
    expect(trail.map((row) => JSON.parse(row['body'] as string))).toEqual([
      { tried: 'aid.voted', code: 'SOD_VIOLATION', hand: 'visitor' },
    ]);
    expect(ok(await vote(world, 'chair', id, '5200.00'))['status']).toBe('approved');
  });

  test('is rejected as soon as the needed votes are out of reach', async () => {
    const id = await visited(world, '6000.00');
    expect(ok(await vote(world, 'chair', id, '6000.00', false))['status']).toBe('visited');
    expect(ok(await vote(world, 'member1', id, '6000.00', false))['status']).toBe('visited');
    expect(ok(await vote(world, 'member2', id, '6000.00', false))['status']).toBe('rejected');
    const late = await vote(world, 'member3', id, '6000.00');
    expect(late).toMatchObject({ status: 409, body: { code: 'STATE_CONFLICT' } });
    expect(late.body['detail']).toContain('rejected');
    expect(late.body['params']).toMatchObject({ status: 'rejected' });
  });

  test('is refused for another sum than the proposal', async () => {
    const id = await visited(world, '1500.00');
    expect(await vote(world, 'member1', id, '1500.01')).toMatchObject({
      status: 409,
      body: { code: 'STATE_CONFLICT', params: { proposed: '1500.00' } },
    });
  });

  test('a fund that cannot bear it keeps neither reservation nor vote', async () => {
    const { id: fundId } = ok(
      await world
        .as('treasurer')
        .post('/funds', { code: 'F09', name: '小额基金', kind: 'restricted', purpose: '试' }),
    );
    const id = await visited(world, '100.00', { fundId });
    const answer = await vote(world, 'member1', id, '100.00');
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'FUND_INSUFFICIENT', available: '0.00' },
    });
    expect(await read('auditor', id)).toMatchObject({
      status: 'visited',
      votes: [],
      granted: null,
    });
  });

  test('a member steps aside, unless too few would be left', async () => {
    const id = await visited(world, '6000.00');
    const reason = { reason: '申请人是亲属' };
    expect(ok(await post('member1', id, 'recuse', reason))['status']).toBe('visited');
    expect(await vote(world, 'member1b', id, '6000.00')).toMatchObject({
      status: 403,
      body: { code: 'RECUSED' },
    });
    ok(await post('member2', id, 'recuse', reason));
    const third = await post('member3', id, 'recuse', reason);
    expect(third).toMatchObject({
      status: 409,
      body: { code: 'STATE_CONFLICT', params: { needed: '2', left: '1' } },
    });
    expect((await read('treasurer', id))['recusals'][0].reason).toBe('');
    ok(await vote(world, 'member3', id, '6000.00'));
    expect(ok(await vote(world, 'chair', id, '6000.00'))['status']).toBe('approved');
  });
});

describe('the notice', () => {
  test('hangs out masked for its days and is taken down after them', async () => {
    world.setNow('2026-01-10T02:00:00.000Z');
    const id = await visited(world, '3800.00');
    ok(await vote(world, 'member1', id, '3800.00'));
    expect(ok(await post('worker', id, 'notice'))['status']).toBe('in_notice');
    const { caseNumber, notice } = await read('worker', id);
    expect(notice).toMatchObject({ postedOn: '2026-01-10', endsOn: '2026-01-17', running: true });
    const onWall = async () => {
      const answer = await world.anonymous().get('/api/v1/public/notices');
      return answer.body.items.find(
        (each: { caseNumber: string }) => each.caseNumber === caseNumber,
      );
    };
    expect(await onWall()).toMatchObject({
      maskedName: '王*芳',
      communityName: '报达',
      needCode: '01',
      amount: '3800.00',
    });
    const early = await world.as('treasurer').post('/payment-orders', orderBody(id));
    expect(early).toMatchObject({
      status: 409,
      body: { code: 'NOTICE_RUNNING', params: { until: '2026-01-17' } },
    });
    world.setNow('2026-01-17T15:59:59.000Z');
    expect(await onWall()).toBeTruthy();
    expect((await world.as('treasurer').post('/payment-orders', orderBody(id))).status).toBe(409);
    world.setNow('2026-01-17T16:00:00.000Z');
    expect(await onWall()).toBeUndefined();
    ok(await world.as('treasurer').post('/payment-orders', orderBody(id)));
    world.setNow('2026-01-10T02:00:00.000Z');
  });

  test.each([
    ['a child', { idNumber: '230199201908150043', guardianName: '报达社区居委会' }, '报达', '01'],
    ['an orphan of age', { category: 'orphan' }, '报达', '01'],
    ['a family at risk', { violenceRisk: true }, null, null],
  ])('does not name %s', async (_, household, communityName, needCode) => {
    const id = await visited(world, '2000.00', { household });
    ok(await vote(world, 'member1', id, '2000.00'));
    ok(await post('chair', id, 'notice'));
    const [row] = await world.core.client`select * from notices where request_id = ${id}`;
    expect(row).toMatchObject({
      masked_name: null,
      community_name: communityName,
      need_code: needCode,
    });
  });

  test('a withdrawn request leaves the wall, and its money goes back', async () => {
    const before = await fundNow(world, 'F01');
    const id = await visited(world, '2000.00');
    ok(await vote(world, 'member1', id, '2000.00'));
    ok(await post('worker', id, 'notice'));
    expect((await fundNow(world, 'F01')).available).not.toBe(before.available);
    expect(ok(await post('worker', id, 'withdraw'))['status']).toBe('withdrawn');
    expect(await fundNow(world, 'F01')).toEqual(before);
    const wall = await publicNotices({ ...world.core, actor: null, requestId: 'test' });
    expect(wall.map((each) => each.caseNumber)).not.toContain(
      (await read('worker', id))['caseNumber'],
    );
    expect(await post('worker', id, 'withdraw')).toMatchObject({
      body: { code: 'STATE_CONFLICT' },
    });
  });
});
