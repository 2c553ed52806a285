import * as labels from './labels.ts';
import { amount, type Column, named, type Sheet, streamed, text } from './sheet.ts';

const rosterColumns: Column[] = [
  { key: 'no', title: '序号', kind: 'count' },
  text('caseNumber', '个案编号', 'A2026-0001'),
  text('payee', '姓名（脱敏）', '某某第一人民医院'),
  text('community', '社区', '某某社区'),
  named('category', '类别', labels.categoryNames),
  named('need', '事由', labels.needNames),
  amount('amount', '金额'),
  named('method', '方式', labels.methodNames),
  text('signature', '领款人签字', '签字签字签字'),
  named('payeeKind', '代领人/关系', labels.payeeNames),
  text('date', '日期', '2026-01-01'),
  text('preparedBy', '经办A'),
  text('paidBy', '经办B'),
];

/**
 * The recipient list of the workbook. Names and numbers of families are sealed and the read-only
 * role that makes it has no key, so it names payees, masked, and cases.
 */
export const roster: Sheet = {
  key: 'roster',
  title: '发放花名册',
  columns: rosterColumns,
  read: streamed(
    rosterColumns,
    (sql, { from, to }) => sql`
      select (row_number() over (order by y.paid_on, y.seq))::int as no,
        r.case_number as "caseNumber", o.payee_name_masked as payee, c.name as community,
        h.category, r.need_code as need, y.amount::text as amount, o.method, '' as signature,
        o.payee_kind as "payeeKind", y.paid_on::text as date, a.name as "preparedBy",
        b.name as "paidBy"
      from payments y join payment_orders o on o.id = y.order_id
      join aid_requests r on r.id = y.request_id join households h on h.id = r.household_id
      join communities c on c.id = r.community_id join persons a on a.id = o.prepared_person_id
      join persons b on b.id = y.paid_person_id
      where extract(year from y.paid_on) * 100 + extract(month from y.paid_on)
        between ${from} and ${to}
      order by y.paid_on, y.seq`,
  ),
};
