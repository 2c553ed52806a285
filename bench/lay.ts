import type { Sql } from 'postgres';
import type { FillOptions } from './fill.ts';

const BATCH = 10_000;

/**
 * Lays down the same vouchers as `fillBooks`, from number `first` on, in bulk and past the posting
 * function: for measuring reads only. Balances are brought up at the end. `sql` is a superuser,
 * who may leave the guards out.
 */
export async function layBooks(sql: Sql, options: FillOptions & { first: number }): Promise<void> {
  const { vouchers, first } = options;
  for (let done = 0; done < vouchers; done += BATCH) {
    const from = first + done;
    await layBatch(sql, options, [from, Math.min(from + BATCH, first + vouchers) - 1]);
  }
  await layBalances(sql);
  await sql`analyze`;
}

async function layBatch(
  sql: Sql,
  { lines, actor, fund, drive, donor }: FillOptions,
  [from, to]: [number, number],
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`
      with laid as (
        insert into vouchers (id, period_id, word, number, voucher_date, event, summary,
          source_type, source_id, line_count, attachment_count, total, operation_id, ordinal,
          prepared_by, posted_at, digest)
        select gen_random_uuid(), 202601, '记', n, date '2026-01-01' + n % 28, 'E04',
          '募捐箱开箱清点 ' || n, 'payment', gen_random_uuid(), ${lines}::int, 1,
          (${lines}::int - 1) * 10, gen_random_uuid(), 1, ${actor}, '2026-01-01T00:00:00Z', '\\x00'
        from generate_series(${from}::int, ${to}::int) n returning id, number, voucher_date
      )
      insert into voucher_lines (voucher_id, line_no, account_code, fund_id, side, amount, drive_id,
        donor_id, period_id, voucher_date, seq, balance_after)
      select v.id, k, case k when 1 then '100201' else '410102' end,
        case when k > 1 then ${fund}::uuid end, case k when 1 then 'debit' else 'credit' end,
        case k when 1 then (${lines}::int - 1) * 10 else 10 end,
        case when k > 1 then ${drive ?? null}::uuid end,
        case when k > 1 then ${donor ?? null}::uuid end, 202601, v.voucher_date,
        case k when 1 then v.number else (v.number - 1) * (${lines}::int - 1) + k - 1 end, 0
      from laid v cross join generate_series(1, ${lines}::int) k`;
  });
}

/** Balances of accounts and months as the lines are. */
async function layBalances(sql: Sql): Promise<void> {
  const key = sql`coalesce(fund_id, '00000000-0000-0000-0000-000000000000')`;
  const debit = sql`coalesce(sum(amount) filter (where side = 'debit'), 0)`;
  const credit = sql`coalesce(sum(amount) filter (where side = 'credit'), 0)`;
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`delete from account_balances`;
    await tx`insert into account_balances (account_code, fund_key, debit, credit, line_count)
      select account_code, ${key}, ${debit}, ${credit}, count(*) from voucher_lines group by 1, 2`;
    await tx`delete from period_balances`;
    await tx`insert into period_balances (account_code, fund_key, period_id, debit, credit)
      select account_code, ${key}, period_id, ${debit}, ${credit} from voucher_lines
      group by 1, 2, 3`;
  });
}
