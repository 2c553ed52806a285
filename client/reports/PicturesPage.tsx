import { useTranslation } from 'react-i18next';
import type { Pictures } from '../../shared/statements.ts';
import { Bars } from '../ui/Bars.tsx';
import { monthWords } from '../ui/monthWords.ts';
import { QueryState } from '../ui/QueryState.tsx';
import { useFundStatement, usePictures } from './api.ts';
import { FundBars } from './FundStatementPage.tsx';
import { MonthSpan } from './MonthSpan.tsx';
import { ReportPage } from './ReportPage.tsx';

/** Income and spending by month and by fund, and aid by need, each with its table. */
export function PicturesPage() {
  return (
    <ReportPage group="statements" report="pictures">
      <MonthSpan>{(from, to) => <Drawn from={from} to={to} />}</MonthSpan>
    </ReportPage>
  );
}

function Drawn({ from, to }: { from: number; to: number }) {
  const { t } = useTranslation();
  const pictures = usePictures(from, to);
  const funds = useFundStatement(from, to);
  return (
    <>
      <QueryState
        of={pictures}
        isEmpty={({ months }) => months.length === 0}
        empty={t('reports.nothingPosted')}
      >
        {(drawn) => (
          <>
            <Months months={drawn.months} />
            {drawn.needs.length > 0 && <Needs needs={drawn.needs} />}
          </>
        )}
      </QueryState>
      <QueryState of={funds} isEmpty={({ rows }) => rows.length === 0} empty={t('reports.noFunds')}>
        {({ rows }) => <FundBars rows={rows} />}
      </QueryState>
    </>
  );
}

function Months({ months }: Pick<Pictures, 'months'>) {
  const { t } = useTranslation();
  return (
    <Bars
      title={t('books.pictureMonths')}
      categoryTitle={t('books.month')}
      categories={months.map(({ periodId }) => monthWords(t, periodId))}
      series={[
        { label: t('books.income'), values: months.map(({ received }) => received) },
        { label: t('books.aid'), values: months.map(({ aid }) => aid) },
        { label: t('books.expenses'), values: months.map(({ expenses }) => expenses) },
      ]}
    />
  );
}

function Needs({ needs }: Pick<Pictures, 'needs'>) {
  const { t } = useTranslation();
  return (
    <Bars
      title={t('books.pictureNeeds')}
      categoryTitle={t('books.need')}
      categories={needs.map(({ needCode }) =>
        needCode === null ? t('books.noNeed') : t(`aid.need.${needCode}`),
      )}
      series={[{ label: t('books.aid'), values: needs.map(({ amount }) => amount) }]}
    />
  );
}
