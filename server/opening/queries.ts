import type { FundKind } from '../../shared/funds.ts';
import type { Money } from '../../shared/money.ts';
import type { OpeningSheet, OpeningSheetBody } from '../../shared/opening.ts';
import type { PublicContext, Tx } from '../core/context.ts';
import { maybe, one } from '../core/rows.ts';
import type { AccountFacts, PartRow } from './policy.ts';

/** What the rows of a sheet may name: the accounts, and the funds by code. */
export async function known({ sql }: Tx) {
  const accounts = await sql<(AccountFacts & { code: string })[]>`
    select code, takes_lines as "takesLines", needs_fund as "needsFund",
      needs_beneficiary as "needsBeneficiary" from accounts`;
  const funds = await sql<{ id: string; code: string; kind: FundKind }[]>`
    select id, code, kind from funds`;
  return {
    accounts: new Map(accounts.map((row) => [row.code, row])),
    funds: new Map(funds.map((row) => [row.code, row.kind])),
    fundIds: new Map(funds.map((row) => [row.code, row.id])),
  };
}

/** Whether the books can still be opened at the end of this day. */
export async function openingState({ sql }: Tx, opensOn: string) {
  return one(
    await sql<{ closed: boolean; begun: boolean; opened: boolean; too_early: boolean }[]>`
      select exists (select 1 from periods where status = 'closed') as closed,
        exists (select 1 from vouchers where source_type <> 'opening'
          and voucher_date <= ${opensOn}::date) as begun,
        exists (select 1 from vouchers v where v.source_type = 'opening' and v.reverses_id is null
          and not exists (select 1 from vouchers r where r.reverses_id = v.id)) as opened,
        ${opensOn}::date < (select date_trunc('year', created_at at time zone 'Asia/Shanghai')
          - interval '1 year' from organisations) as too_early`,
  );
}

/** Keeps a sheet whole: its rows by part, its fund table and its memo of promises. */
export async function insertSheet(
  { sql }: Tx,
  sheet: {
    opensOn: string;
    total: Money;
    userId: string;
    at: Date;
    body: OpeningSheetBody;
    parts: readonly PartRow[];
    fundIds: ReadonlyMap<string, string>;
  },
): Promise<string> {
  const idOf = (code: string | null) => (code === null ? null : sheet.fundIds.get(code)!);
  const rows = await sql<{ id: string }[]>`
    insert into opening_sheets (opens_on, total, prepared_by, prepared_at)
    values (${sheet.opensOn}, ${sheet.total}, ${sheet.userId}, ${sheet.at.toISOString()})
    returning id`;
  const { id } = one(rows);
  const lines = sheet.parts.map(({ part, row, side, amount }, at) => ({
    sheet_id: id,
    line_no: at + 1,
    part,
    account_code: row.accountCode,
    fund_id: idOf(row.fundCode),
    beneficiary: row.beneficiary,
    side,
    amount,
  }));
  await sql`insert into opening_rows ${sql(lines)}`;
  const { funds, commitments } = sheet.body;
  if (funds.length > 0) {
    await sql`insert into opening_funds ${sql(
      funds.map((row) => ({ sheet_id: id, fund_id: idOf(row.fundCode)!, balance: row.balance })),
    )}`;
  }
  if (commitments.length > 0) {
    await sql`insert into opening_commitments ${sql(
      commitments.map((row, at) => ({
        sheet_id: id,
        line_no: at + 1,
        fund_id: idOf(row.fundCode)!,
        case_text: row.caseText,
        amount: row.amount,
      })),
    )}`;
  }
  return id;
}

/** Who had which hand in a sheet, inside a command; undefined for an unknown one. */
export async function sheetState({ sql }: Tx, id: string) {
  return maybe(
    await sql<
      {
        opens_on: string;
        total: Money;
        prepared_person: string;
        reviewed_person: string | null;
        posted: boolean;
      }[]
    >`select s.opens_on::text, s.total::text, u.person_id as prepared_person,
        v.person_id as reviewed_person,
        exists (select 1 from opening_parts p where p.sheet_id = s.id) as posted
      from opening_sheets s join users u on u.id = s.prepared_by
      left join opening_reviews r on r.sheet_id = s.id left join users v on v.id = r.reviewed_by
      where s.id = ${id}`,
  );
}

