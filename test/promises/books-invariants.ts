import type postgres from 'postgres';

/** A rule of domain.md §1.11 and the rows of these vouchers that break it. */
interface Invariant {
  name: string;
  /** Rows are wrong. `since` is the first voucher to look at; balances are looked at whole. */
  wrong: (sql: postgres.Sql, since: number) => Promise<readonly object[]>;
}

/** What is debit less what is credit. */
const net = `sum(case l.side when 'debit' then l.amount else -l.amount end)`;

/**
 * Written from domain.md §1.11 over the lines alone, apart from the rules that `verify` has. The
 * sums of funds and tills (4, 5, 9) are the model's, which the test compares.
 */
export const invariants: readonly Invariant[] = [
  {
    name: '1 a voucher balances, has two lines, and each line names whose money it is',
    wrong: (sql, since) => sql`
      select v.id from vouchers v join voucher_lines l on l.voucher_id = v.id
      join accounts a on a.code = l.account_code where v.seq >= ${since}
      group by v.id having ${sql.unsafe(net)} <> 0 or count(*) < 2
        or bool_or(a.class >= 3 and l.fund_id is null)
        or bool_or((l.account_code like '2601%' or l.account_code like '1801%')
          and l.beneficiary is null)`,
  },
  {
    name: '2 the funds are what is owned less what is owed',
    wrong: (sql) => sql`
      select f.total, o.total from (select sum(balance) as total from fund_balances) f,
        (select sum(b.debit - b.credit) as total from account_balances b
          join accounts a on a.code = b.account_code where a.class in (1, 2)) o
      where f.total <> o.total`,
  },
  {
    name: '2 each fund is what its lines say',
    wrong: (sql, since) => sql`
      select l.fund_id from voucher_lines l join accounts a on a.code = l.account_code
      join fund_balances b on b.fund_id = l.fund_id
      where a.class >= 3 and l.fund_id in (select x.fund_id from voucher_lines x
        join vouchers v on v.id = x.voucher_id where v.seq >= ${since})
      group by l.fund_id, b.balance having -${sql.unsafe(net)} <> b.balance`,
  },
  {
    name: '3 what is held for a beneficiary is owed to them',
    wrong: (sql, since) => sql`
      select l.beneficiary from voucher_lines l join vouchers v on v.id = l.voucher_id
      where v.seq >= ${since} and l.beneficiary is not null
      group by l.beneficiary having ${sql.unsafe(net)} <> 0`,
  },
  {
    name: '5 no restricted fund is below zero or has promised more than it has',
    wrong: (sql) => sql`
      select f.code from fund_balances b join funds f on f.id = b.fund_id
      where f.kind = 'restricted' and (b.balance < 0 or b.committed_cash > b.balance - b.not_cash)`,
  },
  {
    name: '6 a reversal takes back the whole of its voucher, once',
    wrong: (sql, since) => sql`
      select coalesce(v.reverses_id, v.id) from vouchers v
      join voucher_lines l on l.voucher_id = v.id
      where coalesce(v.reverses_id, v.id) in
        (select reverses_id from vouchers where seq >= ${since})
      group by 1, l.account_code, l.fund_id, l.drive_id, l.donor_id, l.request_id, l.side
      having sum(l.amount) <> 0 or count(*) % 2 <> 0
      union all
      select reverses_id from vouchers where reverses_id is not null
      group by 1 having count(*) > 1`,
  },
  {
    name: '7 the register of gifts of a drive is the income of that drive',
    wrong: (sql, since) => sql`
      with touched as (select distinct l.drive_id as id from voucher_lines l
        join vouchers v on v.id = l.voucher_id where v.seq >= ${since} and l.drive_id is not null)
      select t.id from touched t where (select coalesce(sum(d.gross), 0) from donations d
          where d.drive_id = t.id and not exists
            (select 1 from donation_reversals r where r.donation_id = d.id))
        - (select coalesce(sum(r.amount), 0) from refunds r join donations d on d.id = r.donation_id
          where d.drive_id = t.id and exists
            (select 1 from vouchers v where v.source_type = 'refund' and v.source_id = r.id))
        <> (select coalesce(-${sql.unsafe(net)}, 0) from voucher_lines l
          where l.drive_id = t.id and l.account_code like '4101%')`,
  },
  {
    name: '7 no more receipts stand than gifts',
    wrong: (sql) => sql`
      select r.n, d.n from (select count(*) as n from receipts) r,
        (select count(*) as n from donations) d where r.n > d.n`,
  },
  {
    name: '8 what was paid for a case is its expense',
    wrong: (sql, since) => sql`
      select l.request_id from voucher_lines l join vouchers v on v.id = l.voucher_id
      where v.seq >= ${since} and l.request_id is not null and l.account_code like '5101%'
      group by l.request_id having ${sql.unsafe(net)} <>
        (select coalesce(sum(o.amount), 0) from payment_orders o
          join payments p on p.order_id = o.id where o.request_id = l.request_id)`,
  },
  {
    name: '9 the box is not below zero at the end of any day',
    wrong: (sql) => sql`
      select day from (select l.voucher_date as day, sum(${sql.unsafe(net)}) over
          (order by l.voucher_date) as box
        from voucher_lines l where l.account_code like '1001%' group by l.voucher_date) x
      where box < 0`,
  },
];
