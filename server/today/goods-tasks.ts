import type { Fragment, Reader } from '../database/snapshot.ts';
import type { Kind } from './tasks.ts';

/** Papers of these kinds that wait for another person than who prepared them. */
const waiting = (sql: Reader, personId: string, kinds: Fragment) => sql`
  select d.seq, d.paper_number, '/goods',
    (select sum(l.value) from goods_lines l where l.document_id = d.id), null::date
  from goods_documents d where d.kind in (${kinds}) and d.prepared_person_id <> ${personId}
    and not exists (select 1 from goods_decisions k where k.id = d.id)`;

/** What waits around goods in kind. */
export const goodsKinds: readonly Kind[] = [
  {
    kind: 'pay_goods',
    roles: ['cashier'],
    select: ({ sql, actor }) => waiting(sql, actor.personId, sql`'purchase'`),
  },
  {
    kind: 'approve_goods',
    roles: ['chair', 'committee'],
    select: ({ sql, actor }) => waiting(sql, actor.personId, sql`'loss', 'expiry', 'surplus'`),
  },
  {
    kind: 'sign_goods_count',
    roles: ['treasurer', 'cashier', 'caseworker'],
    select: ({ sql, actor }) => sql`
      select c.seq, c.counted_on::text, '/goods/counts', null::numeric, null::date
      from goods_counts c where c.counted_person_id <> ${actor.personId}
        and not exists (select 1 from goods_count_signatures s where s.count_id = c.id)`,
  },
];
