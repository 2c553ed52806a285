import type { FundKind } from '../../shared/funds.ts';
import type { Money } from '../../shared/money.ts';
import { maybe, one } from '../core/rows.ts';
import type { Reader } from '../database/snapshot.ts';
import type { AccountFact, Facts, FundFact, ManualRule, Original } from './conditions.ts';
import { voucherLines } from './queries.ts';

/** The whole chart, with what each account stands at. */
async function accountFacts(sql: Reader): Promise<Map<string, AccountFact>> {
  const rows = await sql<(AccountFact & { code: string })[]>`
    select a.code, a.name_zh as "nameZh", a.name_en as "nameEn", a.takes_lines as "takesLines",
      a.needs_fund as "needsFund", a.needs_beneficiary as "needsBeneficiary",
      a.never_negative as "neverNegative",
      coalesce(sum(b.debit - b.credit), 0)::numeric(18,2)::text as balance
    from accounts a left join account_balances b on b.account_code = a.code group by a.code`;
  return new Map(rows.map(({ code, ...fact }) => [code, fact]));
}

async function fundFacts(sql: Reader): Promise<Map<string, FundFact>> {
  const rows = await sql<(FundFact & { id: string; kind: FundKind })[]>`
    select f.id, f.code, f.name, f.kind, b.balance::text,
      (b.balance - b.not_cash - b.committed_cash)::text as available
    from funds f join fund_balances b on b.fund_id = f.id`;
  return new Map(rows.map(({ id, ...fact }) => [id, fact]));
}

/** Whether anything may be posted on a day: mirrors the SQL function require_open_period. */
async function periodOn(sql: Reader, day: string): Promise<Facts['period']> {
  const rows = await sql<{ period: Facts['period'] }[]>`
    select case
      when p.status is not null then p.status
      when ${day}::date < (select date_trunc('year', created_at at time zone 'Asia/Shanghai')
        - interval '1 year' from organisations) then 'before'
      when exists (select 1 from periods x where x.starts_on > ${day}::date and x.status = 'closed')
        then 'closed'
      else 'open' end as period
    from (select 1) one left join periods p on ${day}::date between p.starts_on and p.ends_on`;
  return one(rows).period;
}

async function requestFacts(sql: Reader, ids: readonly string[]): Promise<Facts['requests']> {
  if (ids.length === 0) return new Map();
  const rows = await sql<
    { id: string; status: string; granted: Money | null; reserved: Money; fundId: string }[]
  >`select id, status, granted::text, reserved_for(id)::numeric(18,2)::text as reserved,
      fund_id as "fundId"
    from aid_requests where id = any (${[...ids]}::uuid[])`;
  return new Map(rows.map(({ id, ...fact }) => [id, fact]));
}

/** A posted voucher as something to correct, or undefined. */
export async function originalById(
  sql: Reader,
  id: string,
): Promise<
  (Original & { label: string; summary: string; openDraftId: string | null }) | undefined
> {
  const row = maybe(
    await sql<
      {
        voucherDate: string;
        label: string;
        summary: string;
        sourceType: string;
        isReversal: boolean;
        isCorrected: boolean;
        openDraftId: string | null;
      }[]
    >`select v.voucher_date::text as "voucherDate", v.summary,
        v.word || '-' || to_char(v.number, 'FM999990000') as label,
        v.source_type as "sourceType", v.reverses_id is not null as "isReversal",
        exists (select 1 from vouchers r where r.reverses_id = v.id)
          or exists (select 1 from voucher_corrections k where k.original_id = v.id
            and not exists (select 1 from vouchers r where r.reverses_id = k.blue_id))
          as "isCorrected",
        (select d.id from voucher_drafts d where d.corrects_id = v.id
          and d.status in ('draft', 'submitted', 'reviewed')) as "openDraftId"
      from vouchers v where v.id = ${id}`,
  );
  return row && { ...row, lines: await voucherLines(sql, id) };
}

/** The month of the first open period after a closed one, or undefined when none is open. */
export async function firstOpenAfter(sql: Reader, day: string): Promise<string | undefined> {
  const rows = await sql<{ day: string }[]>`select ends_on::text as day from periods
    where status = 'open' and ends_on >= ${day}::date order by id limit 1`;
  return rows[0]?.day;
}

/** Everything that a draft is examined against. */
export async function factsFor(
  sql: Reader,
  draft: {
    voucherDate: string;
    event: string;
    correctsId: string | null;
    requestIds: readonly string[];
  },
  today: string,
): Promise<Facts> {
  const { voucherDate, event, correctsId, requestIds } = draft;
  const rules = await sql<ManualRule[]>`select prefix, plain, correction,
    prior_year as "priorYear" from manual_rules`;
  const events = await sql<NonNullable<Facts['event']>[]>`select debits, credits, outside
    from posting_rules where event = ${event} and source = 'manual'`;
  const [words] = await sql<{ words: Facts['words'] }[]>`
    select voucher_words as words from organisations`;
  return {
    today,
    words: words?.words ?? 'one',
    rules,
    event: events[0],
    accounts: await accountFacts(sql),
    funds: await fundFacts(sql),
    period: await periodOn(sql, voucherDate),
    requests: await requestFacts(sql, requestIds),
    original: correctsId === null ? undefined : await originalById(sql, correctsId),
  };
}
