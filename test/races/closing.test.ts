import { expect, test } from 'vitest';
import { gift } from '../support/acts.ts';
import { ok } from '../support/cases.ts';
import { netAssets, signMonth } from '../support/months.ts';
import { makeWorld, type Answer } from '../support/world.ts';

const world = await makeWorld('2026-12-20T02:00:00.000Z');
const sql = world.core.client;
const treasurer = world.as('treasurer');
const eight = <T>(act: (at: number) => Promise<T>) =>
  Promise.all(Array.from({ length: 8 }, (_, at) => act(at)));
const said = ({ status, body }: Answer) => (status < 300 ? 'done' : `${status} ${body.code}`);
const give = (receivedOn: string) => treasurer.post('/donations', gift({ receivedOn }));
const close = (period: number) => treasurer.post(`/periods/${period}/close`);
const ask = (period: number) =>
  treasurer.post(`/periods/${period}/reopen-requests`, { reason: '漏记' });
const open = (period: number) =>
  world.as('chair').post(`/periods/${period}/reopen-decision`, { approves: true });

/** BUSY is a fair answer of a race; asked again, it has to say what happened. */
async function settled(act: () => Promise<Answer>): Promise<string> {
  let answer = await act();
  for (let tries = 0; tries < 20 && ['BUSY', 'OVERLOADED'].includes(answer.body['code']); tries++) {
    answer = await act();
  }
  return said(answer);
}
const times = (all: string[], word: string) => all.filter((each) => each === word).length;

/** Closing vouchers that stand, and months that were kept, of a month. */
async function state(period: number) {
  const [row] = await sql`select
    (select count(*)::int from vouchers v where period_id = ${period} and source_type = 'closing'
      and reverses_id is null and not exists
        (select 1 from vouchers r where r.reverses_id = v.id)) as standing,
    (select coalesce(sum(debit), 0) = (select coalesce(sum(amount), 0) from voucher_lines
      where side = 'debit' and period_id <= ${period}) from closing_balances
      where period_id = ${period}) as kept,
    (select status from periods where id = ${period}) as status`;
  return row as unknown as { standing: number; kept: boolean; status: string };
}

test('eight treasurers close a month once', async () => {
  ok(await give('2026-01-15'));
  await signMonth(world, 202601);
  const answers = await eight(() => settled(() => close(202601)));
  expect(times(answers, 'done')).toBe(1);
  expect(times(answers, '409 STATE_CONFLICT')).toBe(7);
  expect(await state(202601)).toEqual({ standing: 1, kept: true, status: 'closed' });
});

test('eight requests and eight decisions open it once', async () => {
  const asked = await eight(() => settled(() => ask(202601)));
  expect(times(asked, 'done')).toBe(1);
  expect(times(asked, '409 STATE_CONFLICT')).toBe(7);
  const opened = await eight(() => settled(() => open(202601)));
  expect(times(opened, 'done')).toBe(1);
  expect(times(opened, '409 STATE_CONFLICT')).toBe(7);
  expect(await state(202601)).toEqual({ standing: 0, kept: false, status: 'open' });
  expect(await netAssets(world)).toEqual({ '410101 F00': '100.00' });
});

test('the close of a month and the re-opening of the one before it: one way or the other', async () => {
  await signMonth(world, 202601);
  ok(await close(202601));
  for (let turn = 0; turn < 4; turn++) {
    const [earlier, later] = [202601 + turn, 202602 + turn];
    ok(await give(`2026-0${turn + 2}-15`));
    await signMonth(world, later);
    ok(await ask(earlier));
    const answers = await eight((at) =>
      settled(() => ((at + turn) % 2 === 0 ? open(earlier) : close(later))),
    );
    expect(times(answers, 'done')).toBe(1);
    const [first, second] = [await state(earlier), await state(later)];
    if (first.status === 'open') {
      expect([first.standing, second]).toMatchObject([0, { standing: 0, status: 'open' }]);
      await signMonth(world, earlier);
      ok(await close(earlier));
      ok(await close(later));
    } else expect(second).toEqual({ standing: 1, kept: true, status: 'closed' });
  }
});

test('gifts into a month that opens and closes again land in it or are refused', async () => {
  const period = 202605;
  for (let turn = 0; turn < 4; turn++) {
    ok(await ask(period));
    const [opened, ...gifts] = await Promise.all([
      settled(() => open(period)),
      ...Array.from({ length: 8 }, () => settled(() => give('2026-05-20'))),
    ]);
    expect(opened).toBe('done');
    expect(times(gifts, 'done') + times(gifts, '409 PERIOD_LOCKED')).toBe(8);
    await signMonth(world, period);
    const [closed, ...late] = await Promise.all([
      settled(() => close(period)),
      ...Array.from({ length: 8 }, () => settled(() => give('2026-05-21'))),
    ]);
    expect(closed).toMatch(/^(done|409 PERIOD_NOT_READY)$/);
    expect(times(late, 'done') + times(late, '409 PERIOD_LOCKED')).toBe(8);
    if (closed !== 'done') {
      await signMonth(world, period);
      ok(await close(period));
    }
    expect(await state(period)).toEqual({ standing: 1, kept: true, status: 'closed' });
  }
  const [row] = await sql`select count(*)::int as gifts from donations`;
  const gifts = row!['gifts'] as number;
  expect(await netAssets(world)).toEqual({ '3101 F00': `${gifts * 100}.00` });
});
