import { beforeAll, expect, test } from 'vitest';
import { compareWithSeals } from '../../server/audit/checks.ts';
import { contentsOf, digestOf } from '../../server/audit/contents.ts';
import { makeSealer } from '../../server/audit/seal.ts';
import { gift } from '../support/acts.ts';
import { ok, submitted, visitBody } from '../support/cases.ts';
import { bankedVoucher, countedBox, signedMonth } from '../support/prepared.ts';
import { smallFund } from '../support/small-fund.ts';
import { tamper } from '../support/tamper.ts';
import { makeWorld } from '../support/world.ts';
import { reached } from './report.ts';

/** P17 table by table: a changed row of each kind that is sealed is named by its seal. */
const world = await makeWorld();

beforeAll(async () => {
  await smallFund(world);
  const [payment] = await world.client`select id from payments`;
  ok(
    await world.as('cashier').post(`/payments/${payment!['id']}/proof`, {
      kind: 'signature',
      reference: '签收单 1',
      receivedOn: '2026-01-10',
    }),
  );
  ok(await world.as('treasurer').post('/donations', gift({ channel: 'cash', gross: '5.00' })));
  await bankedVoucher(world);
  await countedBox(world);
  await signedMonth(world);
  const visit = await submitted(world);
  ok(await world.as('worker').post(`/aid-requests/${visit}/visit`, visitBody(world)));
  ok(await world.as('worker2').post(`/aid-requests/${visit}/sign-visit`));
  ok(await world.as('member3').post(`/aid-requests/${visit}/recuse`, { reason: '亲属' }));
  await makeSealer(world.core).sealNow();
});

/** A user who is not the one of the row: ids are random, so the least one might be. */
const another = '(select min(users.id::text)::uuid from users where users.id <> user_id)';

/** What a thief would like to change in each kind of row. */
const changes: Record<string, string> = {
  voucher: "vouchers set summary = '另一件事'",
  audit: "audit_entries set subject = 'nobody'",
  vote: 'votes set approves = not approves',
  donation: 'donations set may_be_named = not may_be_named',
  receipt: 'receipts set amount = amount + 1',
  order: "payment_orders set payee_bank = '另一家银行'",
  payment: "payments set bank_reference = 'other'",
  commitment: 'commitments set amount = amount + 1',
  visit: 'visits set suggested = suggested + 1',
  urgent_order: 'urgent_orders set amount = amount + 1',
  notice: 'notices set ends_on = ends_on + 1',
  step: 'aid_steps set amount = coalesce(amount, 0) + 1',
  deposit: "deposits set slip_reference = 'other'",
  cash_count: 'cash_counts set counted_amount = counted_amount + 1',
  donation_reversal: "donation_reversals set reason = '别的'",
  recusal: "recusals set reason = '没有'",
  visit_signature: `visit_signatures set user_id = ${another}`,
  payment_proof: "payment_proofs set reference = '别的'",
  voucher_signature: `voucher_signatures set user_id = ${another}`,
  request: 'aid_requests set requested = requested + 1',
  fund: "funds set kind = 'restricted', name = name || ' '",
  drive: 'drives set target = target + 1',
};

test('every kind of sealed row has its manipulation', async () => {
  const kinds = await world.client`select distinct kind from seal_leaves order by 1`;
  expect(kinds.map((row) => row['kind'])).toEqual(Object.keys(changes).toSorted());
});

test('the verifier brings the same digests as the database takes', async () => {
  const differing = await world.client`
    select r.kind, r.row_seq from sealed_rows r full join (${contentsOf(world.client)}) c
      on c.kind = r.kind and c.row_seq = r.row_seq
    where r.digest is distinct from ${digestOf(world.client, 'content')}`;
  expect(differing).toEqual([]);
});

let found = 0;
test.each(Object.entries(changes))('P17 a changed %s', async (kind, change) => {
  const undo = new Error('undo');
  const seen: string[] = [];
  await tamper(world.adminUrl, async (sql) => {
    expect((await findings(sql)).length).toBe(0);
    await sql.unsafe(`update ${change} where seq = (select min(row_seq) from seal_leaves
      where kind = '${kind}')`);
    seen.push(...(await findings(sql)));
    throw undo;
  }).catch((error: unknown) => {
    if (error !== undo) throw error;
  });
  expect(seen).toEqual([expect.stringMatching(new RegExp(`^${kind} |^${kind} seq `))]);
  found += 1;
  reached('P17', 'each kind of sealed row', `${found} of ${Object.keys(changes).length} named`);
});

async function findings(sql: Parameters<typeof compareWithSeals>[0]): Promise<string[]> {
  const { outcomes } = await compareWithSeals(sql);
  return outcomes.flatMap(({ outcome }) => (outcome.bad ? [outcome.bad.row] : []));
}
