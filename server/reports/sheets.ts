import * as labels from './labels.ts';
import { readTrialBalance } from './balance-queries.ts';
import { readFundStatement } from './fund-queries.ts';
import { bookSheets } from './book-sheets.ts';
import {
  amount,
  type Column,
  listed,
  named,
  type Sheet,
  type SheetRow,
  streamed,
  text,
} from './sheet.ts';
import { statementSheets } from './statement-sheets.ts';

const journalColumns: Column[] = [
  text('date', '日期', '2026-01-01'),
  text('label', '字号', '记-00001'),
  { key: 'line', title: '行号', kind: 'count' },
  text('summary', '摘要', '收到捐款（现金）限定用途收据'),
  text('account', '科目编码', '410102'),
  text('accountName', '科目名称', '非限定性业务活动成本'),
  text('fund', '基金'),
  text('drive', '项目/批次'),
  text('caseNumber', '个案', 'A2026-0001'),
  text('donor', '捐赠人', '某某有限责任公司'),
  amount('debit', '借方'),
  amount('credit', '贷方'),
  { key: 'attachments', title: '附件数', kind: 'count' },
  text('prepared', '制单'),
  text('signed', '审核'),
  text('posted', '记账'),
];

const journal: Sheet = {
  key: 'journal',
  title: '序时账',
  columns: journalColumns,
  read: streamed(
    journalColumns,
    (sql, { from, to }) => sql`
      select v.voucher_date::text as date, v.word || '-' || to_char(v.number, 'FM999990000') as
        label,
        l.line_no as line, v.summary, l.account_code as account, a.name_zh as "accountName", f.code
          as fund,
        d.code as drive, r.case_number as "caseNumber", n.name_masked as donor,
        case l.side when 'debit' then l.amount else 0.00 end::text as debit,
        case l.side when 'credit' then l.amount else 0.00 end::text as credit,
        v.attachment_count as attachments, p.name as prepared, q.name as signed, '系统' as posted
      from vouchers v join voucher_lines l on l.voucher_id = v.id
      left join accounts a on a.code = l.account_code
      left join funds f on f.id = l.fund_id left join drives d on d.id = l.drive_id
      left join aid_requests r on r.id = l.request_id left join donors n on n.id = l.donor_id
      left join users u on u.id = v.prepared_by left join persons p on p.id = u.person_id
      left join voucher_signatures s on s.voucher_id = v.id left join persons q on q.id =
        s.person_id
      where v.period_id between ${from} and ${to}
      order by v.voucher_date, v.seq, l.line_no`,
  ),
};

const trialColumns: Column[] = [
  text('accountCode', '编码', '410102'),
  text('nameZh', '名称', '非限定性以前年度净资产调整'),
  amount('openingDebit', '期初借方'),
  amount('openingCredit', '期初贷方'),
  amount('debit', '本期借方'),
  amount('credit', '本期贷方'),
  amount('yearDebit', '本年累计借方'),
  amount('yearCredit', '本年累计贷方'),
  amount('closingDebit', '期末借方'),
  amount('closingCredit', '期末贷方'),
];

const isTopAccount = (row: SheetRow) => row['level'] === 1;

const trialBalance: Sheet = {
  key: 'trialBalance',
  title: '科目余额表',
  columns: trialColumns,
  counts: isTopAccount,
  read: async (sql, months) => {
    const { rows } = await readTrialBalance(sql, months);
    return listed(trialColumns, rows, rows.filter(isTopAccount) as typeof rows);
  },
};

const fundColumns: Column[] = [
  text('fund', '基金', 'F01 街道突发性特困救助资金'),
  amount('opening', '期初'),
  amount('donations', '捐赠'),
  amount('grants', '补助'),
  amount('interest', '利息及其他'),
  amount('transfersIn', '转入'),
  amount('aid', '救助支出'),
  amount('expenses', '费用'),
  amount('transfersOut', '转出'),
  amount('closing', '期末'),
  amount('notCash', '其中物资（现时）'),
  amount('committed', '已批未付（现时）'),
  amount('available', '可用（现时）'),
];

const fundStatement: Sheet = {
  key: 'fundStatement',
  title: '基金收支结存表',
  columns: fundColumns,
  read: async (sql, months) => {
    const { rows } = await readFundStatement(sql, months);
    const named = rows.map((row) => ({ ...row, fund: `${row.fundCode} ${row.fundName}` }));
    return listed(fundColumns, named);
  },
};

