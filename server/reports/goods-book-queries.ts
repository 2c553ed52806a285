import { monthEnd, monthStart } from '../../shared/dates.ts';
import type { GoodsFigures } from '../../shared/goods-book.ts';
import { type Money, ZERO } from '../../shared/money.ts';
import { NONE, type Quantity } from '../../shared/quantity.ts';
import type { Reader } from '../database/snapshot.ts';

/** Which movements a book of goods has: of an item, of one fund or of all, in these months. */
export interface GoodsScope {
  item: string;
  fund?: string | undefined;
  from: number;
  to: number;
}

/** What a paper moved of an item, with its voucher. */
export interface GoodsLine {
  date: string;
  periodId: number;
  seq: string;
  voucherId: string | null;
  label: string | null;
  summary: string | null;
  fundCode: string;
  side: 'in' | 'out';
  quantity: Quantity;
  value: Money;
}

/** What came and went in one month, and since January of its year. */
export interface GoodsMonth {
  periodId: number;
  came: GoodsFigures;
  went: GoodsFigures;
  cameThisYear: GoodsFigures;
  wentThisYear: GoodsFigures;
}

const ofFund = (sql: Reader, fund: string | undefined) =>
  fund === undefined ? sql`` : sql`and m.fund_id = ${fund}`;

/** What is left before the first month, and what moved in each month, from kept figures. */
export async function readGoodsKept(
  sql: Reader,
  { item, fund, from, to }: GoodsScope,
): Promise<{ opening: GoodsFigures; months: Map<number, GoodsMonth> }> {
  const [before] = await sql<GoodsFigures[]>`
    select trim_scale(coalesce(sum(m.in_quantity - m.out_quantity), 0))::text as quantity,
      coalesce(sum(m.in_value - m.out_value), 0)::numeric(18,2)::text as value
    from goods_months m where m.item_id = ${item} and m.period_id < ${from} ${ofFund(sql, fund)}`;
  const rows = await sql<GoodsMonth[]>`
    select period_id as "periodId",
      jsonb_build_object('quantity', trim_scale(in_q)::text, 'value', in_v::text) as came,
      jsonb_build_object('quantity', trim_scale(out_q)::text, 'value', out_v::text) as went,
      jsonb_build_object('quantity', trim_scale(sum(in_q) over year)::text,
        'value', (sum(in_v) over year)::text) as "cameThisYear",
      jsonb_build_object('quantity', trim_scale(sum(out_q) over year)::text,
        'value', (sum(out_v) over year)::text) as "wentThisYear"
    from (select m.period_id, sum(m.in_quantity) as in_q, sum(m.in_value) as in_v,
        sum(m.out_quantity) as out_q, sum(m.out_value) as out_v
      from goods_months m where m.item_id = ${item} ${ofFund(sql, fund)}
        and m.period_id between ${Math.floor(from / 100) * 100 + 1}::int and ${to} group by 1) x
    window year as (partition by period_id / 100 order by period_id)`;
  const opening = before ?? { quantity: NONE, value: ZERO };
  return { opening, months: new Map(rows.map((row) => [row.periodId, row])) };
}

/** Up to `limit` papers of a book after a place, by day and in the order of moving. */
export async function readGoodsLines(
  sql: Reader,
  { item, fund, from, to }: GoodsScope,
  { after, limit }: { after: { date: string; seq: string } | undefined; limit: number },
): Promise<GoodsLine[]> {
  const since = after?.date ?? monthStart(from);
  return sql<GoodsLine[]>`
    select x.moved_on::text as date, x.period_id as "periodId", x.seq::text as seq,
      v.id as "voucherId", v.word || '-' || to_char(v.number, 'FM999990000') as label,
      coalesce(v.summary, d.paper_number) as summary, f.code as "fundCode", x.side,
      trim_scale(x.quantity)::text as quantity, x.value::text as value
    from (select m.document_id, m.undoes, m.fund_id, m.side, m.moved_on, min(m.seq) as seq,
        (extract(year from m.moved_on) * 100 + extract(month from m.moved_on))::int as period_id,
        sum(case m.side when 'in' then m.quantity else -m.quantity end) as quantity,
        sum(case m.side when 'in' then m.value else -m.value end) as value
      from goods_movements m where m.item_id = ${item} ${ofFund(sql, fund)}
        and m.moved_on between ${since}::date and ${monthEnd(to)}::date
      group by 1, 2, 3, 4, 5) x
    join goods_documents d on d.id = x.document_id join funds f on f.id = x.fund_id
    left join goods_reversals r on r.document_id = d.id
    left join vouchers v on case when x.undoes then v.id = r.voucher_id else
      v.source_id = coalesce(d.donation_id, d.id) and v.reverses_id is null
      and v.source_type = case when d.donation_id is null then 'goods' else 'donation' end end
    where ${after === undefined} or (x.moved_on, x.seq) > (${since}::date, ${after?.seq ?? 0}::bigint)
    order by x.moved_on, x.seq limit ${limit}`;
}

/** The items that moved or had stock in these months, by code. */
export async function itemsOfBook(
  sql: Reader,
  to: number,
): Promise<{ id: string; code: string; name: string; unit: string }[]> {
  return sql<{ id: string; code: string; name: string; unit: string }[]>`
    select i.id, i.code, i.name, i.unit from goods_items i
    where exists (select 1 from goods_months m where m.item_id = i.id and m.period_id <= ${to})
    order by i.code`;
}

/** What the cover of the workbook says of the book: counted by the database itself. */
export async function countGoodsBook(
  sql: Reader,
  { from, to }: { from: number; to: number },
): Promise<{ lines: number; came: Money; went: Money }> {
  const [found] = await sql<{ lines: number; came: Money; went: Money }[]>`
    select count(distinct (item_id, document_id, undoes, fund_id, side, moved_on))::int as lines,
      coalesce(sum(value) filter (where side = 'in'), 0)::numeric(18,2)::text as came,
      coalesce(-sum(value) filter (where side = 'out'), 0)::numeric(18,2)::text as went
    from goods_movements
    where moved_on between ${monthStart(from)}::date and ${monthEnd(to)}::date`;
  return found!;
}
