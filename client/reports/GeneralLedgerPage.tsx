import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { BalanceSide, GeneralLedgerAccount } from '../../shared/books.ts';
import { useLanguage } from '../i18n/index.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { KeysetTable } from '../ui/KeysetTable.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { monthWords } from '../ui/monthWords.ts';
import { withQuery } from '../api/keyset.ts';
import { useGeneralLedger } from './api.ts';
import { LevelChoice } from './LevelChoice.tsx';
import { MonthSpan } from './MonthSpan.tsx';
import { PrintedForm, ReportPage } from './ReportPage.tsx';

/** The general ledger (总账). Route: /books?level=&account=&from=&to= */
export function GeneralLedgerPage() {
  const [search] = useSearchParams();
  const level = search.get('level') ?? '1';
  const account = search.get('account');
  return (
    <ReportPage group="books" report="generalLedger">
      <MonthSpan>
        {(from, to) => (
          <>
            <div className="filters">
              <LevelChoice value={level} />
            </div>
            <PrintedForm from={from} to={to}>
              <Ledger {...{ from, to, level, account }} />
            </PrintedForm>
          </>
        )}
      </MonthSpan>
    </ReportPage>
  );
}

interface Asked {
  from: number;
  to: number;
  level: string;
  account: string | null;
}

function Ledger(asked: Asked) {
  const { t } = useTranslation();
  const language = useLanguage();
  const ledger = useGeneralLedger(asked);
  return (
    <KeysetTable<GeneralLedgerAccount>
      query={ledger}
      rowKey="accountCode"
      empty={t('reports.nothingPosted')}
      columns={[
        {
          title: t('books.pages.generalLedger'),
          render: (_, account) => (
            <>
              <h2 className="ledger-account">
                <Link to={withQuery('/books/account', linkOf(asked, account.accountCode))}>
                  {account.accountCode} {language === 'en' ? account.nameEn : account.nameZh}
                </Link>
              </h2>
              <Months account={account} from={asked.from} />
            </>
          ),
        },
      ]}
    />
  );
}

const linkOf = ({ from, to }: Asked, account: string) => ({ from, to, account });

interface Row {
  key: string;
  periodId: number;
  words: string;
  debit: string | null;
  credit: string | null;
  side: BalanceSide;
  balance: string;
}

function Months({ account, from }: { account: GeneralLedgerAccount; from: number }) {
  const { t } = useTranslation();
  const first = from % 100 === 1 ? 'broughtForward' : 'opening';
  const none = { debit: null, credit: null };
  const { side, opening: balance } = account;
  const opening = { ...none, key: 'opening', periodId: from, words: first, side, balance };
  const rows: Row[] = [
    opening,
    ...account.months.flatMap(({ periodId, yearDebit, yearCredit, ...month }) => [
      { ...month, key: `${periodId}`, periodId, words: 'month' },
      {
        ...month,
        key: `${periodId} year`,
        periodId,
        words: 'year',
        debit: yearDebit,
        credit: yearCredit,
      },
    ]),
  ];
  const columns: NonNullable<TableProps<Row>['columns']> = [
    { title: t('books.month'), render: (_, { periodId }) => monthWords(t, periodId) },
    { title: t('reports.summary'), render: (_, { words }) => t(`books.kinds.${words}`) },
    ...(['debit', 'credit'] as const).map((each) => ({
      title: t(`reports.${each}`),
      align: 'right' as const,
      render: (_: unknown, row: Row) => row[each] !== null && <MoneyText value={row[each]} />,
    })),
    { title: t('books.side'), render: (_, row) => t(`books.sides.${row.side}`) },
    {
      title: t('books.balance'),
      align: 'right',
      render: (_, row) => <MoneyText value={row.balance} />,
    },
  ];
  return <DataTable<Row> columns={columns} dataSource={rows} rowKey="key" sticky={false} />;
}
