import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Period } from '../../shared/ledger.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { DateText } from '../ui/DateText.tsx';
import { InstantText } from '../ui/InstantText.tsx';
import { monthWords } from '../ui/monthWords.ts';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { usePeriods } from './api.ts';
import { Years } from './Years.tsx';

/** The months and years of the books; each month opens on its checklist. */
export function PeriodsPage() {
  const { t } = useTranslation();
  const periods = usePeriods();
  return (
    <Page title={t('ledger.periods')}>
      <p className="hint">{t('ledger.periodsHelp')}</p>
      <QueryState of={periods} empty={t('ledger.noPeriods')}>
        {({ items }) => <PeriodTable periods={items} />}
      </QueryState>
      <Years />
    </Page>
  );
}

function PeriodTable({ periods }: { periods: Period[] }) {
  const { t } = useTranslation();
  const columns: NonNullable<TableProps<Period>['columns']> = [
    {
      title: t('ledger.period'),
      render: (_, { id }) => <Link to={`/vouchers?period=${id}`}>{monthWords(t, id)}</Link>,
    },
    { title: t('ledger.ends'), render: (_, { endsOn }) => <DateText value={endsOn} /> },
    { title: t('ledger.voucherCount'), dataIndex: 'vouchers', align: 'right' },
    { title: t('ledger.unsignedCount'), dataIndex: 'unsigned', align: 'right' },
    {
      title: t('ledger.status'),
      render: (_, { status }) => (
        <StatusTag status={status} label={t(`ledger.statuses.${status}`)} />
      ),
    },
    {
      title: t('ledger.closedBy'),
      render: (_, { closedAt, closedByName }) =>
        closedAt && (
          <>
            {closedByName} <InstantText value={closedAt} />
          </>
        ),
    },
    {
      title: t('common.actions'),
      render: (_, { id, status }) => (
        <Link to={`/periods/${id}`}>
          {t(status === 'open' ? 'ledger.toChecklist' : 'ledger.toClosed')}
        </Link>
      ),
    },
  ];
  return <DataTable<Period> columns={columns} dataSource={periods} rowKey="id" />;
}
