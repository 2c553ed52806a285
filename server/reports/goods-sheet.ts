import type { GoodsBookRow, GoodsFigures } from '../../shared/goods-book.ts';
import { unitCost } from '../../shared/money.ts';
import type { Reader } from '../database/snapshot.ts';
import { GoodsWalk } from './goods-book.ts';
import {
  countGoodsBook,
  itemsOfBook,
  readGoodsKept,
  readGoodsLines,
} from './goods-book-queries.ts';
import type { Months } from './queries.ts';
import { amount, type Column, type Sheet, type SheetRow, text } from './sheet.ts';

const BATCH = 2000;

const goodsColumns: Column[] = [
  text('item', '物资编码', 'COAT-2026'),
  text('itemName', '物资名称', '棉衣棉衣棉衣'),
  text('unit', '单位'),
  text('period', '期间'),
  text('date', '日期', '2026-01-01'),
  text('label', '凭证字号', '记-00001'),
  text('summary', '摘要', '收到捐赠物资（实物）限定用途'),
  text('fundCode', '基金'),
  text('cameQuantity', '收入数量', '9,999.999'),
  text('cameCost', '收入单价', '9,999.9999'),
  amount('came', '收入金额'),
  text('wentQuantity', '发出数量', '9,999.999'),
  text('wentCost', '发出单价', '9,999.9999'),
  amount('went', '发出金额'),
  text('leftQuantity', '结存数量', '9,999.999'),
  text('leftCost', '结存单价', '9,999.9999'),
  { key: 'left', title: '结存金额', kind: 'amount', like: '9,999,999.00' },
];

const captions = { month: '本月合计', year: '本年累计' } as const;

function summaryOf({ kind, periodId, summary }: GoodsBookRow): string {
  if (kind === 'line') return summary ?? '';
  if (kind === 'opening') return periodId % 100 === 1 ? '上年结转' : '期初余额';
  return captions[kind];
}

const columnsOf = (key: string, { quantity, value }: GoodsFigures) => ({
  [key]: value,
  [`${key}Quantity`]: quantity === '0' ? '' : quantity,
  [`${key}Cost`]: unitCost(value, quantity),
});

function sheetRow(item: { code: string; name: string; unit: string }, row: GoodsBookRow): SheetRow {
  const { kind, periodId, date, label, fundCode, came, went, left } = row;
  return {
    kind,
    item: item.code,
    itemName: item.name,
    unit: item.unit,
    period: periodId,
    date,
    label,
    summary: summaryOf(row),
    fundCode,
    ...columnsOf('came', came),
    ...columnsOf('went', went),
    ...columnsOf('left', left),
  };
}

/** Item after item in batches: memory holds one batch of papers. */
async function* rowsOf(sql: Reader, { from, to }: Months): AsyncGenerator<SheetRow[]> {
  for (const item of await itemsOfBook(sql, to)) {
    const scope = { item: item.id, from, to };
    const { opening, months } = await readGoodsKept(sql, scope);
    const walk = new GoodsWalk(months, { left: opening, periodId: null });
    yield [sheetRow(item, walk.opening(from))];
    let after: { date: string; seq: string } | undefined;
    for (;;) {
      const lines = await readGoodsLines(sql, scope, { after, limit: BATCH });
      yield lines.flatMap((line) => walk.take(line)).map((row) => sheetRow(item, row));
      after = lines.at(-1);
      if (lines.length < BATCH) break;
    }
    yield walk.end().map((row) => sheetRow(item, row));
  }
}

/** The books of goods by quantity and amount (数量金额式明细账), item after item. */
export const goodsLedger: Sheet = {
  key: 'goodsLedger',
  title: '数量金额式明细账',
  columns: goodsColumns,
  counts: (row) => row['kind'] === 'line',
  read: async (sql, months) => {
    const { lines, came, went } = await countGoodsBook(sql, months);
    const [found] = await sql<{ months: number }[]>`
      select count(distinct (item_id, period_id))::int as months from goods_months
      where period_id between ${months.from} and ${months.to}`;
    const items = await itemsOfBook(sql, months.to);
    const rows = items.length + lines + 2 * (found?.months ?? 0);
    return { control: { rows, totals: { came, went } }, batches: () => rowsOf(sql, months) };
  },
};
