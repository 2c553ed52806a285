import { expect, test } from 'vitest';
import { gift } from '../support/acts.ts';
import { ok } from '../support/cases.ts';
import { runVerification } from '../support/verification.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld();
const treasurer = world.as('treasurer');
const choose = (values: object = {}) =>
  treasurer.post('/rule-book-choices', {
    ruleBook: '2004',
    version: 1,
    effectiveFrom: '2026-01-01',
    ...values,
  });
const accountOf = async (code: string) =>
  ok(await treasurer.get('/accounts')).items.find((row: { code: string }) => row.code === code);

test('without a choice accounts show as they are kept', async () => {
  const { items, choices } = ok(await treasurer.get('/rule-books'));
  expect(choices).toEqual([]);
  const books = items.map((book: Record<string, unknown>) => [
    book['id'],
    book['version'],
    book['closingRegime'],
    book['current'],
  ]);
  expect(books).toEqual([
    ['2026', 1, '2026', true],
    ['2026', 2, '2026', false],
    ['government', 1, '2026', false],
    ['2004', 1, '2004', false],
  ]);
  expect(await accountOf('530101')).toMatchObject({ bookCode: '530101', system: true });
});

test('the map says which codes mislead', async () => {
  const map = async (book: string) => {
    const { items } = ok(await treasurer.get(`/rule-book-accounts?ruleBook=${book}&version=1`));
    return new Map<string, Record<string, string | null>>(
      items.map((row: { accountCode: string }) => [row.accountCode, row]),
    );
  };
  const old = await map('2004');
  expect(old.get('530101')).toMatchObject({ bookCode: '520101', trapZh: /2004年的5301是筹资费用/ });
  expect(old.get('540101')).toMatchObject({ bookCode: '530101' });
  expect(old.get('5901')).toMatchObject({ bookCode: '5401', bookNameZh: '其他费用' });
  expect(old.get('1801')).toMatchObject({ bookCode: '1701', bookNameEn: 'Agency assets' });
  expect(old.get('100101')).toMatchObject({ bookCode: '100101', trapZh: null });
  const office = await map('government');
  expect(office.get('100201')).toMatchObject({ bookCode: '1002' });
  expect(office.get('2601')).toMatchObject({ bookCode: '2901', bookNameZh: '受托代理负债' });
  expect(office.get('120101')).toMatchObject({ bookCode: '1891', trapEn: /fiscal quota/ });
});

test('a choice comes into force with the chair, and shows on accounts and vouchers', async () => {
  const { id } = ok(await choose());
  expect(await accountOf('530101')).toMatchObject({ bookCode: '530101' });
  const self = await treasurer.post(`/rule-book-choices/${id}/approve`);
  expect([self.status, self.body.code]).toEqual([403, 'FORBIDDEN']);
  const { choices } = ok(await world.as('chair').get('/rule-books'));
  expect(choices).toMatchObject([{ id, approvedByName: null, allowedActions: ['approve'] }]);
  const racing = await Promise.all(
    Array.from({ length: 8 }, () => world.as('chair').post(`/rule-book-choices/${id}/approve`)),
  );
  expect(racing.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(racing.filter(({ body }) => body.code === 'STATE_CONFLICT')).toHaveLength(7);
  expect(await accountOf('530101')).toMatchObject({
    code: '530101',
    bookCode: '520101',
    bookNameZh: '非限定性管理费用',
  });
  // the ledger posts on its own accounts; the paper shows those of the rule book of the day
  const give = (receivedOn: string) => treasurer.post('/donations', gift({ receivedOn, ...fee }));
  const fee = { channel: 'wechat', gross: '100.00', fee: '0.60' };
  const codesOf = async (voucherId: string) =>
    ok(await treasurer.get(`/vouchers/${voucherId}`)).lines.map(
      (line: Record<string, string>) => `${line['accountCode']} ${line['bookCode']}`,
    );
  const now = ok(await give('2026-01-10'));
  expect(await codesOf(now.voucherId)).toEqual(['100901 100901', '540101 530101', '410101 410101']);
  const before = ok(await give('2025-12-31'));
  expect(await codesOf(before.voucherId)).toContain('540101 540101');
  const trail = await world.client`select action, subject from audit_entries
    where subject = ${`rule-book-choice:${id}`} order by seq`;
  expect(trail.map((row) => row['action'])).toEqual(['rule-book.chosen', 'rule-book.approved']);
});

test('a choice is refused when', async () => {
  const refusals: [string, object, number, string, string][] = [
    ['no book has this name', { ruleBook: '1999' }, 422, 'VALUE_INVALID', '/ruleBook'],
    ['nor this version', { version: 9 }, 422, 'VALUE_INVALID', '/ruleBook'],
    ['no year begins', { effectiveFrom: '2026-02-01' }, 422, 'DATE_RANGE', '/effectiveFrom'],
    [
      'the book is younger',
      { ruleBook: '2026', effectiveFrom: '2025-01-01' },
      422,
      'DATE_RANGE',
      '/effectiveFrom',
    ],
  ];
  for (const [why, values, status, code, pointer] of refusals) {
    const answer = await choose(values);
    expect([why, answer.status, answer.body.code]).toEqual([why, status, code]);
    expect(answer.body.errors[0].pointer).toBe(pointer);
  }
  const unknown = await treasurer.get('/rule-book-accounts?ruleBook=1999&version=1');
  expect(ok(unknown).items).toEqual([]);
});

test('a year with a closed month keeps its rule book', async () => {
  const waiting = ok(await choose({ ruleBook: 'government', effectiveFrom: '2025-01-01' }));
  const unsigned = await world.client`select id from vouchers where period_id = 202512`;
  for (const { id } of unsigned) ok(await world.as('treasurer2').post(`/vouchers/${id}/sign`));
  ok(await treasurer.post('/periods/202512/close'));
  const late = await choose({ ruleBook: '2004', effectiveFrom: '2025-01-01' });
  expect([late.status, late.body.code]).toEqual([409, 'PERIOD_LOCKED']);
  const approval = await world.as('chair').post(`/rule-book-choices/${waiting.id}/approve`);
  expect([approval.status, approval.body.code]).toEqual([409, 'PERIOD_LOCKED']);
  ok(await choose({ ruleBook: '2026', version: 2 }));
  expect(await runVerification(world)).toEqual([]);
});
