import type { goodsCounts, goodsMemos } from '../../drizzle/schema/index.ts';
import type { GoodsCount, GoodsMemo } from '../../shared/goods-counts.ts';
import type { Quantity } from '../../shared/quantity.ts';
import type { PublicContext, Tx } from '../core/context.ts';
import { maybe } from '../core/rows.ts';

/** Adds a count, without its lines. */
export async function insertCount(tx: Tx, row: typeof goodsCounts.$inferInsert): Promise<void> {
  await tx.sql`insert into goods_counts
      (id, counted_on, note, counted_by, counted_person_id, counted_at)
    values (${row.id}, ${row.countedOn}, ${row.note}, ${row.countedBy}, ${row.countedPersonId},
      ${row.countedAt.toISOString()})`;
}

/** Adds what was found of an item for a fund; the database itself reads the book. */
export async function insertCountLine(
  tx: Tx,
  countId: string,
  line: { itemId: string; fundId: string; counted: Quantity },
): Promise<void> {
  await tx.sql`insert into goods_count_lines
      (count_id, item_id, fund_id, book_quantity, counted_quantity)
    values (${countId}, ${line.itemId}, ${line.fundId}, 0, ${line.counted})`;
}

/** Who counted first, and whether the count is signed; or undefined. */
export async function countState(tx: Tx, id: string) {
  return maybe(
    await tx.sql<{ countedPersonId: string; signed: boolean }[]>`
      select c.counted_person_id as "countedPersonId", s.count_id is not null as signed
      from goods_counts c left join goods_count_signatures s on s.count_id = c.id
      where c.id = ${id}`,
  );
}

/** Adds the second counter's signature. */
export async function insertSignature(
  tx: Tx,
  row: { countId: string; userId: string; personId: string; at: Date },
): Promise<void> {
  await tx.sql`insert into goods_count_signatures
      (count_id, signed_by, signed_person_id, signed_at)
    values (${row.countId}, ${row.userId}, ${row.personId}, ${row.at.toISOString()})`;
}

export interface CountRow extends Omit<GoodsCount, 'maySign'> {
  seq: string;
  countedPersonId: string;
}

/** A page of counts with their lines, newest first. */
export async function countsPage(
  { client: sql }: PublicContext,
  page: { before: number | undefined; limit: number },
): Promise<CountRow[]> {
  return sql<CountRow[]>`
    select c.id, c.seq, c.counted_on::text as "countedOn", c.note, p.name as "countedByName",
      c.counted_person_id as "countedPersonId", q.name as "signedByName",
      (select jsonb_agg(jsonb_build_object('itemId', i.id, 'itemCode', i.code,
          'itemName', i.name, 'unit', i.unit, 'fundId', f.id, 'fundCode', f.code,
          'book', trim_scale(l.book_quantity)::text,
          'counted', trim_scale(l.counted_quantity)::text,
          'difference', trim_scale(l.counted_quantity - l.book_quantity)::text)
          order by i.code, f.code)
        from goods_count_lines l join goods_items i on i.id = l.item_id
        join funds f on f.id = l.fund_id where l.count_id = c.id) as lines
    from goods_counts c join persons p on p.id = c.counted_person_id
    left join goods_count_signatures s on s.count_id = c.id
    left join persons q on q.id = s.signed_person_id
    where c.seq < ${page.before ?? Number.MAX_SAFE_INTEGER} order by c.seq desc
    limit ${page.limit}`;
}

/** Adds an entry to the register of goods without value. */
export async function insertMemo(tx: Tx, row: typeof goodsMemos.$inferInsert): Promise<void> {
  await tx.sql`insert into goods_memos (id, of_id, description, unit, quantity, giver_masked,
      happened_on, note, recorded_by, recorded_at)
    values (${row.id}, ${row.ofId ?? null}, ${row.description}, ${row.unit}, ${row.quantity},
      ${row.giverMasked}, ${row.happenedOn}, ${row.note}, ${row.recordedBy},
      ${row.recordedAt.toISOString()})`;
}

/** What came in with this entry and what is left of it, or undefined. */
export async function memoState(tx: Tx, id: string) {
  return maybe(
    await tx.sql<
      { description: string; unit: string; receivedOn: string; left: Quantity }[]
    >`select m.description, m.unit, m.happened_on::text as "receivedOn",
        trim_scale(m.quantity - coalesce((select sum(o.quantity) from goods_memos o
          where o.of_id = m.id), 0))::text as left
      from goods_memos m where m.id = ${id} and m.of_id is null`,
  );
}

/** A page of what came in without value, newest first, with where it went. */
export async function memosPage(
  { client: sql }: PublicContext,
  page: { before: number | undefined; limit: number },
): Promise<(GoodsMemo & { seq: string })[]> {
  return sql<(GoodsMemo & { seq: string })[]>`
    select m.id, m.seq, m.description, m.unit, trim_scale(m.quantity)::text as quantity,
      trim_scale(m.quantity - coalesce(o.sum, 0))::text as left, m.giver_masked as "giverMasked",
      m.happened_on::text as "receivedOn", m.note, coalesce(o.outs, '[]') as outs
    from goods_memos m left join lateral (
      select sum(x.quantity) as sum, jsonb_agg(jsonb_build_object('handedOutOn', x.happened_on,
        'quantity', trim_scale(x.quantity)::text, 'note', x.note) order by x.seq) as outs
      from goods_memos x where x.of_id = m.id) o on true
    where m.of_id is null and m.seq < ${page.before ?? Number.MAX_SAFE_INTEGER}
    order by m.seq desc limit ${page.limit}`;
}
