import { expect, test } from 'vitest';
import { ok } from '../support/cases.ts';
import {
  identification,
  owedRefund,
  pledgeWithGift,
  unknownMoney,
} from '../support/posts-gifts.ts';
import { tamper } from '../support/tamper.ts';
import { makeWorld } from '../support/world.ts';

/** A row of a refund, a pledge or of unknown money changed by a superuser is named by verify. */
const world = await makeWorld();
const owed = await owedRefund(world);
const { pledgeId, donationId } = await pledgeWithGift(world, '30.00');
const treasurer = world.as('treasurer');
ok(await treasurer.post(`/pledges/${pledgeId}/arrivals`, { donationId }));
const { id: unknown } = await unknownMoney(world);
const named = `/unidentified-receipts/${unknown}/identify`;
ok(await treasurer.post(named, identification(world)));

test('each changed row is named by its rule', async () => {
  const before = ok(await world.as('auditor').post('/verifications', {}));
  expect(before.findings).toEqual([]);
  await tamper(world.adminUrl, async (sql) => {
    await sql`update refunds set amount = 100.01 where id = ${owed}`;
    await sql`update refund_decisions k set decided_person_id = r.prepared_person_id
      from refunds r where r.id = k.id`;
    await sql`update pledges set amount = 29.99 where id = ${pledgeId}`;
    await sql`update unidentified_receipts set amount = 9.99 where id = ${unknown}`;
  });
  const { findings } = ok(await world.as('auditor').post('/verifications', {}));
  expect(findings.map(({ check }: { check: string }) => check)).toEqual(
    expect.arrayContaining([
      'no gift is given back beyond what was given',
      'a refund is prepared decided and paid by different people',
      'no pledge is fulfilled beyond what was promised',
      'unknown money is settled once by the right hand',
      'every document is posted as it says',
    ]),
  );
});
