import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { gift, openDrive } from '../support/acts.ts';
import { ok } from '../support/cases.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld();
const drive = await openDrive(world);
const record = (values: object = {}, options: { key?: string } = {}) =>
  world.as('treasurer').post('/donations', gift({ driveId: drive, ...values }), options);

describe('POST /donations', () => {
  test('records the gift, its receipt, its voucher and the audit entry together', async () => {
    const answer = await record({ gross: '8400.00', channel: 'cash' });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ receiptNumber: '2026-000001', net: '8400.00' });
    const voucher = await world.as('auditor').get(`/vouchers/${answer.body.voucherId}`);
    expect(voucher.body.lines).toMatchObject([
      { accountCode: '100101', side: 'debit', amount: '8400.00', fundCode: null },
      {
        accountCode: '410102',
        side: 'credit',
        amount: '8400.00',
        fundCode: 'F01',
        driveCode: 'D1',
      },
    ]);
    const audit = await world.client`
      select action, subject, body from audit_entries where action = 'donation.recorded'`;
    expect(audit).toHaveLength(1);
    expect(audit[0]?.['body']).toContain(voucher.body.digest);
  });

  test('books the gross amount as income and the fee on the unrestricted fund', async () => {
    const answer = await record({ channel: 'wechat', gross: '860.00', fee: '5.16' });
    expect(answer.body.net).toBe('854.84');
    const voucher = await world.as('auditor').get(`/vouchers/${answer.body.voucherId}`);
    expect(
      voucher.body.lines.map((line: Record<string, string>) => [
        line['side'],
        line['accountCode'],
        line['fundCode'],
        line['amount'],
      ]),
    ).toEqual([
      ['debit', '100901', null, '854.84'],
      ['debit', '540101', 'F00', '5.16'],
      ['credit', '410102', 'F01', '860.00'],
    ]);
  });

  test('without a drive the gift is unrestricted', async () => {
    const answer = await record({ driveId: null, donor: { kind: 'anonymous' } });
    const read = await world.as('treasurer').get(`/donations/${answer.body.id}`);
    expect(read.body).toMatchObject({ fundCode: 'F00', donorName: '爱心人士', driveId: null });
  });

  test.each([
    ['cashier', {}, 403, 'FORBIDDEN', undefined],
    ['treasurer', { receivedOn: '2026-01-11' }, 422, 'DATE_FUTURE', '/receivedOn'],
    ['treasurer', { channel: 'wechat', fee: '100.01' }, 422, 'FEE_ABOVE_GROSS', '/fee'],
    ['treasurer', { channel: 'cash', fee: '1.00' }, 422, 'VALUE_INVALID', '/fee'],
    ['treasurer', { donor: { kind: 'person' } }, 422, 'REQUIRED', '/donor/name'],
    [
      'treasurer',
      { donor: { kind: 'anonymous', name: '某' } },
      422,
      'VALUE_INVALID',
      '/donor/name',
    ],
    ['treasurer', { driveId: randomUUID() }, 422, 'VALUE_INVALID', '/driveId'],
  ] as const)('refuses %s %j', async (login, values, status, code, pointer) => {
    const answer = await world.as(login).post('/donations', gift({ driveId: drive, ...values }));
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    if (pointer) expect(answer.body.errors[0]).toEqual({ pointer, code });
  });

  test('counts a transaction once', async () => {
    const reference = { channel: 'wechat', transactionReference: 'WX-4200001' };
    const before = await world.client`select count(*) from donations`;
    const answers = await Promise.all(Array.from({ length: 8 }, () => record(reference)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('DUPLICATE_TRANSACTION');
    const after = await world.client`select count(*) from donations`;
    expect(Number(after[0]?.['count'])).toBe(Number(before[0]?.['count']) + 1);
  });

  test('a transaction whose gift was taken back can be recorded rightly', async () => {
    const reference = { channel: 'wechat', transactionReference: 'WX-4200002' };
    const { id } = ok(await record(reference));
    const back = { reason: '误录', reversedOn: '2026-01-10' };
    ok(await world.as('treasurer2').post(`/donations/${id}/reverse`, back));
    expect((await record({ ...reference, gross: '90.00' })).status).toBe(201);
    expect((await record(reference)).body.code).toBe('DUPLICATE_TRANSACTION');
  });

  test('a closed drive takes no gift', async () => {
    const closing = await openDrive(world, { code: 'D9' });
    const closed = await world.as('treasurer').post(`/drives/${closing}/close`, { version: 1 });
    expect(closed.status).toBe(200);
    const answer = await record({ driveId: closing });
    expect([answer.status, answer.body.code]).toEqual([409, 'DRIVE_CLOSED']);
  });

  test('finds the same donor again, and shows the name only to the treasurer', async () => {
    const first = await record({
      donor: { kind: 'person', name: '欧阳小明', phone: '13800138000' },
    });
    const second = await record({
      donor: { kind: 'person', name: '欧阳小明', phone: '13800138000' },
    });
    const namesake = await record({ donor: { kind: 'person', name: '欧阳小明' } });
    const [a, b, c] = await Promise.all(
      [first, second, namesake].map(
        ({ body }) => world.client`select donor_id from donations where id = ${body.id}`,
      ),
    );
    expect(a?.[0]?.['donor_id']).toBe(b?.[0]?.['donor_id']);
    expect(c?.[0]?.['donor_id']).not.toBe(a?.[0]?.['donor_id']);
    const asAuditor = await world.as('auditor').get(`/donations/${first.body.id}`);
    const asTreasurer = await world.as('treasurer').get(`/donations/${first.body.id}`);
    expect([asAuditor.body.donorName, asTreasurer.body.donorName]).toEqual(['欧**明', '欧阳小明']);
  });
});

describe('POST /donations/:id/reverse', () => {
  const reverse = (login: string, id: string) =>
    world
      .as(login)
      .post(`/donations/${id}/reverse`, { reason: '重复录入', reversedOn: '2026-01-10' });

  test('takes the gift back in red, voids its receipt and lowers the drive', async () => {
    const { body } = await record({ gross: '66.00' });
    const before = await world.as('auditor').get(`/drives/${drive}`);
    const answer = await reverse('treasurer2', body.id);
    expect(answer.status).toBe(201);
    const after = await world.as('auditor').get(`/drives/${drive}`);
    expect(Number(before.body.received) - Number(after.body.received)).toBe(66);
    const read = await world.as('auditor').get(`/donations/${body.id}`);
    expect(read.body).toMatchObject({ reversed: true, receiptValid: false });
    const red = await world.as('auditor').get(`/vouchers/${answer.body.voucherId}`);
    expect(red.body.lines.map((line: { amount: string }) => line.amount)).toEqual([
      '-66.00',
      '-66.00',
    ]);
  });

  test('by another treasurer, and once, however many try', async () => {
    const { body } = await record();
    const own = await reverse('treasurer', body.id);
    expect([own.status, own.body.code]).toEqual([403, 'SOD_VIOLATION']);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => reverse('treasurer2', body.id)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
  });
});

describe('GET /donations', () => {
  test('pages by keyset, newest first, without a gap or a repeat', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page = await world.as('auditor').get(`/donations?limit=3${query}`);
      seen.push(...page.body.items.map((item: { id: string }) => item.id));
      cursor = page.body.nextCursor as string | null;
    }
    const rows = await world.client`select id from donations order by seq desc`;
    expect(seen).toEqual(rows.map((row) => row['id']));
  });
});
