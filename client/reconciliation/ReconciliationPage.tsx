import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ReconciliationSummary, StatementAccount } from '../../shared/reconciliation.ts';
import { useHasRole } from '../api/session.ts';
import { useLanguage } from '../i18n/index.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { DateText } from '../ui/DateText.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useReconciliations, useStatementAccounts } from './api.ts';

/** Each account at the bank with what waits there, and the frozen sheets. Route: /reconciliation */
export function ReconciliationPage() {
  const { t } = useTranslation();
  const accounts = useStatementAccounts();
  return (
    <Page title={t('reconciliation.title')}>
      <p className="hint">{t('reconciliation.help')}</p>
      <QueryState of={accounts} empty={null}>
        {({ items }) => <Accounts accounts={items} />}
      </QueryState>
      <Sheets />
    </Page>
  );
}

const dayOr = (day: string | null) => (day === null ? '—' : <DateText value={day} />);

function Accounts({ accounts }: { accounts: StatementAccount[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const isTreasurer = useHasRole('treasurer');
  const columns: NonNullable<TableProps<StatementAccount>['columns']> = [
    {
      title: t('reconciliation.account'),
      render: (_, { code, nameZh, nameEn }) => (
        <Link
          to={`/reconciliation/${code}`}
        >{`${code} ${language === 'en' ? nameEn : nameZh}`}</Link>
      ),
    },
    {
      title: t('reconciliation.books'),
      align: 'right',
      render: (_, { bookBalance }) => <MoneyText value={bookBalance} />,
    },
    {
      title: t('reconciliation.bank'),
      align: 'right',
      render: (_, { statementClosing }) =>
        statementClosing === null ? '—' : <MoneyText value={statementClosing} />,
    },
    {
      title: t('reconciliation.statementTo'),
      render: (_, { statementEndsOn }) => dayOr(statementEndsOn),
    },
    { title: t('reconciliation.unmatchedBank'), dataIndex: 'unmatchedBank', align: 'right' },
    { title: t('reconciliation.unmatchedBooks'), dataIndex: 'unmatchedBooks', align: 'right' },
    {
      title: t('reconciliation.reconciledOn'),
      render: (_, { reconciledOn }) => dayOr(reconciledOn),
    },
    {
      title: t('common.actions'),
      render: (_, { code }) =>
        isTreasurer && (
          <Link to={`/reconciliation/${code}/statement`}>{t('reconciliation.enter')}</Link>
        ),
    },
  ];
  return <DataTable<StatementAccount> columns={columns} dataSource={accounts} rowKey="code" />;
}

function Sheets() {
  const { t } = useTranslation();
  const language = useLanguage();
  const sheets = useReconciliations();
  const columns: NonNullable<TableProps<ReconciliationSummary>['columns']> = [
    {
      title: t('reconciliation.asOf'),
      render: (_, { id, asOf }) => (
        <Link to={`/bank-reconciliations/${id}`}>
          <DateText value={asOf} />
        </Link>
      ),
    },
    {
      title: t('reconciliation.account'),
      render: (_, { accountCode, accountNameZh, accountNameEn }) =>
        `${accountCode} ${language === 'en' ? accountNameEn : accountNameZh}`,
    },
    {
      title: t('reconciliation.adjusted'),
      align: 'right',
      render: (_, { adjusted }) => <MoneyText value={adjusted} />,
    },
    { title: t('reconciliation.outstanding'), dataIndex: 'outstanding', align: 'right' },
    { title: t('reconciliation.old'), dataIndex: 'old', align: 'right' },
    { title: t('reconciliation.preparedBy'), dataIndex: 'preparedByName' },
    {
      title: t('reconciliation.reviewedBy'),
      render: (_, { reviewedByName }) =>
        reviewedByName ?? (
          <StatusTag status="submitted" label={t('reconciliation.waitsForReview')} />
        ),
    },
  ];
  return (
    <>
      <h2>{t('reconciliation.sheets')}</h2>
      <QueryState of={sheets} empty={t('reconciliation.noSheets')}>
        {({ items }) => (
          <DataTable<ReconciliationSummary> columns={columns} dataSource={items} rowKey="id" />
        )}
      </QueryState>
    </>
  );
}
