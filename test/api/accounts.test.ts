import { expect, test } from 'vitest';
import { ok } from '../support/cases.ts';
import { runVerification } from '../support/verification.ts';
import { openBeneficiary } from '../support/posts-agency.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld();
const treasurer = world.as('treasurer');
await openBeneficiary(world, 'A07');
const add = (parentCode: string, nameZh: string, nameEn = nameZh) =>
  treasurer.post('/accounts', { parentCode, nameZh, nameEn });
const close = (accountCode: string, closedOn = '2026-01-10') =>
  treasurer.post('/account-closures', { accountCode, closedOn, reason: '不再使用' });
const bank = (values: object = {}) =>
  treasurer.post('/bank-accounts', {
    bankName: '工商银行',
    lastFour: '1234',
    kind: 'own',
    openedOn: '2026-01-05',
    ...values,
  });
const accounts = async () => {
  const { items } = ok(await treasurer.get('/accounts'));
  return new Map<string, Record<string, unknown>>(
    items.map((row: { code: string }) => [row.code, row]),
  );
};

test('a sub-account inherits what its parent is, in every rule book', async () => {
  expect(ok(await add('2209', '暂收工会款', 'Held for the union'))).toEqual({
    accountCode: '220905',
  });
  const added = (await accounts()).get('220905');
  expect(added).toMatchObject({ class: 2, side: 'credit', takesLines: true, needsFund: false });
  expect(added).toMatchObject({ parentCode: '2209', system: false, bookCode: '220905' });
  const goods = ok(await add('1201', '药品', 'Medicines'));
  expect((await accounts()).get(goods.accountCode)).toMatchObject({ needsFund: true });
  const map = await treasurer.get('/rule-book-accounts?ruleBook=government&version=1');
  expect(
    ok(map).items.find((row: { accountCode: string }) => row.accountCode === '220905'),
  ).toMatchObject({ bookCode: '290105', bookNameZh: '受托代理负债—其他应付款—暂收工会款' });
});

test('a leaf that never had a line is divided, and takes none from then on', async () => {
  ok(await add('2202', '应付供应商', 'Suppliers'));
  const all = await accounts();
  expect(all.get('2202')).toMatchObject({ takesLines: false });
  expect(all.get('220201')).toMatchObject({ takesLines: true });
  // a third level
  expect(ok(await add('220201', '文具店', 'Stationer'))).toEqual({ accountCode: '22020101' });
});

test('an account is refused when', async () => {
  const refusals: [string, string, string, string, string][] = [
    ['the parent is unknown', '1999', '甲', 'VALUE_INVALID', '/parentCode'],
    ['postings name it', '100101', '甲', 'ACCOUNT_FIXED', '/parentCode'],
    ['its two halves are fixed', '5101', '甲', 'ACCOUNT_FIXED', '/parentCode'],
    ['it is a bank account', '1002', '甲', 'ACCOUNT_FIXED', '/parentCode'],
    ['the name is taken', '2209', '待退捐款', 'DUPLICATE', '/nameZh'],
  ];
  for (const [why, parent, name, code, pointer] of refusals) {
    const { body } = await add(parent, name);
    expect([why, body.code, body.errors[0].pointer]).toEqual([why, code, pointer]);
  }
});

test('eight at once get eight codes without a gap', async () => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, at) => add('1009', `平台${at}`, `Platform ${at}`)),
  );
  const codes = answers.map((answer) => ok(answer).accountCode as string).toSorted();
  expect(codes).toEqual(Array.from({ length: 8 }, (_, at) => String(100904 + at)));
});

test('a bank account gets its leaf; the first ones are described where they are', async () => {
  const own = ok(await bank());
  expect(own).toEqual({ accountCode: '100203' });
  const agency = ok(await bank({ kind: 'agency', lastFour: '5678' }));
  const all = await accounts();
  expect(all.get('100203')).toMatchObject({ nameZh: '工商银行（1234）', needsBeneficiary: false });
  expect(all.get(agency.accountCode)).toMatchObject({ needsBeneficiary: true });
  ok(await bank({ accountCode: '100201', lastFour: '0001' }));
  const { items } = ok(await world.as('auditor').get('/bank-accounts'));
  expect(items).toMatchObject([
    { accountCode: '100201', lastFour: '0001', kind: 'own', closedOn: null },
    { accountCode: '100203', lastFour: '1234' },
    { accountCode: '100204', lastFour: '5678', kind: 'agency' },
  ]);
  const refusals: [object, string][] = [
    [{}, 'DUPLICATE'],
    [{ accountCode: '100201', lastFour: '0009' }, 'DUPLICATE'],
    [{ accountCode: '100202', lastFour: '0009' }, 'VALUE_INVALID'],
    [{ accountCode: '100203' }, 'VALUE_INVALID'],
    [{ lastFour: '12a4' }, 'CARD_INVALID'],
    [{ openedOn: '2026-01-11' }, 'DATE_FUTURE'],
  ];
  for (const [values, code] of refusals) expect((await bank(values)).body.code).toBe(code);
});

test('an account with nothing on it is closed, once, and takes no more lines', async () => {
  ok(await close('100203'));
  const all = await accounts();
  expect(all.get('100203')).toMatchObject({ takesLines: false, closedOn: '2026-01-10' });
  const { items } = ok(await treasurer.get('/bank-accounts'));
  expect(items[1]).toMatchObject({ accountCode: '100203', closedOn: '2026-01-10' });
  const refusals: [string, string, string][] = [
    ['100203', '2026-01-10', 'VALUE_INVALID'],
    ['100201', '2026-01-10', 'ACCOUNT_FIXED'],
    ['2209', '2026-01-10', 'VALUE_INVALID'],
    ['220905', '2026-01-11', 'DATE_FUTURE'],
  ];
  for (const [code, day, refusal] of refusals) {
    expect([code, (await close(code, day)).body.code]).toEqual([code, refusal]);
  }
});

test('an account with a balance is neither divided nor closed', async () => {
  const opening = {
    firstMonth: 202601,
    rows: [
      { accountCode: '100204', beneficiary: 'A07', debit: '300.00', credit: '0' },
      { accountCode: '2601', beneficiary: 'A07', debit: '0', credit: '300.00' },
      { accountCode: '1501', debit: '50.00', credit: '0' },
      { accountCode: '220905', debit: '0', credit: '50.00' },
    ],
    funds: [],
  };
  const { id } = ok(await treasurer.post('/opening-sheets', opening));
  ok(await world.as('chair').post(`/opening-sheets/${id}/review`));
  ok(await treasurer.post(`/opening-sheets/${id}/post`));
  expect((await close('220905')).body.code).toBe('ACCOUNT_IN_USE');
  expect((await add('1501', '电脑')).body.code).toBe('ACCOUNT_IN_USE');
  const onClosed = { ...opening.rows[2], accountCode: '100203' };
  const sheet = { ...opening, rows: [onClosed, opening.rows[3]] };
  expect((await treasurer.post('/opening-sheets', sheet)).body.code).toBe('OPENING_POSTED');
  const [held] = await world.client`select assets::text from agency_balances
    where beneficiary = 'A07'`;
  expect(held!['assets']).toBe('300.00');
  expect(await runVerification(world)).toEqual([]);
});
