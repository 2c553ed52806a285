import type {
  GoodsAccount,
  GoodsKind,
  GoodsLot,
  GoodsStock,
  Quantity,
  ValuationMethod,
} from '../../shared/goods.ts';
import type { Money } from '../../shared/money.ts';
import type { PublicContext } from '../core/context.ts';
import { maybe } from '../core/rows.ts';

type Sql = PublicContext['client'];

export interface ItemRow {
  id: string;
  code: string;
  name: string;
  unit: string;
  accountCode: GoodsAccount;
  method: ValuationMethod;
  stock: GoodsStock[];
}

const items = (sql: Sql) => sql`
  select i.id, i.code, i.name, i.unit, i.account_code as "accountCode", i.method,
    coalesce((select jsonb_agg(jsonb_build_object('fundId', s.fund_id, 'fundCode', f.code,
        'quantity', trim_scale(s.quantity)::text, 'value', s.value::text,
        'expiresOn', (select min(l.expires_on) from goods_lots l where l.item_id = i.id
          and l.fund_id = s.fund_id and l.quantity_left > 0)) order by f.code)
      from goods_stock s join funds f on f.id = s.fund_id
      where s.item_id = i.id and s.quantity > 0), '[]') as stock
  from goods_items i`;

/** Every item with what is in stock of it, by code. */
export async function listItems({ client: sql }: PublicContext): Promise<ItemRow[]> {
  return sql<ItemRow[]>`${items(sql)} order by i.code`;
}

/** One item, or undefined. */
export async function itemById({ client: sql }: PublicContext, id: string) {
  return maybe(await sql<ItemRow[]>`${items(sql)} where i.id = ${id}`);
}

/** What is left of an item, lot by lot, in the order in which it goes out. */
export async function lotsOf({ client: sql }: PublicContext, itemId: string): Promise<GoodsLot[]> {
  return sql<GoodsLot[]>`
    select l.document_id as "documentId", l.fund_id as "fundId", d.kind,
      l.arrived_on::text as "arrivedOn", l.expires_on::text as "expiresOn",
      n.name_masked as "donorName", v.code as "driveCode",
      trim_scale(l.quantity)::text as quantity, l.value::text as value,
      trim_scale(l.quantity_left)::text as "quantityLeft", l.value_left::text as "valueLeft"
    from goods_lots l join goods_documents d on d.id = l.document_id
    join goods_lines x on x.document_id = l.document_id and x.line_no = l.line_no
    left join donations g on g.id = d.donation_id left join donors n on n.id = g.donor_id
    left join drives v on v.id = g.drive_id
    where l.item_id = ${itemId} and l.quantity_left > 0 order by l.arrived_on, x.seq`;
}

/** The numbers of the shopping vouchers that are in stock, with their fund. */
export async function serialsOf({ client: sql }: PublicContext, itemId: string) {
  return sql<{ serial: string; fundId: string }[]>`
    select serial, fund_id as "fundId" from goods_serials
    where item_id = ${itemId} and went_with is null order by serial`;
}

export interface DocumentRow {
  id: string;
  seq: string;
  kind: GoodsKind;
  fundCode: string;
  happenedOn: string;
  paperNumber: string;
  note: string;
  householdCode: string | null;
  communityId: string | null;
  roster: string;
  liableMasked: string | null;
  countId: string | null;
  donationId: string | null;
  donorName: string | null;
  lines: {
    itemCode: string;
    itemName: string;
    unit: string;
    quantity: Quantity;
    value: Money | null;
    serials: string[];
  }[];
  preparedByName: string;
  preparedPersonId: string;
  agrees: boolean | null;
  decidedByName: string | null;
  reversed: boolean;
  voucherId: string | null;
  word: string | null;
  number: number | null;
  voucherPersonId: string | null;
}

/** A page of papers about goods, newest first, before sequence `before`. */
export async function documentsPage(
  { client: sql }: PublicContext,
  page: { before: number | undefined; limit: number; waiting: boolean },
): Promise<DocumentRow[]> {
  const waiting = page.waiting
    ? sql`and d.kind in ('purchase', 'loss', 'expiry', 'surplus')
        and not exists (select 1 from goods_decisions w where w.id = d.id)`
    : sql``;
  return sql<DocumentRow[]>`
    select d.id, d.seq, d.kind, f.code as "fundCode", d.happened_on::text as "happenedOn",
      d.paper_number as "paperNumber", d.note, h.code as "householdCode",
      h.community_id as "communityId", d.roster, d.liable_masked as "liableMasked",
      d.count_id as "countId", d.donation_id as "donationId", n.name_masked as "donorName",
      (select jsonb_agg(jsonb_build_object('itemCode', i.code, 'itemName', i.name,
          'unit', i.unit, 'quantity', trim_scale(l.quantity)::text,
          'value', coalesce((select abs(sum(m.value)) from goods_movements m
            where m.document_id = l.document_id and m.line_no = l.line_no and not m.undoes),
            l.value)::text, 'serials', l.serials) order by l.line_no)
        from goods_lines l join goods_items i on i.id = l.item_id
        where l.document_id = d.id) as lines,
      p.name as "preparedByName", d.prepared_person_id as "preparedPersonId", k.agrees,
      q.name as "decidedByName", r.document_id is not null as reversed, v.id as "voucherId",
      v.word, v.number, u.person_id as "voucherPersonId"
    from goods_documents d join funds f on f.id = d.fund_id
    join persons p on p.id = d.prepared_person_id
    left join households h on h.id = d.household_id
    left join donations g on g.id = d.donation_id left join donors n on n.id = g.donor_id
    left join goods_decisions k on k.id = d.id left join persons q on q.id = k.decided_person_id
    left join goods_reversals r on r.document_id = d.id
    left join vouchers v on v.source_id = coalesce(d.donation_id, d.id)
      and v.source_type = case when d.donation_id is null then 'goods' else 'donation' end
      and v.reverses_id is null
    left join users u on u.id = v.prepared_by
    where d.seq < ${page.before ?? Number.MAX_SAFE_INTEGER} ${waiting}
    order by d.seq desc limit ${page.limit}`;
}
