import type { Money } from '../../shared/money.ts';
import { activityForm } from './activity-form.ts';
import { balanceForm } from './balance-form.ts';
import { cashForm } from './cash-form.ts';
import type { FormRow } from './forms.ts';
import { amount, type Column, type Contents, type Sheet, type SheetRow, text } from './sheet.ts';
import { activitiesFor, balanceSheetFor, cashFlowFor } from './statements-view.ts';

const figure = (key: string, title: string): Column => ({ ...amount(key, title), summed: false });
const title = (key = 'name', caption = '项目') =>
  text(key, caption, '限定性净资产转为非限定性净资产');
const line = (key = 'line'): Column => ({ key, title: '行次', kind: 'count' });

/** A row as a statement has it. */
interface StatementRow {
  key: string;
  line: number | null;
  nameZh: string;
}

/**
 * The rows that a total of the form adds up, by their place among those printed: only totals that
 * take nothing away are sums.
 */
function partsOf(form: readonly FormRow[], rows: readonly (StatementRow | undefined)[]) {
  return (at: number): readonly number[] | undefined => {
    const row = form.find(({ key }) => key === rows[at]?.key);
    if (row?.kind !== 'total' || row.of.some((key) => key.startsWith('-'))) return undefined;
    return row.of.map((key) => rows.findIndex((each) => each?.key === key)).filter((i) => i >= 0);
  };
}

function contents(
  rows: readonly SheetRow[],
  figures: Record<string, Money>,
  sums: NonNullable<Contents['sums']>,
): Contents {
  const batches = async function* () {
    yield rows;
  };
  return { control: { rows: rows.length, totals: {}, figures }, batches, sums };
}

/** As many rows as the other half has: both totals stand on the last line of the form. */
function padded<Row>(rows: readonly Row[], length: number): (Row | undefined)[] {
  const missing = Array<undefined>(length - rows.length).fill(undefined);
  return [...rows.slice(0, -1), ...missing, ...rows.slice(-1)];
}

const balanceSheet: Sheet = {
  key: 'balanceSheet',
  title: '资产负债表',
  ownTotals: true,
  columns: [
    title('name', '资产'),
    line(),
    figure('opening', '年初数'),
    figure('closing', '期末数'),
    title('claim', '负债和净资产'),
    line('claimLine'),
    figure('claimOpening', '年初数（负债和净资产）'),
    figure('claimClosing', '期末数（负债和净资产）'),
  ],
  read: async (sql, { to }) => {
    const sheet = await balanceSheetFor(sql, { period: to });
    const { ruleBook } = sheet;
    const length = Math.max(sheet.assets.length, sheet.claims.length);
    const [assets, claims] = [padded(sheet.assets, length), padded(sheet.claims, length)];
    const rows = Array.from({ length }, (_, at): SheetRow => {
      const [left, right] = [assets[at], claims[at]];
      return {
        name: left?.nameZh ?? null,
        line: left?.line ?? null,
        opening: left?.opening ?? null,
        closing: left?.closing ?? null,
        claim: right?.nameZh ?? null,
        claimLine: right?.line ?? null,
        claimOpening: right?.opening ?? null,
        claimClosing: right?.closing ?? null,
      };
    });
    const form = balanceForm[ruleBook];
    const [ofAssets, ofClaims] = [partsOf(form.assets, assets), partsOf(form.claims, claims)];
    const figures = {
      '资产总计 期末数': sheet.assets.at(-1)!.closing,
      '负债和净资产总计 期末数': sheet.claims.at(-1)!.closing,
    };
    return contents(rows, figures, (at, key) => {
      if (/^(opening|closing)$/.test(key)) return ofAssets(at);
      return /^claim(Opening|Closing)$/.test(key) ? ofClaims(at) : undefined;
    });
  },
};

const activities: Sheet = {
  key: 'activities',
  title: '业务活动表',
  ownTotals: true,
  columns: [
    title(),
    line(),
    figure('monthUnrestricted', '本月数 非限定性'),
    figure('monthRestricted', '本月数 限定性'),
    figure('month', '本月数 合计'),
    figure('yearUnrestricted', '本年累计 非限定性'),
    figure('yearRestricted', '本年累计 限定性'),
    figure('year', '本年累计 合计'),
  ],
  read: async (sql, { to }) => {
    const { rows: found, ruleBook } = await activitiesFor(sql, { period: to });
    const rows = found.map(({ nameZh: name, line: no, kind, month, year }): SheetRow =>
      kind === 'caption'
        ? { name }
        : {
            name,
            line: no,
            monthUnrestricted: month.unrestricted,
            monthRestricted: month.restricted,
            month: month.total,
            yearUnrestricted: year.unrestricted,
            yearRestricted: year.restricted,
            year: year.total,
          },
    );
    const total = (key: string) => found.find((row) => row.key === key)!.year.total;
    const figures = {
      '收入合计 本年累计': total('incomeTotal'),
      '费用合计 本年累计': total('expenseTotal'),
      '净资产变动额 本年累计': total('change'),
    };
    const parts = partsOf(activityForm[ruleBook], found);
    return contents(rows, figures, (at, key) =>
      /^(month|year)/.test(key) ? parts(at) : undefined,
    );
  },
};

const cashFlow: Sheet = {
  key: 'cashFlow',
  title: '现金流量表',
  ownTotals: true,
  columns: [title(), line(), figure('month', '本月数'), figure('year', '本年累计数')],
  read: async (sql, { to }) => {
    const { rows: found } = await cashFlowFor(sql, { period: to });
    const rows = found.map(({ nameZh: name, line: no, kind, month, year }): SheetRow =>
      kind === 'caption' ? { name } : { name, line: no, month, year },
    );
    const change = found.at(-1)!;
    const figures = { '净增加额 本月数': change.month, '净增加额 本年累计数': change.year };
    const parts = partsOf(cashForm, found);
    return contents(rows, figures, (at, key) =>
      /^(month|year)$/.test(key) ? parts(at) : undefined,
    );
  },
};

/** The statements of the workbook, each of the last month asked for. */
export const statementSheets: readonly Sheet[] = [balanceSheet, activities, cashFlow];
