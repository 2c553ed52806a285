import { describe, expect, test } from 'vitest';
import { fillFund, ok, submitted, visitBody, visited } from '../support/cases.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld();
await fillFund(world, '60000.00');
const post = (login: string, id: string, step: string, body: object = {}) =>
  world.as(login).post(`/aid-requests/${id}/${step}`, body);
const read = async (login: string, id: string) =>
  ok(await world.as(login).get(`/aid-requests/${id}`));

describe('sight', () => {
  const planted = {
    household: { applicantName: '孙巧云', address: '南极街77号' },
    story: '孙巧云说',
  };

  test('each role reads no more than its work needs', async () => {
    const id = await visited(world, '5200.00', { ...planted, summary: '住房漏水' });
    const seen: Record<string, object> = {};
    for (const login of ['worker', 'member1', 'chair', 'treasurer', 'cashier', 'auditor']) {
      const { applicant, summary, story, findings, householdId } = await read(login, id);
      seen[login] = { applicant, summary, story, findings, mayOpen: householdId !== null };
    }
    const { caseNumber } = await read('chair', id);
    const words = { summary: '住房漏水', story: null, findings: null };
    const none = { summary: null, story: null, findings: null };
    expect(seen).toEqual({
      worker: {
        applicant: '孙*云',
        summary: '住房漏水',
        story: '孙巧云说',
        findings: '家中确有困难，王小芳无业',
        mayOpen: true,
      },
      member1: { applicant: caseNumber, ...words, mayOpen: false },
      chair: { applicant: caseNumber, ...words, mayOpen: true },
      treasurer: { applicant: '孙*云', ...none, mayOpen: false },
      cashier: { applicant: '孙*云', ...none, mayOpen: false },
      auditor: { applicant: '孙*云', ...words, mayOpen: true },
    });
    expect((await world.as('admin').get(`/aid-requests/${id}`)).status).toBe(403);
    expect(JSON.stringify(await read('chair', id))).not.toMatch(/孙|南极街/);
    const { householdId } = await read('chair', id);
    ok(await world.as('chair').post(`/households/${householdId}/unmask`, { reason: '核实' }));
    expect(await read('chair', id)).toMatchObject({ applicant: '孙*云', story: '孙巧云说' });
  });

  test('another community gets 404 for every act, also where the body is wrong', async () => {
    const id = await visited(world, '2000.00');
    expect((await world.as('worker3').get(`/aid-requests/${id}`)).status).toBe(404);
    const body = visitBody(world);
    for (const step of ['submit', 'withdraw', 'visit', 'sign-visit', 'notice']) {
      const answer = await post('worker3', id, step, step === 'visit' ? body : {});
      expect([step, answer.status, answer.body['code']]).toEqual([step, 404, 'NOT_FOUND']);
    }
    expect(ok(await world.as('worker3').get('/aid-requests'))['items']).toEqual([]);
  });

  test('a visitor from elsewhere sees the case that names them', async () => {
    const id = await submitted(world);
    const second = { secondPersonId: world.personOf['worker3'] };
    ok(await post('worker', id, 'visit', visitBody(world, second)));
    const shown = await read('worker3', id);
    expect(shown).toMatchObject({ story: null, allowedActions: ['sign_visit'] });
    expect(shown['findings']).toContain('困难');
    expect(ok(await world.as('worker3').get('/aid-requests'))['items']).toHaveLength(1);
    expect(ok(await post('worker3', id, 'sign-visit'))['status']).toBe('visited');
  });

  test('lists filter by status and page from the newest down', async () => {
    const older = await submitted(world);
    const id = await submitted(world);
    const page = ok(await world.as('auditor').get('/aid-requests?status=submitted&limit=1'));
    expect(page['items']).toMatchObject([{ id, status: 'submitted' }]);
    const next = ok(
      await world
        .as('auditor')
        .get(`/aid-requests?status=submitted&limit=1&cursor=${page['nextCursor']}`),
    );
    expect(next).toMatchObject({ items: [{ id: older }], nextCursor: null });
    const wrong = await world.as('auditor').get('/aid-requests?page=2');
    expect(wrong).toMatchObject({ status: 422, body: { code: 'PAGE_INVALID' } });
  });
});
