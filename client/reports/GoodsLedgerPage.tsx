import type { TableProps } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { GoodsBookRow, GoodsFigures } from '../../shared/goods-book.ts';
import { unitCost } from '../../shared/money.ts';
import { DateText } from '../ui/DateText.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { KeysetTable } from '../ui/KeysetTable.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { monthWords } from '../ui/monthWords.ts';
import { useGoodsBook, useGoodsChoices } from './api.ts';
import { Choice } from './Choice.tsx';
import { FundChoice } from './FundChoice.tsx';
import { MonthSpan } from './MonthSpan.tsx';
import { PrintedForm, ReportPage } from './ReportPage.tsx';

/** An item by quantity and amount (数量金额式). Route: /books/goods?item=&fund=&from=&to= */
export function GoodsLedgerPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const item = search.get('item');
  const fund = search.get('fund');
  const items = useGoodsChoices().data ?? [];
  const options = items.map(({ id, code, name, unit }) => ({
    value: id,
    label: `${code} ${name} (${unit})`,
  }));
  const chosen = options.find(({ value }) => value === item);
  return (
    <ReportPage group="books" report="goodsLedger">
      <MonthSpan>
        {(from, to) => (
          <>
            <div className="filters">
              <Choice name="item" label={t('books.item')} value={item} wide {...{ options }} />
              <FundChoice value={fund} />
            </div>
            {item === null ? (
              <EmptyState>{t('books.chooseItem')}</EmptyState>
            ) : (
              <PrintedForm from={from} to={to} number={chosen?.label ?? ''}>
                <Ledger {...{ from, to, item, fund }} />
              </PrintedForm>
            )}
          </>
        )}
      </MonthSpan>
    </ReportPage>
  );
}

type Columns = NonNullable<TableProps<GoodsBookRow>['columns']>;

function Ledger(filters: { from: number; to: number; item: string; fund: string | null }) {
  const { t } = useTranslation();
  const columns: Columns = [
    {
      title: t('books.date'),
      render: (_, row) =>
        row.date === null ? monthWords(t, row.periodId) : <DateText value={row.date} />,
    },
    {
      title: t('reports.number'),
      render: (_, { voucherId, label }) =>
        voucherId !== null && <Link to={`/vouchers/${voucherId}`}>{label}</Link>,
    },
    { title: t('reports.summary'), render: (_, row) => summaryOf(t, row) },
    { title: t('books.fund'), dataIndex: 'fundCode' },
    group(t, 'came'),
    group(t, 'went'),
    group(t, 'left'),
  ];
  return (
    <KeysetTable<GoodsBookRow>
      columns={columns}
      query={useGoodsBook(filters)}
      rowKey={({ kind, periodId, seq }) => [kind, periodId, seq].join(' ')}
      empty={t('reports.nothingPosted')}
      onRow={({ kind }) => ({ className: kind === 'line' ? '' : 'total-row' })}
    />
  );
}

const isNothing = ({ quantity, value }: GoodsFigures) => quantity === '0' && value === '0.00';

/** Quantity, unit cost and amount of what came in (收入), went out (发出) or is left (结存). */
function group(t: TFunction, of: 'came' | 'went' | 'left'): Columns[number] {
  return {
    title: t(`books.goods.${of}`),
    children: [
      {
        title: t('books.goods.quantity'),
        align: 'right',
        render: (_, row) => (isNothing(row[of]) && of !== 'left' ? null : row[of].quantity),
      },
      {
        title: t('books.goods.unitCost'),
        align: 'right',
        render: (_, row) => unitCost(row[of].value, row[of].quantity),
      },
      {
        title: t('books.goods.amount'),
        align: 'right',
        render: (_, row) =>
          isNothing(row[of]) && of !== 'left' ? null : <MoneyText value={row[of].value} />,
      },
    ],
  };
}

function summaryOf(t: TFunction, { kind, periodId, summary }: GoodsBookRow): string {
  if (kind === 'line') return summary ?? '';
  const isNewYear = kind === 'opening' && periodId % 100 === 1;
  return t(`books.kinds.${isNewYear ? 'broughtForward' : kind}`);
}
