import { describe, expect, test } from 'vitest';
import { family, idNumberOf, ok } from '../support/cases.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld();
const worker = world.as('worker');

describe('registering a family', () => {
  test('seals what names or locates it and writes the trail without personal data', async () => {
    const body = family(world, { applicantName: '赵小满', address: '沁园小区9栋' });
    const { id, code } = ok(await worker.post('/households', body));
    expect(code).toBe('H0001');
    const [row] = await world.core.client`select * from households where id = ${id}`;
    const stored = JSON.stringify(row);
    for (const secret of ['赵小满', body.idNumber, '13800138000', '沁园小区']) {
      expect(stored).not.toContain(secret);
    }
    const [entry] = await world.core.client`
      select body, action from audit_entries where subject = ${`household:${id}`}`;
    expect(entry!['action']).toBe('household.registered');
    expect(entry!['body']).not.toMatch(/赵小满|230199|沁园/);
    const kept = await world.core.client`select answer from operations where answer->>'id' = ${id}`;
    expect(kept[0]!['answer']).toEqual({ id, code });
  });

  test('the same key gives the same file', async () => {
    const body = family(world);
    const key = '0b9ad5a2-6f4c-4a4e-9d4e-0f6a3f5b7c11';
    const first = ok(await worker.post('/households', body, { key }));
    expect(ok(await worker.post('/households', body, { key }))).toEqual(first);
  });

  test('an applicant has one file, and the refusal tells nothing of it', async () => {
    const body = family(world);
    ok(await worker.post('/households', body));
    const again = await world.as('worker3').post('/households', {
      ...body,
      communityId: world.communities['红河'],
    });
    expect(again).toMatchObject({ status: 409, body: { code: 'HOUSEHOLD_EXISTS' } });
    expect(JSON.stringify(again.body)).not.toMatch(/报达|H00|王小芳/);
  });

  test('eight at once make one file', async () => {
    const body = family(world);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => worker.post('/households', body)),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body: { code } }) => code === 'HOUSEHOLD_EXISTS')).toHaveLength(7);
  });

  test.each([
    ['a wrong check digit', { idNumber: '230199198001010022' }, 422, 'IDNO_CHECKSUM', '/idNumber'],
    ['30 February', { idNumber: '230199199902300012' }, 422, 'IDNO_DATE', '/idNumber'],
    ['nobody born yet', { idNumber: '230199209901010028' }, 422, 'DATE_RANGE', '/idNumber'],
    [
      'a child without guardian',
      { idNumber: '230199201908150043' },
      422,
      'REQUIRED',
      '/guardianName',
    ],
    ['a wrong phone', { phone: '12800138000' }, 422, 'PHONE_INVALID', '/phone'],
    ['nobody in it', { memberCount: 0 }, 422, 'VALUE_INVALID', '/memberCount'],
    ['an unknown field', { salary: '1' }, 422, 'UNKNOWN_FIELD', '/salary'],
  ])('is refused for %s', async (_, values, status, code, pointer) => {
    const answer = await worker.post('/households', family(world, values));
    expect(answer).toMatchObject({ status, body: { code, errors: [{ pointer, code }] } });
  });

  test('another community is out of reach', async () => {
    const body = family(world, { communityId: world.communities['红河'] });
    expect(await worker.post('/households', body)).toMatchObject({ status: 404 });
  });

  test('a child with a guardian is marked as a minor', async () => {
    const child = { idNumber: idNumberOf(7, '20190815'), guardianName: '报达社区居委会' };
    const { id, code } = ok(await worker.post('/households', family(world, child)));
    const shown = ok(await worker.get(`/households/${id}`));
    expect(shown).toMatchObject({ applicantIsMinor: true, applicantName: code });
  });
});

describe('reading a family', () => {
  test('lists are masked, newest first, page by page', async () => {
    const { id } = ok(await worker.post('/households', family(world, { applicantName: '吴小宏' })));
    const first = ok(await worker.get('/households?limit=1'));
    expect(first['items']).toMatchObject([
      { id, applicantName: '吴*宏', phone: '138****8000', mayUnmask: true },
    ]);
    expect(first['items'][0].idNumber).toMatch(/^230199\*{8}\w{4}$/);
    const next = ok(await worker.get(`/households?limit=1&cursor=${first['nextCursor']}`));
    expect(next['items'][0].id).not.toBe(id);
  });

  test('only for the own community, the chair and the auditor', async () => {
    const { id } = ok(await worker.post('/households', family(world)));
    const statuses = await Promise.all(
      [
        'worker',
        'worker2',
        'worker3',
        'chair',
        'auditor',
        'member1',
        'treasurer',
        'cashier',
        'admin',
      ].map(async (login) => [login, (await world.as(login).get(`/households/${id}`)).status]),
    );
    expect(Object.fromEntries(statuses)).toEqual({
      worker: 200,
      worker2: 200,
      worker3: 404,
      chair: 200,
      auditor: 200,
      member1: 403,
      treasurer: 403,
      cashier: 403,
      admin: 403,
    });
    expect(ok(await world.as('worker3').get('/households'))['items']).toEqual([]);
    expect((await worker.get('/households/00000000-0000-4000-8000-000000000000')).status).toBe(404);
    expect((await worker.get('/households?cursor=bm9uc2Vuc2U')).body).toMatchObject({
      code: 'PAGE_INVALID',
    });
  });

  test('in clear only with a reason, which stays in the trail', async () => {
    const body = family(world, { applicantName: '钱大有', address: '新华街8号' });
    const { id } = ok(await worker.post('/households', body));
    const refused = await world.as('worker3').post(`/households/${id}/unmask`, { reason: '看看' });
    expect(refused.status).toBe(404);
    const none = await world.as('chair').post(`/households/${id}/unmask`, { reason: ' ' });
    expect(none).toMatchObject({ status: 422, body: { code: 'TEXT_REQUIRED' } });
    const seen = ok(
      await world.as('chair').post(`/households/${id}/unmask`, { reason: '核实身份' }),
    );
    expect(seen).toEqual({
      id,
      code: seen['code'],
      applicantName: '钱大有',
      idNumber: body.idNumber,
      phone: '13800138000',
      address: '新华街8号',
      guardianName: null,
    });
    const trail = await world.core.client`select person_id, body from audit_entries
      where subject = ${`household:${id}`} and action = 'household.unmasked'`;
    expect(trail).toHaveLength(1);
    expect(trail[0]!['person_id']).toBe(world.personOf['chair']);
    expect(trail[0]!['body']).toContain('核实身份');
    const stored = JSON.stringify(await world.core.client`select answer from operations`);
    expect(stored).not.toContain('钱大有');
    expect(world.logLines.join('\n')).not.toMatch(/钱大有|新华街/);
  });
});
