import type { Reader } from '../database/snapshot.ts';
import { first, type Check, type Outcome } from './checks.ts';

function everyAccountHasItsNameInEachRuleBook(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'rule_book_accounts',
    sql`select 'account ' || a.code as row, 'has no row in rule book ' || b.id || ' version '
        || b.version as detail
      from accounts a cross join rule_books b where not exists (select 1 from rule_book_accounts m
        where m.rule_book = b.id and m.version = b.version and m.account_code = a.code)
      order by 1`,
  );
}

function everyRuleBookInForceIsApprovedByAnotherPerson(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'rule_book_approvals',
    sql`select 'rule book ' || c.rule_book || ' from ' || c.effective_from as row,
        'who chose it approved it' as detail
      from rule_book_approvals a join organisation_rule_books c on c.id = a.choice_id
      join users u on u.id = a.approved_by join users v on v.id = c.chosen_by
      where u.person_id = v.person_id order by a.seq`,
  );
}

function closedAndDividedAccountsHoldNothing(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'account_closures',
    sql`select 'account ' || a.code as row, case when x.account_code is null
        then 'is divided and has lines of its own' else 'was closed on ' || x.closed_on
        || ' and takes lines, holds a balance or has later lines' end as detail
      from accounts a left join account_closures x on x.account_code = a.code
      where x.account_code is not null and (a.takes_lines
          or exists (select 1 from account_balances b where b.account_code = a.code
            and b.debit <> b.credit)
          or exists (select 1 from voucher_lines l where l.account_code = a.code
            and l.voucher_date > x.closed_on))
        or exists (select 1 from accounts c where c.parent_code = a.code)
          and exists (select 1 from account_balances b where b.account_code = a.code)
      order by a.code`,
  );
}

function subAccountsAreWhatTheirParentIs(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'accounts',
    sql`select 'account ' || a.code as row, 'differs from its parent ' || p.code as detail
      from accounts a join accounts p on p.code = a.parent_code
      where not starts_with(a.code, p.code) or length(a.code) <> length(p.code) + 2
        or (a.class, a.side, a.never_negative) is distinct from (p.class, p.side, p.never_negative)
        or a.needs_fund <> (p.needs_fund or a.code = '112202') or p.takes_lines
      union all
      select 'bank account ' || b.account_code, 'is registered as ' || b.kind || ', its book is not'
      from bank_accounts b join accounts a on a.code = b.account_code
      where a.needs_beneficiary <> (b.kind = 'agency') or a.parent_code <> '1002'
      order by 1`,
  );
}

function openingBalancesFootPerFund(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'opening_sheets',
    sql`select 'opening of ' || s.opens_on || ', fund ' || f.code as row, 'rows '
        || coalesce(r.entered, 0) || ', fund table ' || coalesce(o.balance, 0) as detail
      from opening_sheets s cross join funds f
      left join opening_funds o on o.sheet_id = s.id and o.fund_id = f.id
      left join (select sheet_id, fund_id,
          sum(case side when 'credit' then amount else -amount end) as entered
        from opening_rows where account_code >= '3' group by 1, 2) r
        on r.sheet_id = s.id and r.fund_id = f.id
      where coalesce(r.entered, 0) <> coalesce(o.balance, 0)
      union all
      select 'opening of ' || s.opens_on, 'total ' || s.total || ', debits ' || r.debits
        || ', credits ' || r.credits
      from opening_sheets s join (select sheet_id,
          sum(amount) filter (where side = 'debit') as debits,
          sum(amount) filter (where side = 'credit') as credits
        from opening_rows group by 1) r on r.sheet_id = s.id
      where r.debits <> s.total or r.credits <> s.total order by 1`,
  );
}

function openingBalancesArePostedOnceAfterReview(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'opening_parts',
    sql`select 'opening of ' || s.opens_on || ', part ' || p.part as row,
        'its preparer, reviewer and poster are not apart' as detail
      from opening_parts p join opening_sheets s on s.id = p.sheet_id
      left join opening_reviews r on r.sheet_id = p.sheet_id
      left join users ru on ru.id = r.reviewed_by join users pu on pu.id = p.posted_by
      join users su on su.id = s.prepared_by
      where ru.person_id is null or ru.person_id in (su.person_id, pu.person_id)
      union all
      select 'opening balances', count(distinct p.sheet_id) || ' sheets stand in the books'
      from opening_parts p join vouchers v on v.source_type = 'opening' and v.source_id = p.id
        and v.reverses_id is null
      where not exists (select 1 from vouchers x where x.reverses_id = v.id)
      having count(distinct p.sheet_id) > 1`,
  );
}

/** What must hold of the chart, the rule books and the opening balances. */
export const ruleBookChecks: readonly Check[] = [
  everyAccountHasItsNameInEachRuleBook,
  everyRuleBookInForceIsApprovedByAnotherPerson,
  closedAndDividedAccountsHoldNothing,
  subAccountsAreWhatTheirParentIs,
  openingBalancesFootPerFund,
  openingBalancesArePostedOnceAfterReview,
];
