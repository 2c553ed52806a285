import { expect, test } from 'vitest';
import { gift } from '../support/acts.ts';
import { ok } from '../support/cases.ts';
import { makeWorld, type Answer } from '../support/world.ts';

const world = await makeWorld('2027-12-20T02:00:00.000Z');
const treasurer = world.as('treasurer');
const give = (receivedOn: string) => treasurer.post('/donations', gift({ receivedOn }));
const said = ({ status, body }: Answer) => (status < 300 ? 'done' : `${status} ${body.code}`);
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What a month was closed with, and what the lines up to it say now. */
async function kept(period: number) {
  const [row] = await world.client`
    select (select sum(debit) from closing_balances where period_id = ${period}) as closed,
      (select sum(amount) filter (where side = 'debit') from voucher_lines
        where period_id <= ${period}) as lines`;
  return row as unknown as { closed: string; lines: string };
}

test('a month that closes while the first voucher of the month before it comes', async () => {
  let firstPosts = 0;
  for (let turn = 0; turn < 10; turn++) {
    const earlier = 202601 + turn * 2 + (turn >= 6 ? 88 : 0);
    const later = earlier + 1;
    const day = (period: number) => `${String(period).slice(0, 4)}-${String(period).slice(4)}-15`;
    ok(await give(day(later)));
    const unsigned = await world.client`select id from vouchers v where period_id = ${later}
      and not exists (select 1 from voucher_signatures s where s.voucher_id = v.id)`;
    for (const { id } of unsigned) ok(await world.as('treasurer2').post(`/vouchers/${id}/sign`));
    const [closing, posted] = await Promise.all([
      wait(turn * 5).then(() => treasurer.post(`/periods/${later}/close`)),
      give(day(earlier)),
    ]);
    expect(said(closing)).toMatch(/^(done|409 STATE_CONFLICT)$/);
    expect(said(posted)).toMatch(/^(done|409 PERIOD_LOCKED)$/);
    // whoever came first, a closed month stays what it was closed with
    if (closing.status === 200) {
      const { closed, lines } = await kept(later);
      expect(closed).toBe(lines);
    }
    if (posted.status === 201) {
      firstPosts++;
      expect(said(closing)).toBe('409 STATE_CONFLICT');
      const [late] = await world.client`select id from vouchers where period_id = ${earlier}`;
      ok(await world.as('treasurer2').post(`/vouchers/${late!['id']}/sign`));
      ok(await treasurer.post(`/periods/${earlier}/close`));
      ok(await treasurer.post(`/periods/${later}/close`));
    }
  }
  expect(firstPosts).toBeGreaterThan(0);
});
