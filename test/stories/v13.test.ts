import { expect, test } from 'vitest';
import { readEvidence, verify } from '../../server/audit/verify.ts';
import { readSnapshot } from '../../server/database/snapshot.ts';
import { gift } from '../support/acts.ts';
import { fundNow, ok } from '../support/cases.ts';
import { posted, row } from '../support/drafts.ts';
import { makeWorld } from '../support/world.ts';

/** V13 (domain.md §8): an error of 2026 that is found in 2027. */
const world = await makeWorld('2026-11-10T02:00:00.000Z');
const treasurer = world.as('treasurer');
const { F00, F01 } = world.funds;
let original: string;
let draftId: string;

const income = async (year: number) => {
  // what closing the year moved is no income
  const [sum] = await world.client`select coalesce(sum(case side when 'credit' then amount
      else -amount end), 0)::numeric(18,2) as x
    from voucher_lines l join vouchers v on v.id = l.voucher_id and v.source_type <> 'closing'
    where account_code like '4101%' and extract(year from l.voucher_date) = ${year}`;
  return sum!['x'] as string;
};

test('given a gift of 1,200.00 of 2026 in F00 that was for F01', async () => {
  const body = gift({ gross: '1200.00', receivedOn: '2026-11-10' });
  original = ok(await treasurer.post('/donations', body)).voucherId;
  // within its year it is taken back from its own page
  const now = ok(await treasurer.get(`/vouchers/${original}/correction`));
  expect(now).toMatchObject({ kinds: [], refusal: 'CORRECTION_KIND' });
  ok(await world.as('treasurer2').post(`/vouchers/${original}/sign`));
});

test('in 2027 only the prior-year route is open', async () => {
  world.setNow('2026-12-02T02:00:00.000Z');
  ok(await treasurer.post('/periods/202611/close'));
  world.setNow('2027-02-10T02:00:00.000Z');
  expect(ok(await treasurer.get(`/vouchers/${original}/correction`))).toMatchObject({
    kinds: ['prior_year'],
    correctedOn: '2027-02-10',
    blueSummary: '更正以前年度2026年11月10日记-0001号凭证',
  });
  const full = { kind: 'full', reason: '限定用途', lines: [] };
  const refused = await treasurer.post(`/vouchers/${original}/correct`, full);
  expect([refused.status, refused.body.code]).toEqual([409, 'CORRECTION_KIND']);
});

test('income of this year, or net assets beside 3201, are no way to correct it', async () => {
  const body = {
    kind: 'prior_year',
    reason: '捐赠协议写明用于突发特困',
    lines: [
      row('410101', 'debit', '1200.00', { fundId: F00 }),
      row('3102', 'credit', '1200.00', { fundId: F01 }),
    ],
  };
  draftId = ok(await treasurer.post(`/vouchers/${original}/correct`, body)).id;
  const { check } = ok(await treasurer.get(`/drafts/${draftId}`));
  expect(check.problems).toEqual([
    { pointer: '/lines/0/account', code: 'ACCOUNT_NOT_ALLOWED' },
    { pointer: '/lines/1/account', code: 'ACCOUNT_NOT_ALLOWED' },
  ]);
  const lines = [
    row('320101', 'debit', '1200.00', { fundId: F00 }),
    row('320102', 'credit', '1200.00', { fundId: F01 }),
  ];
  const head = { version: 1, voucherDate: '2027-02-10', papers: [] };
  ok(await treasurer.post(`/drafts/${draftId}/edit`, { ...head, lines }));
});

test('then Dr 320101[F00] / Cr 320102[F01] 1,200.00: no income, nothing in total', async () => {
  const { voucherId } = await posted(world, draftId);
  const voucher = ok(await world.as('auditor').get(`/vouchers/${voucherId}`));
  expect(voucher).toMatchObject({
    voucherDate: '2027-02-10',
    lines: [
      { accountCode: '320101', side: 'debit', amount: '1200.00', fundCode: 'F00' },
      { accountCode: '320102', side: 'credit', amount: '1200.00', fundCode: 'F01' },
    ],
    corrections: [{ kind: 'prior_year', original: { id: original }, red: null }],
  });
  expect(await income(2027)).toBe('0.00');
  expect(await income(2026)).toBe('1200.00');
  expect((await fundNow(world, 'F00')).balance).toBe('0.00');
  expect((await fundNow(world, 'F01')).balance).toBe('1200.00');
  const again = { kind: 'prior_year', reason: '再一次', lines: [] };
  const second = await treasurer.post(`/vouchers/${original}/correct`, again);
  expect([second.status, second.body.code]).toEqual([409, 'ALREADY_REVERSED']);
});

test('and every rule of the books holds', async () => {
  const { findings } = await readSnapshot(world.auditUrl, (sql) =>
    verify(sql, readEvidence(world.dataDir)),
  );
  expect(findings).toEqual([]);
});
