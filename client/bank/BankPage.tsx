import { Button, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { BankEvent } from '../../shared/bank.ts';
import { useHasRole } from '../api/session.ts';
import { DateText } from '../ui/DateText.tsx';
import { KeysetTable } from '../ui/KeysetTable.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useBankEvents } from './api.ts';
import { RecordBankEventForm } from './RecordBankEventForm.tsx';

/** Interest, bank fees and grants as the bank's statement tells them. Route: /bank-events */
export function BankPage() {
  const { t } = useTranslation();
  const events = useBankEvents();
  const mayRecord = useHasRole('treasurer');
  const [recording, setRecording] = useState(false);
  const record = mayRecord && (
    <Button type="primary" onClick={() => setRecording(true)}>
      {t('bank.record')}
    </Button>
  );
  const columns: NonNullable<TableProps<BankEvent>['columns']> = [
    { title: t('bank.date'), render: (_, { happenedOn }) => <DateText value={happenedOn} /> },
    { title: t('bank.kind'), render: (_, { kind }) => t(`bank.kinds.${kind}`) },
    { title: t('bank.fund'), dataIndex: 'fundCode' },
    {
      title: t('bank.amount'),
      align: 'right',
      render: (_, { amount }) => <MoneyText value={amount} />,
    },
    { title: t('bank.reference'), dataIndex: 'reference' },
    { title: t('bank.note'), dataIndex: 'note' },
    {
      title: t('bank.voucher'),
      render: (_, { voucherId, voucherNumber, reversed }) => (
        <>
          <Link to={`/vouchers/${voucherId}`}>{voucherNumber}</Link>{' '}
          {reversed && <StatusTag status="reversed" label={t('bank.reversed')} />}
        </>
      ),
    },
  ];
  return (
    <Page title={t('bank.title')} actions={record}>
      <p className="hint">{t('bank.help')}</p>
      <KeysetTable columns={columns} query={events} rowKey="id" empty={t('bank.empty')} />
      {recording && <RecordBankEventForm onClose={() => setRecording(false)} />}
    </Page>
  );
}
