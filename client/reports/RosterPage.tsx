import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { RosterRow } from '../../shared/books.ts';
import { DateText } from '../ui/DateText.tsx';
import { KeysetTable } from '../ui/KeysetTable.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { useRoster } from './api.ts';
import { MonthSpan } from './MonthSpan.tsx';
import { PrintedForm, ReportPage } from './ReportPage.tsx';

/** The recipient list (发放花名册) to print and sign; names and numbers are masked. */
export function RosterPage() {
  return (
    <ReportPage group="books" report="roster">
      <MonthSpan>
        {(from, to) => (
          <PrintedForm from={from} to={to}>
            <Roster from={from} to={to} />
          </PrintedForm>
        )}
      </MonthSpan>
    </ReportPage>
  );
}

function Roster({ from, to }: { from: number; to: number }) {
  const { t } = useTranslation();
  const columns: NonNullable<TableProps<RosterRow>['columns']> = [
    { title: t('books.no'), dataIndex: 'no', align: 'right' },
    {
      title: t('books.name'),
      render: (_, { name, voucherId }) => <Link to={`/vouchers/${voucherId}`}>{name}</Link>,
    },
    { title: t('books.idNumber'), dataIndex: 'idNumber' },
    { title: t('books.community'), dataIndex: 'communityName' },
    {
      title: t('books.category'),
      render: (_, { category }) => t(`households.category.${category}`),
    },
    { title: t('books.need'), render: (_, { needCode }) => t(`aid.need.${needCode}`) },
    {
      title: t('books.amount'),
      align: 'right',
      render: (_, { amount }) => <MoneyText value={amount} />,
    },
    { title: t('books.method'), render: (_, { method }) => t(`payments.method.${method}`) },
    { title: t('books.signature'), width: 120, render: () => '' },
    {
      title: t('books.payee'),
      render: (_, { payeeKind, payeeName }) =>
        `${payeeName} (${t(`payments.payeeKind.${payeeKind}`)})`,
    },
    { title: t('books.date'), render: (_, { paidOn }) => <DateText value={paidOn} /> },
    { title: t('books.handA'), dataIndex: 'preparedByName' },
    { title: t('books.handB'), dataIndex: 'paidByName' },
  ];
  return (
    <KeysetTable<RosterRow>
      columns={columns}
      query={useRoster(from, to)}
      rowKey="paymentId"
      empty={t('books.noPayments')}
    />
  );
}
