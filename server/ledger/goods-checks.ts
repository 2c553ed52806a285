import type { Reader } from '../database/snapshot.ts';
import { type Check, first, type Outcome } from './checks.ts';

function stockOfGoodsIsWhatMoved(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'goods_stock',
    sql`select 'item ' || i.code || ' of fund ' || f.code as row, 'kept ' || s.quantity || ' / '
        || s.value || ', moved ' || coalesce(m.quantity, 0) || ' / ' || coalesce(m.value, 0)
        || ', months ' || coalesce(k.quantity, 0) || ' / ' || coalesce(k.value, 0)
        || ', lots ' || coalesce(l.quantity, 0) || ' / ' || coalesce(l.value, 0) as detail
      from goods_stock s join goods_items i on i.id = s.item_id join funds f on f.id = s.fund_id
      left join (select item_id, fund_id, sum(quantity) as quantity, sum(value) as value
        from goods_movements group by 1, 2) m on (m.item_id, m.fund_id) = (s.item_id, s.fund_id)
      left join (select item_id, fund_id, sum(in_quantity - out_quantity) as quantity,
          sum(in_value - out_value) as value
        from goods_months group by 1, 2) k on (k.item_id, k.fund_id) = (s.item_id, s.fund_id)
      left join (select item_id, fund_id, sum(quantity_left) as quantity,
          sum(value_left) as value
        from goods_lots group by 1, 2) l on (l.item_id, l.fund_id) = (s.item_id, s.fund_id)
      where s.quantity is distinct from coalesce(m.quantity, 0)
        or s.value is distinct from coalesce(m.value, 0)
        or s.quantity is distinct from coalesce(k.quantity, 0)
        or s.value is distinct from coalesce(k.value, 0)
        or s.quantity is distinct from coalesce(l.quantity, 0)
        or i.method = 'fifo' and s.value is distinct from coalesce(l.value, 0)
      order by i.code, f.code`,
  );
}

/** Stock that the books opened with counts as named or as still to be named. */
function valueOfGoodsIsTheLedgersBalance(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'goods_stock',
    sql`select 'account ' || x.account || ' of fund ' || f.code as row, 'ledger ' || sum(x.ledger)
        || ', stock ' || sum(x.stock) || ', opened and not named ' || sum(x.unnamed) as detail
      from (
        select account_code as account, fund_id,
          case side when 'debit' then amount else -amount end as ledger, 0 as stock, 0 as unnamed
        from voucher_lines where account_code in ('120101', '120102', '120103')
        union all
        select i.account_code, s.fund_id, 0, s.value, 0
        from goods_stock s join goods_items i on i.id = s.item_id
        union all
        select l.account_code, l.fund_id, 0, 0,
          case l.side when 'debit' then l.amount else -l.amount end
        from vouchers v join voucher_lines l on l.voucher_id = v.id
        where v.source_type = 'opening' and l.account_code in ('120101', '120102', '120103')
        union all
        select i.account_code, m.fund_id, 0, 0, -m.value
        from goods_movements m join goods_documents d on d.id = m.document_id
          and d.kind = 'opening' join goods_items i on i.id = m.item_id) x
      join funds f on f.id = x.fund_id group by x.account, f.code
      having sum(x.ledger) <> sum(x.stock) + sum(x.unnamed) or sum(x.unnamed) < 0
      order by 1`,
  );
}

/** Worked out again from what stood before each paper: a lot, or all that was in stock. */
function goodsThatLeftAreValuedByTheirMethod(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'goods_movements',
    sql`with told as (
        select m.*, i.method, i.code,
          sum(m.quantity) over stock - m.quantity as stock_quantity,
          sum(m.value) over stock - m.value as stock_value,
          sum(m.quantity) over lot - m.quantity as lot_quantity,
          sum(m.value) over lot - m.value as lot_value
        from goods_movements m join goods_items i on i.id = m.item_id
        window stock as (partition by m.item_id, m.fund_id order by m.seq),
          lot as (partition by m.lot_document_id, m.lot_line_no order by m.seq)),
      lines as (
        select method, code, document_id, min(seq) as seq, -sum(quantity) as quantity,
          -sum(value) as value, (array_agg(stock_quantity order by seq))[1] as before,
          (array_agg(stock_value order by seq))[1] as worth
        from told where side = 'out' and not undoes group by 1, 2, 3)
      select 'item ' || x.code || ', movement ' || x.seq as row, 'left at ' || x.value
        || ', by its method ' || x.due as detail
      from (
        select code, seq, value, case when quantity = before then worth
          else round(worth * quantity / before, 2) end as due
        from lines where method = 'average'
        union all
        select code, seq, -value, case when -quantity = lot_quantity then lot_value
          else round(lot_value * -quantity / lot_quantity, 2) end
        from told where method = 'fifo' and side = 'out' and not undoes) x
      where x.value is distinct from x.due order by x.seq`,
  );
}

function goodsPassThroughTwoPairsOfHands(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'goods_documents',
    sql`select 'paper ' || d.seq || ' about goods' as row, 'one person had two hands in it'
        as detail
      from goods_documents d join users u on u.id = d.prepared_by
      left join goods_decisions k on k.id = d.id left join users w on w.id = k.decided_by
      left join goods_reversals r on r.document_id = d.id left join users b on b.id = r.reversed_by
      where u.person_id <> d.prepared_person_id or w.person_id <> k.decided_person_id
        or k.decided_person_id = d.prepared_person_id or b.person_id = d.prepared_person_id
        or d.kind in ('gift', 'opening', 'issue') and k.id is not null
        or d.kind = 'issue' and exists (select 1 from goods_movements m
          join goods_documents o on o.id = m.lot_document_id
          where m.document_id = d.id and o.kind in ('gift', 'opening', 'purchase')
            and o.prepared_person_id = d.prepared_person_id)
      union all
      select 'count ' || c.seq || ' of goods', 'one person counted twice'
      from goods_counts c join goods_count_signatures s on s.count_id = c.id
      where s.signed_person_id = c.counted_person_id`,
  );
}

function everyShoppingVoucherIsWhereItsPaperSays(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'goods_serials',
    sql`select 'item ' || i.code || ' of fund ' || f.code as row, 'in stock ' || s.quantity
        || ', vouchers with a number ' || count(n.serial) as detail
      from goods_stock s join goods_items i on i.id = s.item_id and i.account_code = '120103'
      join funds f on f.id = s.fund_id
      left join goods_serials n on n.item_id = s.item_id and n.fund_id = s.fund_id
        and n.went_with is null
      group by i.code, f.code, s.quantity having s.quantity <> count(n.serial) order by 1`,
  );
}

/** What must hold of goods in kind. */
export const goodsChecks: readonly Check[] = [
  stockOfGoodsIsWhatMoved,
  valueOfGoodsIsTheLedgersBalance,
  goodsThatLeftAreValuedByTheirMethod,
  goodsPassThroughTwoPairsOfHands,
  everyShoppingVoucherIsWhereItsPaperSays,
];
