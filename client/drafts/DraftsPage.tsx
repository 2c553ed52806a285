import { Button, Select, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { draftStatus, type DraftSummary } from '../../shared/drafts.ts';
import { useHasRole } from '../api/session.ts';
import { DateText } from '../ui/DateText.tsx';
import { KeysetTable } from '../ui/KeysetTable.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useDrafts, useTemplates } from './api.ts';

/** Vouchers by hand by state, and the templates to begin one with. Route: /drafts?status= */
export function DraftsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const mayPrepare = useHasRole('treasurer');
  const status = draftStatus.safeParse(search.get('status'));
  return (
    <Page
      title={t('drafts.title')}
      actions={
        mayPrepare && (
          <Button type="primary" onClick={() => void navigate('/drafts/new')}>
            {t('drafts.new')}
          </Button>
        )
      }
    >
      <p className="hint">{t('drafts.help')}</p>
      <StatusFilter />
      <KeysetTable<DraftSummary>
        columns={useColumns()}
        query={useDrafts(status.success ? status.data : null)}
        rowKey="id"
        empty={t('drafts.empty')}
      />
      {mayPrepare && <Templates />}
    </Page>
  );
}

function StatusFilter() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  return (
    <div className="row no-print" style={{ marginBottom: 16 }}>
      <label htmlFor="draft-status">{t('drafts.status')}</label>
      <Select
        id="draft-status"
        style={{ width: 220, maxWidth: '100%' }}
        value={search.get('status') ?? ''}
        options={[
          { value: '', label: t('common.all') },
          ...draftStatus.options.map((value) => ({ value, label: t(`drafts.statuses.${value}`) })),
        ]}
        onChange={(status) => setSearch(status ? { status } : {}, { replace: true })}
      />
    </div>
  );
}

function useColumns(): NonNullable<TableProps<DraftSummary>['columns']> {
  const { t } = useTranslation();
  return [
    {
      title: t('drafts.summary'),
      fixed: 'left',
      render: (_, { id, summary }) => (
        <Link to={`/drafts/${id}`}>{summary || t('drafts.unnamed')}</Link>
      ),
    },
    {
      title: t('drafts.status'),
      render: (_, { status, note }) => (
        <StatusTag
          status={status === 'draft' && note ? 'overdue' : status}
          label={t(status === 'draft' && note ? 'drafts.returned' : `drafts.statuses.${status}`)}
        />
      ),
    },
    { title: t('drafts.date'), render: (_, { voucherDate }) => <DateText value={voucherDate} /> },
    {
      title: t('drafts.amount'),
      align: 'right',
      render: (_, { total }) => <MoneyText value={total} />,
    },
    { title: t('drafts.preparedBy'), dataIndex: 'preparedByName' },
    { title: t('drafts.reviewedBy'), dataIndex: 'reviewedByName' },
    {
      title: t('drafts.voucher'),
      render: (_, { voucherId, voucherLabel }) =>
        voucherId && <Link to={`/vouchers/${voucherId}`}>{voucherLabel}</Link>,
    },
  ];
}

function Templates() {
  const { t } = useTranslation();
  const templates = useTemplates();
  return (
    <section className="no-print">
      <h2>{t('drafts.templates')}</h2>
      <QueryState of={templates} empty={t('drafts.noTemplates')}>
        {({ items }) => (
          <ul>
            {items.map(({ id, name }) => (
              <li key={id}>
                <Link to={`/drafts/new?template=${id}`}>{name}</Link>
              </li>
            ))}
          </ul>
        )}
      </QueryState>
    </section>
  );
}
