import { expect, test } from 'vitest';
import { gift, openDrive } from '../support/acts.ts';
import { ok, visited, vote } from '../support/cases.ts';
import { makeWorld } from '../support/world.ts';
import { count } from './counts.ts';
import { randomOf, seed } from './random.ts';
import { reached } from './report.ts';

/**
 * P06: many deciding votes fall at once on funds that can bear about two in five of them. No fund
 * ever promises more than it has; who comes too late is told what is available.
 */
const world = await makeWorld();
const random = randomOf(seed);
const restricted = count(4, 19);
const each = count(5, 20);

/** The funds: the unrestricted one and restricted ones, each with two fifths of what is asked. */
async function makeFunds(): Promise<{ id: string; asked: number[] }[]> {
  const treasurer = world.as('treasurer');
  const ids: string[] = [];
  for (let n = 0; n < restricted; n++) {
    const body = { code: `F${10 + n}`, name: `专项${n}`, kind: 'restricted', purpose: '救助' };
    ids.push(ok(await treasurer.post('/funds', body)).id);
  }
  const funds = [world.funds.F00!, ...ids].map((id) => ({
    id,
    asked: Array.from({ length: each }, () => 100 + Math.floor(random() * 900)),
  }));
  for (const [n, { id, asked }] of funds.entries()) {
    const total = asked.reduce((sum, amount) => sum + amount, 0);
    const driveId = await openDrive(world, { code: `D${200 + n}`, fundId: id });
    const gross = `${Math.floor(total * 0.4)}.00`;
    ok(await treasurer.post('/donations', gift({ driveId, gross })));
  }
  return funds;
}

test(
  'P06 no fund is ever overdrawn',
  async () => {
    const funds = await makeFunds();
    const requests: { id: string; amount: string }[] = [];
    for (const { id: fundId, asked } of funds) {
      for (const sum of asked) {
        const amount = `${sum}.00`;
        requests.push({ id: await visited(world, amount, { fundId }), amount });
      }
    }
    requests.sort(() => random() - 0.5);
    const codes: string[] = [];
    const clients = Array.from({ length: 32 }, async () => {
      for (let next = requests.pop(); next; next = requests.pop()) {
        const answer = await vote(world, 'member1', next.id, next.amount);
        if (answer.status === 503) requests.push(next);
        else codes.push(answer.status < 300 ? 'approved' : `${answer.status} ${answer.body.code}`);
        if (answer.body.code === 'FUND_INSUFFICIENT') {
          expect(Number(answer.body.available)).toBeLessThan(Number(next.amount));
        }
      }
    });
    await Promise.all(clients);
    expect(new Set(codes)).toEqual(new Set(['approved', '409 FUND_INSUFFICIENT']));
    const rows = await world.client<{ least: string; off: number }[]>`
      select min(b.balance - b.not_cash - b.committed_cash)::text as least, count(*) filter (where
        b.committed_cash <> (select coalesce(sum(amount), 0) from commitments c where c.fund_id = b.fund_id)
        or b.balance <> (select coalesce(sum(case side when 'credit' then amount else -amount end), 0)
          from voucher_lines l where l.fund_id = b.fund_id and l.account_code >= '3'))::int as off
      from fund_balances b`;
    expect(Number(rows[0]!.least)).toBeGreaterThanOrEqual(0);
    expect(rows[0]!.off).toBe(0);
    const refused = codes.filter((code) => code !== 'approved').length;
    expect(refused / codes.length).toBeGreaterThan(0.4);
    reached(
      'P06',
      'min balance ≥ 0; failures 409 FUND_INSUFFICIENT only',
      `${codes.length} deciding votes of 32 clients on ${funds.length} funds, ${refused} refused; least left ${rows[0]!.least}`,
      seed,
    );
  },
  count(90_000, 900_000),
);