/** Adds the review of another person. */
export async function insertReview({ sql }: Tx, id: string, by: { userId: string; at: Date }) {
  await sql`insert into opening_reviews (sheet_id, reviewed_by, reviewed_at)
    values (${id}, ${by.userId}, ${by.at.toISOString()})`;
}

/** The rows of a sheet as they are posted, by part. */
export async function rowsToPost({ sql }: Tx, id: string) {
  return sql<
    {
      part: number;
      account: string;
      side: 'debit' | 'credit';
      amount: Money;
      fund: string | null;
      beneficiary: string | null;
    }[]
  >`select part, account_code as account, side, amount::text, fund_id as fund, beneficiary
    from opening_rows where sheet_id = ${id} order by line_no`;
}

/** Adds the document of one part; answers its id. */
export async function insertPart(
  { sql }: Tx,
  id: string,
  part: number,
  by: { userId: string; at: Date },
): Promise<string> {
  const rows = await sql<{ id: string }[]>`
    insert into opening_parts (sheet_id, part, posted_by, posted_at)
    values (${id}, ${part}, ${by.userId}, ${by.at.toISOString()}) returning id`;
  return one(rows).id;
}

interface SheetRow extends Pick<
  OpeningSheet,
  'id' | 'opensOn' | 'total' | 'preparedByName' | 'reviewedByName' | 'rows' | 'funds' | 'vouchers'
> {
  commitments: OpeningSheet['commitments'];
  preparedPerson: string;
  reviewedPerson: string | null;
  takenBack: boolean;
}

/** The sheet whose vouchers stand in the books, else the newest; undefined before the first. */
export async function currentSheet({ client: sql }: PublicContext): Promise<SheetRow | undefined> {
  return maybe(
    await sql<SheetRow[]>`
    with posted as (
      select p.sheet_id, jsonb_agg(jsonb_build_object('id', v.id, 'label', v.word || '-'
          || to_char(v.number, 'FM999990000')) order by p.part) as vouchers,
        bool_and(r.id is not null) as taken_back
      from opening_parts p join vouchers v on v.source_type = 'opening' and v.source_id = p.id
        and v.reverses_id is null
      left join vouchers r on r.reverses_id = v.id group by 1)
    select s.id, s.opens_on::text as "opensOn", s.total::text, p.name as "preparedByName",
      p.id as "preparedPerson", rp.name as "reviewedByName", rp.id as "reviewedPerson",
      coalesce(x.vouchers, '[]') as vouchers, coalesce(x.taken_back, false) as "takenBack",
      (select jsonb_agg(jsonb_build_object('accountCode', o.account_code, 'nameZh', a.name_zh,
          'nameEn', a.name_en, 'fundCode', f.code, 'beneficiary', o.beneficiary,
          'debit', (case o.side when 'debit' then o.amount else 0.00 end)::numeric(18,2)::text,
          'credit', (case o.side when 'credit' then o.amount else 0.00 end)::numeric(18,2)::text)
          order by o.account_code, f.code, o.beneficiary, o.line_no)
        from opening_rows o join accounts a on a.code = o.account_code
        left join funds f on f.id = o.fund_id where o.sheet_id = s.id) as rows,
      coalesce((select jsonb_agg(jsonb_build_object('fundCode', f.code, 'fundName', f.name,
          'balance', o.balance::text) order by f.code)
        from opening_funds o join funds f on f.id = o.fund_id where o.sheet_id = s.id), '[]')
        as funds,
      coalesce((select jsonb_agg(jsonb_build_object('fundCode', f.code, 'caseText', o.case_text,
          'amount', o.amount::text) order by o.line_no)
        from opening_commitments o join funds f on f.id = o.fund_id where o.sheet_id = s.id), '[]')
        as commitments
    from opening_sheets s join users u on u.id = s.prepared_by join persons p on p.id = u.person_id
    left join opening_reviews r on r.sheet_id = s.id left join users ru on ru.id = r.reviewed_by
    left join persons rp on rp.id = ru.person_id left join posted x on x.sheet_id = s.id
    order by x.taken_back is false desc, s.seq desc limit 1`,
  );
}
