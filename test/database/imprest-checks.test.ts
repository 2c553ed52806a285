import postgres from 'postgres';
import { afterAll, expect, test } from 'vitest';
import { ok } from '../support/cases.ts';
import { outcomeOf } from '../support/guards.ts';
import { issueOf, packsBought } from '../support/posts-goods.ts';
import { approvedBatch, handedIn, paidAdvance, reviewed } from '../support/posts-imprest.ts';
import { next, today } from '../support/prepared.ts';
import { tamper } from '../support/tamper.ts';
import { makeWorld } from '../support/world.ts';

/** Packs of a roster under attack, and rows that a superuser changed named by verify. */
const world = await makeWorld();
const owner = postgres(world.adminUrl, { max: 1, onnotice: () => {} });
await owner.unsafe('set search_path = fund');
afterAll(() => owner.end({ timeout: 2 }));
const { itemId } = await packsBought(world);
const batch = await approvedBatch(world);
const B = world.as('worker2');
const packs = (lineIds: (string | undefined)[], values: object = {}) =>
  B.post(`/condolences/${batch.id}/packs`, {
    lineIds,
    itemId,
    issuedOn: today(world),
    paperNumber: `FF-${next()}`,
    ...values,
  });

test('packs go to a line once, until their issue is taken back', async () => {
  const { id } = ok(await packs([batch.lines[0]]));
  const again = await packs([batch.lines[0]]);
  expect(again.body.errors).toEqual([{ pointer: '/lineIds/0', code: 'ALREADY_DISBURSED' }]);
  expect((await packs([world.users['chair']])).body.errors[0].code).toBe('VALUE_INVALID');
  const taken = { reason: '误领', reversedOn: today(world) };
  ok(await world.as('treasurer2').post(`/goods-documents/${id}/reverse`, taken));
  const racing = await Promise.all(Array.from({ length: 8 }, () => packs([batch.lines[0]])));
  expect(racing.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
});

test('the guards of packs, with and without them', async () => {
  const { id } = ok(await B.post('/goods-issues', issueOf(world, itemId, '1')));
  const [line] = await owner`select id from condolence_lines where id = ${batch.lines[1]!}`;
  const note = (document: string, lineId: string, count = 1) =>
    `update goods_documents set born = pg_current_xact_id() where id = '${document}';
     insert into condolence_packs (line_id, document_id, packs)
      values ('${lineId}', '${document}', ${count});`;
  const still = 'alter table goods_documents disable trigger goods_documents_append_only;';
  const guard = 'drop trigger packs_handed_out_once on condolence_packs;';
  const foots = 'drop trigger packs_foot_to_their_issue on condolence_packs;';
  const cases = [
    ['LF004', guard + foots, note(id, line!['id'] as string, 2)],
    ['LF010', guard, note(id, batch.lines[0]!)],
    [
      'LF007',
      foots,
      `update condolence_lines set packs = 3 where id = '${line!['id']}';
      ${note(id, line!['id'] as string, 3)}`,
    ],
  ] as const;
  const free = `${still} alter table condolence_lines disable trigger condolence_lines_append_only;`;
  for (const [code, removal, attack] of cases) {
    expect(await outcomeOf(owner, free + attack)).toBe(code);
    expect(await outcomeOf(owner, free + attack, removal)).toBe('got through');
  }
});

test('each changed row is named by its rule', async () => {
  const lapsed = await paidAdvance(world, (await approvedBatch(world)).id);
  const { id } = await handedIn(world, { returned: '0.00' });
  const done = { postedOn: today(world) };
  ok(await world.as('treasurer').post(`/condolence-payments/${id}/review`, done));
  await reviewed(world);
  const verified = async () => ok(await world.as('auditor').post('/verifications', {})).findings;
  expect(await verified()).toEqual([]);
  await tamper(world.adminUrl, async (sql) => {
    await sql`update advances set amount = 200 where id in (select advance_id
      from condolence_payments where id = ${id})`;
    await sql`update advances set holder_person_id = (select taken_person_id from advance_steps
      where advance_id = ${lapsed} and step = 'approved') where id = ${lapsed}`;
    await sql`update condolence_lines set amount = 301 where id = ${batch.lines[1]!}`;
    await sql`update condolence_batches set budget = 999 where id = ${batch.id}`;
    await sql`delete from handout_signatures s using handouts h
      where h.id = s.handout_id and h.payment_id = ${id}`;
    await sql`update condolence_packs set packs = 2`;
  });
  const found = (await verified()) as { check: string }[];
  expect(found.map(({ check }) => check)).toEqual(
    expect.arrayContaining([
      'no advance is settled beyond itself',
      'every roster foots',
      'every line is handed out once and signed',
      'every batch reserves what it approved and uses what it paid',
      'who takes money neither approves nor pays it',
      'packs of a roster are those of their issue',
      'every document is posted as it says',
    ]),
  );
});
