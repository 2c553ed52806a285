import { Button, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Transfer } from '../../shared/transfers.ts';
import { useHasRole } from '../api/session.ts';
import { ConfirmPosting } from '../ui/ConfirmPosting.tsx';
import { DateText } from '../ui/DateText.tsx';
import { DecideButtons } from '../ui/DecideButtons.tsx';
import { KeysetTable } from '../ui/KeysetTable.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useDecideTransfer, useTransfers } from './api.ts';
import { transferLines } from './lines.ts';
import { PrepareTransferForm } from './PrepareTransferForm.tsx';

/** Money moved between funds, each with its document. Route: /fund-transfers */
export function TransfersPage() {
  const { t } = useTranslation();
  const transfers = useTransfers();
  const mayPrepare = useHasRole('treasurer');
  const [preparing, setPreparing] = useState(false);
  const prepare = mayPrepare && (
    <Button type="primary" onClick={() => setPreparing(true)}>
      {t('transfers.prepare')}
    </Button>
  );
  const columns: NonNullable<TableProps<Transfer>['columns']> = [
    {
      title: t('transfers.date'),
      render: (_, { transferredOn }) => <DateText value={transferredOn} />,
    },
    { title: t('transfers.kind'), render: (_, { kind }) => t(`transfers.kinds.${kind}`) },
    { title: t('transfers.from'), dataIndex: 'fromFundCode' },
    { title: t('transfers.to'), dataIndex: 'toFundCode' },
    {
      title: t('transfers.amount'),
      align: 'right',
      render: (_, { amount }) => <MoneyText value={amount} />,
    },
    {
      title: t('transfers.document'),
      render: (_, { basis, documentName, documentNumber }) =>
        `${t(`transfers.bases.${basis}`)} · ${documentName} ${documentNumber}`,
    },
    { title: t('transfers.preparedBy'), dataIndex: 'preparedByName' },
    { title: t('transfers.status'), render: (_, transfer) => <Status transfer={transfer} /> },
  ];
  return (
    <Page title={t('transfers.title')} actions={prepare}>
      <p className="hint">{t('transfers.help')}</p>
      <KeysetTable columns={columns} query={transfers} rowKey="id" empty={t('transfers.empty')} />
      {preparing && <PrepareTransferForm onClose={() => setPreparing(false)} />}
    </Page>
  );
}

function Status({ transfer }: { transfer: Transfer }) {
  const { t } = useTranslation();
  const { id, status, voucherId, voucherNumber, mayDecide } = transfer;
  return (
    <>
      <StatusTag status={status} label={t(`transfers.statuses.${status}`)} />{' '}
      {voucherId && <Link to={`/vouchers/${voucherId}`}>{voucherNumber}</Link>}
      {mayDecide && (
        <DecideButtons
          id={id}
          label={t('transfers.decide')}
          title={t('transfers.decide')}
          useDecide={useDecideTransfer}
          preview={
            <ConfirmPosting
              lines={transferLines(transfer).map((line) => ({
                ...line,
                account: t(`transfers.accounts.${line.account}`),
              }))}
              next={t('transfers.next')}
            />
          }
        />
      )}
    </>
  );
}
