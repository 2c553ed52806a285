import { Button, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Pledge } from '../../shared/pledges.ts';
import { isZero } from '../../shared/money.ts';
import { useHasRole } from '../api/session.ts';
import { DateText } from '../ui/DateText.tsx';
import { KeysetTable } from '../ui/KeysetTable.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { usePledges } from './api.ts';
import { NameArrival } from './NameArrival.tsx';
import { RecordPledgeForm } from './RecordPledgeForm.tsx';

/** Promised gifts: what arrived, what is outstanding, what is overdue. Route: /pledges */
export function PledgesPage() {
  const { t } = useTranslation();
  const pledges = usePledges();
  const mayRecord = useHasRole('treasurer');
  const [recording, setRecording] = useState(false);
  const record = mayRecord && (
    <Button type="primary" onClick={() => setRecording(true)}>
      {t('pledges.record')}
    </Button>
  );
  const money = (name: 'amount' | 'arrived' | 'outstanding') => ({
    title: t(`pledges.${name}`),
    align: 'right' as const,
    render: (_: unknown, pledge: Pledge) => <MoneyText value={pledge[name]} />,
  });
  const columns: NonNullable<TableProps<Pledge>['columns']> = [
    { title: t('pledges.donor'), dataIndex: 'donorMasked' },
    { title: t('pledges.agreement'), dataIndex: 'agreementNumber' },
    {
      title: t('pledges.fund'),
      render: (_, { fundCode, driveCode }) => [fundCode, driveCode].filter(Boolean).join(' · '),
    },
    { title: t('pledges.agreedOn'), render: (_, { agreedOn }) => <DateText value={agreedOn} /> },
    { title: t('pledges.dueOn'), render: (_, { dueOn }) => <DateText value={dueOn} /> },
    money('amount'),
    money('arrived'),
    money('outstanding'),
    { title: t('pledges.status'), render: (_, pledge) => <Status pledge={pledge} /> },
  ];
  return (
    <Page title={t('pledges.title')} actions={record}>
      <p className="hint">{t('pledges.help')}</p>
      <KeysetTable columns={columns} query={pledges} rowKey="id" empty={t('pledges.empty')} />
      {recording && <RecordPledgeForm onClose={() => setRecording(false)} />}
    </Page>
  );
}

function Status({ pledge }: { pledge: Pledge }) {
  const { t } = useTranslation();
  const status = isZero(pledge.outstanding) ? 'paid' : pledge.overdue ? 'overdue' : 'open';
  return (
    <>
      <StatusTag status={status} label={t(`pledges.statuses.${status}`)} />{' '}
      {pledge.candidates.length > 0 && <NameArrival pledge={pledge} />}
    </>
  );
}
