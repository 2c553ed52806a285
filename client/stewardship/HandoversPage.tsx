import { Button, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { HandoverSummary } from '../../shared/handovers.ts';
import { useHasRole } from '../api/session.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { DateText } from '../ui/DateText.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useHandovers } from './api.ts';
import { BeginHandoverForm } from './BeginHandoverForm.tsx';
import { toneOfHandover } from './tones.ts';

/** Who handed which duty to whom. Route: /handovers */
export function HandoversPage() {
  const { t } = useTranslation();
  const list = useHandovers();
  const keeps = useHasRole('treasurer', 'cashier', 'chair');
  const [beginning, setBeginning] = useState(false);
  const begin = keeps && (
    <Button type="primary" onClick={() => setBeginning(true)} disabled={!list.data}>
      {t('stewardship.handover.begin')}
    </Button>
  );
  return (
    <Page title={t('stewardship.handover.title')} actions={begin}>
      <p className="hint">{t('stewardship.handover.help')}</p>
      <QueryState of={list} empty={t('stewardship.handover.empty')}>
        {({ items }) => <HandoverTable items={items} />}
      </QueryState>
      {beginning && list.data && (
        <BeginHandoverForm people={list.data.people} onClose={() => setBeginning(false)} />
      )}
    </Page>
  );
}

function HandoverTable({ items }: { items: HandoverSummary[] }) {
  const { t } = useTranslation();
  const columns: NonNullable<TableProps<HandoverSummary>['columns']> = [
    {
      title: t('stewardship.handover.kind'),
      render: (_, { id, kind }) => (
        <Link to={`/handovers/${id}`}>{t(`stewardship.handover.kinds.${kind}`)}</Link>
      ),
    },
    {
      title: t('stewardship.handover.handedOn'),
      render: (_, { handedOn }) => <DateText value={handedOn} />,
    },
    { title: t('stewardship.handover.giver'), dataIndex: 'fromName' },
    { title: t('stewardship.handover.receiver'), dataIndex: 'toName' },
    { title: t('stewardship.handover.witness'), dataIndex: 'witnessName' },
    {
      title: t('stewardship.status'),
      render: (_, { status }) => (
        <StatusTag
          status={toneOfHandover[status]}
          label={t(`stewardship.handover.statuses.${status}`)}
        />
      ),
    },
  ];
  return <DataTable<HandoverSummary> columns={columns} dataSource={items} rowKey="id" />;
}
