import type { Reader } from '../database/snapshot.ts';
import { first, type Check, type Outcome } from './checks.ts';

function everyStatementFoots(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'bank_statements',
    sql`select 'statement ' || b.seq || ' of ' || b.account_code as row,
        'opening ' || b.opening || ', lines ' || coalesce(l.moved, 0) || ', closing ' || b.closing
        as detail
      from bank_statements b left join (select statement_id, count(*) as n,
          sum(money_in - money_out) as moved, min(line_date) as low, max(line_date) as high
        from statement_lines group by 1) l on l.statement_id = b.id
      where b.opening + coalesce(l.moved, 0) <> b.closing or coalesce(l.n, 0) <> b.line_count
        or l.low < b.starts_on or l.high > b.ends_on order by b.seq`,
  );
}

function everyMatchAgrees(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'bank_matches',
    sql`select 'match ' || m.seq || ' of ' || m.account_code as row,
        'bank ' || coalesce(x.bank, 0) || ', books ' || coalesce(x.books, 0) as detail
      from bank_matches m left join (select p.match_id, count(*) as n,
          sum(s.money_in - s.money_out) as bank,
          sum(case l.side when 'debit' then l.amount else -l.amount end) as books,
          count(*) filter (where coalesce(s.account_code, l.account_code) <> q.account_code) as others
        from bank_match_parts p join bank_matches q on q.id = p.match_id
        left join statement_lines s on s.id = p.statement_line_id
        left join voucher_lines l on l.voucher_id = p.voucher_id and l.line_no = p.line_no
        group by 1) x on x.match_id = m.id
      where coalesce(x.bank, 0) <> coalesce(x.books, 0) or x.n is distinct from m.part_count
        or x.others > 0
      order by m.seq`,
  );
}

function everyLineIsInOneLiveMatch(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'matched_lines',
    sql`select 'match ' || m.seq || ' part ' || coalesce(c.part_no, p.part_no) as row,
        case when p.match_id is null then 'claims a line without a live match'
          else 'a live match without its claim' end as detail
      from (select p.* from bank_match_parts p where not exists (
          select 1 from bank_unmatches u where u.match_id = p.match_id)) p
      full join matched_lines c on c.match_id = p.match_id and c.part_no = p.part_no
        and c.statement_line_id is not distinct from p.statement_line_id
        and c.voucher_id is not distinct from p.voucher_id
        and c.line_no is not distinct from p.line_no
      left join bank_matches m on m.id = coalesce(c.match_id, p.match_id)
      where c.match_id is null or p.match_id is null order by m.seq`,
  );
}

function everyReconciliationAgreesAndHasTwoPersons(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'bank_reconciliations',
    sql`select 'reconciliation ' || r.seq || ' of ' || r.account_code || ' on ' || r.as_of as row,
        'adjusted ' || r.adjusted || ', its items or signatures say otherwise' as detail
      from bank_reconciliations r left join reconciliation_signatures g on g.reconciliation_id = r.id
      left join users u on u.id = r.prepared_by left join users w on w.id = g.user_id
      cross join lateral (select
          coalesce(sum(amount) filter (where kind = 'bank_in'), 0) as bank_in,
          coalesce(sum(amount) filter (where kind = 'bank_out'), 0) as bank_out,
          coalesce(sum(amount) filter (where kind = 'book_in'), 0) as book_in,
          coalesce(sum(amount) filter (where kind = 'book_out'), 0) as book_out
        from reconciliation_items where reconciliation_id = r.id) i
      where (r.bank_in, r.bank_out, r.book_in, r.book_out)
          <> (i.bank_in, i.bank_out, i.book_in, i.book_out)
        or r.book_balance + i.bank_in - i.bank_out <> r.adjusted
        or r.bank_balance + i.book_in - i.book_out <> r.adjusted
        or r.prepared_person_id <> u.person_id or g.person_id <> w.person_id
        or g.person_id = r.prepared_person_id
      order by r.seq`,
  );
}

function everyCashCountIsItsNotes(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'cash_count_denominations',
    sql`select 'cash count ' || c.seq as row, 'counted ' || c.counted_amount || ', notes ' || d.total
        as detail
      from cash_counts c join (select count_id, sum(face * sheets) as total
        from cash_count_denominations group by 1) d on d.count_id = c.id
      where d.total <> c.counted_amount order by c.seq`,
  );
}

function noDifferenceIsSettledTwice(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'cash_differences',
    sql`select 'cash count ' || c.seq as row, 'difference ' || abs(c.counted_amount - c.book_amount)
        || ', settled ' || coalesce(x.settled, 0) as detail
      from cash_counts c join (select s.count_id, sum(s.amount) as settled,
          bool_or(a.person_id = b.person_id) as alone
        from cash_settlements s join cash_differences d on d.settlement_id = s.id
        join users a on a.id = s.proposed_by join users b on b.id = d.approved_by
        where not exists (select 1 from vouchers v join vouchers r on r.reverses_id = v.id
          where v.source_type = 'cash_difference' and v.source_id = d.id)
        group by 1) x on x.count_id = c.id
      where x.settled > abs(c.counted_amount - c.book_amount) or x.alone
        or exists (select 1 from vouchers r where r.reverses_id = c.voucher_id)
      order by c.seq`,
  );
}

/** What must hold of bank statements, their matches and reconciliations, and of cash counts. */
export const bankChecks: readonly Check[] = [
  everyStatementFoots,
  everyMatchAgrees,
  everyLineIsInOneLiveMatch,
  everyReconciliationAgreesAndHasTwoPersons,
  everyCashCountIsItsNotes,
  noDifferenceIsSettledTwice,
];
