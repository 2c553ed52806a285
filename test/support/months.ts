import { monthEnd } from '../../shared/dates.ts';
import { ok } from './cases.ts';
import type { World } from './world.ts';

/** Signs every voucher of a month, each by the treasurer who did not prepare it. */
export async function signMonth(world: World, period: number): Promise<void> {
  const unsigned = await world.core.client`
    select v.id, u.login from vouchers v join users u on u.id = v.prepared_by
    where v.period_id = ${period}
      and not exists (select 1 from voucher_signatures s where s.voucher_id = v.id)`;
  for (const { id, login } of unsigned) {
    const other = login === 'treasurer2' ? 'treasurer' : 'treasurer2';
    ok(await world.as(other).post(`/vouchers/${id as string}/sign`));
  }
}

/** Signs and closes a month; the clock must be past it. Signs what closed it, too. */
export async function closeMonth(world: World, period: number): Promise<void> {
  await signMonth(world, period);
  ok(await world.as('treasurer').post(`/periods/${period}/close`));
  await signMonth(world, period);
}

/** Sets the clock to noon of the third day after a month. */
export function afterMonth(world: World, period: number): void {
  const end = Date.parse(`${monthEnd(period)}T04:00:00.000Z`);
  world.setNow(new Date(end + 3 * 86_400_000).toISOString());
}

/** What is broken on the checklist of a month, as `name count`. */
export async function brokenPoints(world: World, period: number): Promise<string[]> {
  const { points } = ok(await world.as('treasurer').get(`/periods/${period}/checklist`));
  return (
    (points as { name: string; count: number }[])
      // these months have no statements of the bank: that point has tests of its own
      .filter(({ name, count }) => count > 0 && name !== 'bank_unreconciled')
      .map(({ name, count }) => `${name} ${count}`)
  );
}

/** What a month's closing vouchers say, as `410102 F01 debit 25760.00`. */
export async function closingLinesOf(world: World, period: number): Promise<string[]> {
  const rows = await world.core.client`
    select l.account_code || ' ' || f.code || ' ' || l.side || ' ' || l.amount as line
    from vouchers v join voucher_lines l on l.voucher_id = v.id join funds f on f.id = l.fund_id
    where v.period_id = ${period} and v.source_type = 'closing' order by v.seq, l.line_no`;
  return rows.map(({ line }) => line as string);
}

/** What each account of class 3, 4 and 5 stands at by fund, credit less debit, without zeros. */
export async function netAssets(world: World): Promise<Record<string, string>> {
  const rows = await world.core.client`
    select b.account_code || ' ' || f.code as name, (b.credit - b.debit)::text as net
    from account_balances b join funds f on f.id = b.fund_key
    where b.account_code >= '3' and b.credit <> b.debit order by 1`;
  return Object.fromEntries(rows.map(({ name, net }) => [name as string, net as string]));
}
