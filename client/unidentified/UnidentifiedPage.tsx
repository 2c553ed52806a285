import { Button, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Unidentified } from '../../shared/unidentified.ts';
import { useHasRole } from '../api/session.ts';
import { DateText } from '../ui/DateText.tsx';
import { KeysetTable } from '../ui/KeysetTable.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useUnidentified } from './api.ts';
import { IdentifyForm } from './IdentifyForm.tsx';
import { RecordUnidentifiedForm } from './RecordUnidentifiedForm.tsx';
import { SendBackForm } from './SendBackForm.tsx';

/** Money whose giver is not known, with its age. Route: /unidentified-receipts */
export function UnidentifiedPage() {
  const { t } = useTranslation();
  const receipts = useUnidentified();
  const mayRecord = useHasRole('treasurer');
  const [recording, setRecording] = useState(false);
  const record = mayRecord && (
    <Button type="primary" onClick={() => setRecording(true)}>
      {t('unidentified.record')}
    </Button>
  );
  const columns: NonNullable<TableProps<Unidentified>['columns']> = [
    {
      title: t('unidentified.receivedOn'),
      render: (_, { receivedOn }) => <DateText value={receivedOn} />,
    },
    { title: t('unidentified.bankReference'), dataIndex: 'bankReference' },
    { title: t('unidentified.payer'), dataIndex: 'payerMasked' },
    {
      title: t('unidentified.amount'),
      align: 'right',
      render: (_, { amount }) => <MoneyText value={amount} />,
    },
    { title: t('unidentified.age'), align: 'right', dataIndex: 'ageDays' },
    {
      title: t('unidentified.voucher'),
      render: (_, { voucherId, voucherNumber }) => (
        <Link to={`/vouchers/${voucherId}`}>{voucherNumber}</Link>
      ),
    },
    { title: t('unidentified.status'), render: (_, receipt) => <Status receipt={receipt} /> },
  ];
  return (
    <Page title={t('unidentified.title')} actions={record}>
      <p className="hint">{t('unidentified.help')}</p>
      <KeysetTable columns={columns} query={receipts} rowKey="id" empty={t('unidentified.empty')} />
      {recording && <RecordUnidentifiedForm onClose={() => setRecording(false)} />}
    </Page>
  );
}

function Status({ receipt }: { receipt: Unidentified }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'identify' | 'return'>();
  const close = () => setOpen(undefined);
  const { status, donationId, mayIdentify, mayReturn } = receipt;
  return (
    <>
      <StatusTag status={status} label={t(`unidentified.statuses.${status}`)} />{' '}
      {donationId && <Link to={`/donations/${donationId}`}>{t('unidentified.gift')}</Link>}
      {mayIdentify && (
        <Button size="small" onClick={() => setOpen('identify')}>
          {t('unidentified.identify')}
        </Button>
      )}
      {mayReturn && (
        <Button size="small" danger onClick={() => setOpen('return')}>
          {t('unidentified.sendBack')}
        </Button>
      )}
      {open === 'identify' && <IdentifyForm receipt={receipt} onClose={close} />}
      {open === 'return' && <SendBackForm receipt={receipt} onClose={close} />}
    </>
  );
}