const donationColumns: Column[] = [
  { key: 'no', title: '序号', kind: 'count' },
  text('date', '日期', '2026-01-01'),
  text('drive', '活动/批次', 'D1 某某活动募捐'),
  text('donor', '捐赠人', '某某有限责任公司'),
  named('donorKind', '类型', labels.donorKindNames),
  named('channel', '渠道', labels.channelNames),
  amount('gross', '金额'),
  amount('fee', '手续费'),
  amount('net', '实收'),
  named('use', '用途', labels.fundKindNames),
  text('fund', '基金'),
  text('receipt', '票据号', '2026-000001'),
  text('reference', '交易流水号', '4200001234567890'),
  text('public', '是否公开姓名'),
  text('recordedBy', '经手人'),
  text('voucher', '凭证号', '202601 记-0001'),
  text('state', '状态'),
];

// by voucher, so that a reversal is a row of its own month and the sheet ties to account 4101
const donations: Sheet = {
  key: 'donations',
  title: '捐赠明细',
  columns: donationColumns,
  read: streamed(
    donationColumns,
    (sql, { from, to }) => sql`
      select (row_number() over (order by v.voucher_date, v.seq))::int as no, v.voucher_date::text
        as date,
        d.code || ' ' || d.name as drive, n.name_masked as donor, n.kind as "donorKind", x.channel,
        (s.sign * x.gross)::text as gross, (s.sign * x.fee)::text as fee, (s.sign * x.net)::text as
          net,
        f.kind as use, f.code as fund,
        r.year || '-' || to_char(r.number, 'FM999000000') as receipt, x.transaction_reference as
          reference,
        case when x.may_be_named then '是' else '否' end as public, p.name as "recordedBy",
        v.period_id || ' ' || v.word || '-' || to_char(v.number, 'FM999990000') as voucher,
        case when s.sign < 0 then '冲销' when b.donation_id is null then '有效' else '已冲销' end as state
      from vouchers v join donations x on x.id = v.source_id
      cross join lateral (select case when v.reverses_id is null then 1 else -1 end as sign) s
      join donors n on n.id = x.donor_id join funds f on f.id = x.fund_id
      left join drives d on d.id = x.drive_id left join receipts r on r.donation_id = x.id
      left join donation_reversals b on b.donation_id = x.id
      join users u on u.id = x.recorded_by join persons p on p.id = u.person_id
      where v.source_type = 'donation' and v.period_id between ${from} and ${to}
      order by v.voucher_date, v.seq`,
  ),
};

const paymentColumns: Column[] = [
  { key: 'no', title: '序号', kind: 'count' },
  text('caseNumber', '个案编号', 'A2026-0001'),
  text('payee', '姓名（脱敏）', '某某第一人民医院'),
  named('payeeKind', '代领人/关系', labels.payeeNames),
  text('account', '收款账号（脱敏）', '**** **** 0005'),
  text('community', '社区', '某某社区'),
  named('category', '类别', labels.categoryNames),
  named('need', '事由', labels.needNames),
  text('fund', '基金'),
  amount('amount', '金额'),
  named('method', '方式', labels.methodNames),
  named('proof', '领款凭证', labels.proofNames),
  text('proofReference', '凭证编号', '20260001'),
  text('date', '日期', '2026-01-01'),
  text('bankReference', '银行流水号', '4200001234567890'),
  text('preparedBy', '经办A'),
  text('paidBy', '经办B'),
  text('voucher', '凭证号', '202601 记-0001'),
];

const payments: Sheet = {
  key: 'payments',
  title: '发放明细',
  columns: paymentColumns,
  read: streamed(
    paymentColumns,
    (sql, { from, to }) => sql`
      select (row_number() over (order by y.paid_on, y.seq))::int as no, r.case_number as
        "caseNumber",
        o.payee_name_masked as payee, o.payee_kind as "payeeKind", o.payee_account_masked as
          account,
        c.name as community, h.category, r.need_code as need, f.code as fund, y.amount::text as
          amount, o.method,
        g.kind as proof, g.reference as "proofReference", y.paid_on::text as date,
        y.bank_reference as "bankReference", a.name as "preparedBy", b.name as "paidBy",
        v.period_id || ' ' || v.word || '-' || to_char(v.number, 'FM999990000') as voucher
      from payments y join payment_orders o on o.id = y.order_id join aid_requests r on r.id =
        y.request_id
      join households h on h.id = r.household_id join communities c on c.id = r.community_id
      join funds f on f.id = o.fund_id join vouchers v on v.id = y.voucher_id
      join persons a on a.id = o.prepared_person_id join persons b on b.id = y.paid_person_id
      left join payment_proofs g on g.payment_id = y.id
      where v.period_id between ${from} and ${to}
      order by y.paid_on, y.seq`,
  ),
};

/** The sheets of the workbook, in order, after its cover. */
export const sheets: readonly Sheet[] = [
  journal,
  trialBalance,
  fundStatement,
  donations,
  payments,
  ...bookSheets,
  ...statementSheets,
];
