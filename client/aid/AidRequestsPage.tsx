import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { type AidRequestSummary, aidStatus } from '../../shared/aid.ts';
import { useHasRole } from '../api/session.ts';
import { DateText } from '../ui/DateText.tsx';
import { KeysetTable } from '../ui/KeysetTable.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useRequests } from './api.ts';

/** The requests in sight, of one status when the address says so. Route: /aid-requests?status= */
export function AidRequestsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const mayFile = useHasRole('caseworker');
  const status = aidStatus.safeParse(search.get('status'));
  return (
    <Page
      title={t('aid.title')}
      actions={
        mayFile && (
          <Button type="primary" onClick={() => void navigate('/aid-requests/new')}>
            {t('aid.fileRequest')}
          </Button>
        )
      }
    >
      <StatusFilter />
      <KeysetTable<AidRequestSummary>
        columns={useColumns()}
        query={useRequests(status.success ? status.data : null)}
        rowKey="id"
        empty={t(mayFile ? 'aid.emptyFile' : 'aid.empty')}
      />
    </Page>
  );
}

function StatusFilter() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  return (
    <div className="row no-print" style={{ marginBottom: 16 }}>
      <label htmlFor="status-filter">{t('aid.statusLabel')}</label>
      <Select
        id="status-filter"
        style={{ width: 220, maxWidth: '100%' }}
        value={search.get('status') ?? ''}
        options={[
          { value: '', label: t('common.all') },
          ...aidStatus.options.map((value) => ({ value, label: t(`aid.status.${value}`) })),
        ]}
        onChange={(status) => setSearch(status ? { status } : {}, { replace: true })}
      />
    </div>
  );
}

function useColumns() {
  const { t } = useTranslation();
  const money = (value: string | null) => value !== null && <MoneyText value={value} />;
  return [
    {
      title: t('aid.caseNumber'),
      dataIndex: 'caseNumber',
      render: (number: string, { id }: AidRequestSummary) => (
        <Link to={`/aid-requests/${id}`}>{number}</Link>
      ),
    },
    {
      title: t('aid.statusLabel'),
      render: (_: unknown, row: AidRequestSummary) => <RowStatus row={row} />,
    },
    { title: t('aid.community'), dataIndex: 'communityName' },
    {
      title: t('aid.needLabel'),
      dataIndex: 'needCode',
      render: (code: string) => t(`aid.need.${code}`),
    },
    {
      title: t('aid.laneLabel'),
      dataIndex: 'lane',
      render: (lane: string) => t(`aid.lane.${lane}`),
    },
    {
      title: t('aid.amount.requested'),
      dataIndex: 'requested',
      align: 'right' as const,
      render: money,
    },
    {
      title: t('aid.amount.granted'),
      dataIndex: 'granted',
      align: 'right' as const,
      render: money,
    },
    {
      title: t('aid.votes'),
      align: 'right' as const,
      render: (_: unknown, { votesFor, votesNeeded }: AidRequestSummary) =>
        votesNeeded === null ? '' : `${votesFor} / ${votesNeeded}`,
    },
    {
      title: t('aid.filedOn'),
      dataIndex: 'filedOn',
      render: (date: string) => <DateText value={date} />,
    },
    { title: t('aid.daysWaiting'), dataIndex: 'daysWaiting', align: 'right' as const },
  ];
}

function RowStatus({ row }: { row: AidRequestSummary }) {
  const { t } = useTranslation();
  return (
    <>
      <StatusTag status={row.status} label={t(`aid.status.${row.status}`)} />
      {row.papersOverdue && <StatusTag status="overdue" label={t('aid.papersOverdue')} />}
    </>
  );
}
