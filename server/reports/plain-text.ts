import type { Reader } from '../database/snapshot.ts';
import { cumulativeBefore, type Months } from './queries.ts';

/** The plain-text journals of two independent accounting programs, to check us or to leave us. */
export type TextFormat = 'hledger' | 'beancount';

/** A line of an entry; `amount` in yuan is positive for debit and negative for credit. */
export interface TextLine {
  /** The code of the account, below those of all above it: 1001:100101. */
  account: string;
  amount: string;
  /** The dimensions that are set, by name: fund, drive, case, donor (its id), beneficiary. */
  tags: Record<string, string>;
}

/** A voucher as both programs take it. */
export interface TextEntry {
  date: string;
  label: string;
  summary: string;
  tags: Record<string, string>;
  lines: readonly TextLine[];
}

/** An account that is declared before anything is posted to it. */
export interface TextAccount {
  account: string;
  name: string;
}

const ENTRIES_AT_ONCE = 500;
const classes = ['Assets', 'Liabilities', 'Equity', 'Income', 'Expenses'] as const;

/** Both programs ask for an English class in front; ours is the first digit of the code. */
function fullName(account: string): string {
  return `${classes[Number(account.charAt(0)) - 1] ?? 'Equity'}:${account}`;
}

/** A text that cannot end a description, a tag or a string early. */
function plain(text: string): string {
  return text
    .replaceAll(/[\r\n\t]+/g, ' ')
    .replaceAll(';', '；')
    .replaceAll('|', '｜')
    .replaceAll(',', '，')
    .replaceAll('"', '”')
    .replaceAll('\\', '＼')
    .replaceAll('(', '（')
    .replaceAll(')', '）');
}

/** The beginning of a journal: what it is, the currency and every account. */
export function headText(
  format: TextFormat,
  {
    title,
    opensOn,
    accounts,
  }: { title: string; opensOn: string; accounts: readonly TextAccount[] },
): string {
  if (format === 'hledger') {
    const declared = accounts.map(
      ({ account, name }) => `account ${fullName(account)}  ; ${plain(name)}`,
    );
    return `; ${plain(title)}\ndecimal-mark .\ncommodity 1000.00 CNY\n${declared.join('\n')}\n\n`;
  }
  const opened = accounts.map(
    ({ account, name }) => `${opensOn} open ${fullName(account)} CNY\n  name: "${plain(name)}"`,
  );
  const options = `option "title" "${plain(title)}"\noption "operating_currency" "CNY"`;
  return `${options}\n${opened.join('\n')}\n\n`;
}

/** One voucher with its lines. */
export function entryText(format: TextFormat, entry: TextEntry): string {
  return format === 'hledger' ? hledgerEntry(entry) : beancountEntry(entry);
}

function hledgerEntry({ date, label, summary, tags, lines }: TextEntry): string {
  const comment = (given: Record<string, string>) => {
    const pairs = Object.entries(given).map(([name, value]) => `${name}:${plain(value)}`);
    return pairs.length > 0 ? `  ; ${pairs.join(', ')}` : '';
  };
  const posted = lines.map(
    (line) => `    ${fullName(line.account)}  ${line.amount} CNY${comment(line.tags)}`,
  );
  const head = `${date} * (${plain(label)}) ${plain(summary)}${comment(tags)}`;
  return `${head}\n${posted.join('\n')}\n\n`;
}

function beancountEntry({ date, label, summary, tags, lines }: TextEntry): string {
  const metadata = (given: Record<string, string>, indent: string) =>
    Object.entries(given).map(([name, value]) => `\n${indent}${name}: "${plain(value)}"`);
  const posted = lines.map(
    (line) =>
      `\n  ${fullName(line.account)}  ${line.amount} CNY${metadata(line.tags, '    ').join('')}`,
  );
  const head = `${date} * "${plain(`${label} ${summary}`)}"${metadata(tags, '  ').join('')}`;
  return `${head}${posted.join('')}\n\n`;
}

/**
 * The journal of these months in pieces: the accounts, one entry that opens what stood before, and
 * each voucher in the order of posting. Donors and families appear by id and case number only.
 */
export async function* plainText(
  sql: Reader,
  months: Months,
  { format, title }: { format: TextFormat; title: string },
): AsyncGenerator<string> {
  const opensOn = firstDay(months.from);
  const accounts = await sql<TextAccount[]>`
    select ${accountPath(sql)} as account, a.name_zh as name from accounts a where a.takes_lines
      or exists (select 1 from account_balances b where b.account_code = a.code)
    order by a.code`;
  yield headText(format, { title, opensOn, accounts });
  const opening = await openingLines(sql, months.from);
  if (opening.length > 0) {
    yield entryText(format, {
      date: opensOn,
      label: '期初',
      summary: '期初余额',
      tags: {},
      lines: opening,
    });
  }
  const vouchers = sql<TextEntry[]>`
    select v.voucher_date::text as date, v.word || '-' || to_char(v.number, 'FM999990000') as label,
      v.summary, jsonb_strip_nulls(jsonb_build_object('voucher', v.id, 'event', v.event,
        'source', v.source_id, 'reverses', v.reverses_id)) as tags,
      (select jsonb_agg(jsonb_build_object('account', ${accountPath(sql)},
          'amount', (case l.side when 'debit' then l.amount else -l.amount end)::text,
          'tags', jsonb_strip_nulls(jsonb_build_object('fund', f.code, 'drive', d.code,
            'case', r.case_number, 'donor', l.donor_id, 'beneficiary', l.beneficiary)))
          order by l.line_no)
        from voucher_lines l join accounts a on a.code = l.account_code
        left join funds f on f.id = l.fund_id left join drives d on d.id = l.drive_id
        left join aid_requests r on r.id = l.request_id
        where l.voucher_id = v.id) as lines
    from vouchers v where v.period_id between ${months.from} and ${months.to} order by v.seq`;
  for await (const some of vouchers.cursor(ENTRIES_AT_ONCE)) {
    yield some.map((entry) => entryText(format, entry)).join('');
  }
}

/** An account's place below all above it: its code grows by two figures a level. */
const accountPath = (sql: Reader) => sql`(select string_agg(left(a.code, n), ':' order by n)
  from generate_series(4, length(a.code), 2) n)`;

const firstDay = (period: number) =>
  `${Math.floor(period / 100)}-${String(period % 100).padStart(2, '0')}-01`;

async function openingLines(sql: Reader, from: number): Promise<TextLine[]> {
  return await sql<TextLine[]>`
    select ${accountPath(sql)} as account, sum(x.debit - x.credit)::numeric(18,2)::text as amount,
      jsonb_strip_nulls(jsonb_build_object('fund', f.code)) as tags
    from (${cumulativeBefore(sql, from)}) x join accounts a on a.code = x.account_code
    left join funds f on f.id = x.fund_key
    group by a.code, f.code having sum(x.debit - x.credit) <> 0
    order by a.code, f.code`;
}
