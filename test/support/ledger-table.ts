import { addMoney, type Money, ZERO } from '../../shared/money.ts';
import type { World } from './world.ts';

interface Row {
  day: string;
  label: string;
  event: string;
  line: string;
  fund: string;
  debit: string;
  credit: string;
}

/**
 * The ledger of a story as a table: one row a line, in the order of posting, with the total of both
 * sides below.
 */
export async function ledgerTable(world: World): Promise<string> {
  const rows = await world.core.client<Row[]>`
    select v.voucher_date::text as day,
      v.period_id || ' ' || v.word || '-' || to_char(v.number, 'FM999990000') as label, v.event,
      l.account_code || ' ' || a.name_en as line, coalesce(f.code, '') as fund,
      case l.side when 'debit' then l.amount::text else '' end as debit,
      case l.side when 'credit' then l.amount::text else '' end as credit
    from vouchers v join voucher_lines l on l.voucher_id = v.id
    join accounts a on a.code = l.account_code left join funds f on f.id = l.fund_id
    order by v.seq, l.line_no`;
  const total = (side: 'debit' | 'credit') =>
    rows.reduce((sum, row) => addMoney(sum, (row[side] || ZERO) as Money), ZERO);
  const lines = rows.map((row, at) => {
    const isFirst = rows[at - 1]?.label !== row.label;
    const head = isFirst ? [row.day, row.label, row.event] : ['', '', ''];
    return drawn([...head, row.line, row.fund, row.debit, row.credit]);
  });
  return [
    drawn(['day', 'voucher', 'event', 'account', 'fund', 'debit', 'credit']),
    ...lines,
    drawn(['', '', '', 'total', '', total('debit'), total('credit')]),
  ].join('\n');
}

const widths = [10, 15, 5, 46, 4, -12, -12];

function drawn(cells: readonly string[]): string {
  return cells
    .map((cell, at) => {
      const width = widths[at]!;
      return width > 0 ? cell.padEnd(width) : cell.padStart(-width);
    })
    .join(' ')
    .trimEnd();
}
