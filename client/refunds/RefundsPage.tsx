import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Refund } from '../../shared/refunds.ts';
import { ConfirmPosting } from '../ui/ConfirmPosting.tsx';
import { DateText } from '../ui/DateText.tsx';
import { DecideButtons } from '../ui/DecideButtons.tsx';
import { KeysetTable } from '../ui/KeysetTable.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useDecideRefund, useRefunds } from './api.ts';
import { refundLines } from './lines.ts';
import { PayRefund } from './PayRefund.tsx';

/** Gifts given back, or owed to their donors. Route: /refunds */
export function RefundsPage() {
  const { t } = useTranslation();
  const refunds = useRefunds();
  const columns: NonNullable<TableProps<Refund>['columns']> = [
    { title: t('refunds.date'), render: (_, { refundedOn }) => <DateText value={refundedOn} /> },
    { title: t('refunds.kind'), render: (_, { kind }) => t(`refunds.kinds.${kind}`) },
    {
      title: t('refunds.receipt'),
      render: (_, { donationId, receiptNumber }) => (
        <Link to={`/donations/${donationId}`}>{receiptNumber}</Link>
      ),
    },
    { title: t('refunds.fund'), dataIndex: 'fundCode' },
    {
      title: t('refunds.amount'),
      align: 'right',
      render: (_, { amount }) => <MoneyText value={amount} />,
    },
    { title: t('refunds.document'), dataIndex: 'documentNumber' },
    { title: t('refunds.reason'), dataIndex: 'reason' },
    { title: t('refunds.preparedBy'), dataIndex: 'preparedByName' },
    { title: t('refunds.status'), render: (_, refund) => <Status refund={refund} /> },
  ];
  return (
    <Page title={t('refunds.title')}>
      <p className="hint">{t('refunds.help')}</p>
      <KeysetTable columns={columns} query={refunds} rowKey="id" empty={t('refunds.empty')} />
    </Page>
  );
}

function Status({ refund }: { refund: Refund }) {
  const { t } = useTranslation();
  const { id, status, voucherId, voucherNumber, mayDecide, mayPay } = refund;
  const lines = refundLines(refund);
  return (
    <>
      <StatusTag status={status} label={t(`refunds.statuses.${status}`)} />{' '}
      {voucherId && <Link to={`/vouchers/${voucherId}`}>{voucherNumber}</Link>}
      {mayPay && <PayRefund refund={refund} />}
      {mayDecide && (
        <DecideButtons
          id={id}
          label={t('refunds.decide')}
          title={t('refunds.decide')}
          useDecide={useDecideRefund}
          preview={
            <ConfirmPosting
              lines={lines.map((line) => ({
                ...line,
                account: t(`refunds.accounts.${line.account}`),
              }))}
              next={t('refunds.next')}
            />
          }
        />
      )}
    </>
  );
}
