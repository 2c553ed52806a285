import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { PaymentOrder } from '../../shared/payments.ts';
import { DateText } from '../ui/DateText.tsx';
import { KeysetTable } from '../ui/KeysetTable.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { usePaymentOrders } from './api.ts';
import { PayOrder } from './PayOrder.tsx';

/** The orders that wait for the cashier, then the paid ones. Route: /payments?order= to pay one */
export function PaymentsPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const orders = usePaymentOrders();
  const chosen = orders.data?.pages
    .flatMap(({ items }) => items)
    .find(({ id }) => id === search.get('order'));
  return (
    <Page title={t('payments.title')}>
      {chosen && <PayOrder key={chosen.id} order={chosen} onLeave={() => setSearch({})} />}
      <KeysetTable<PaymentOrder>
        columns={useColumns((order) => setSearch({ order: order.id }))}
        query={orders}
        rowKey="id"
        empty={t('payments.empty')}
      />
    </Page>
  );
}

function useColumns(onPay: (order: PaymentOrder) => void) {
  const { t } = useTranslation();
  return [
    {
      title: t('payments.statusLabel'),
      render: (_: unknown, order: PaymentOrder) => <OrderStatus order={order} onPay={onPay} />,
    },
    {
      title: t('payments.case'),
      render: (_: unknown, { requestId, caseNumber }: PaymentOrder) => (
        <Link to={`/aid-requests/${requestId}`}>{caseNumber}</Link>
      ),
    },
    { title: t('payments.community'), dataIndex: 'communityName' },
    {
      title: t('payments.amount'),
      dataIndex: 'amount',
      align: 'right' as const,
      render: (amount: string) => <MoneyText value={amount} />,
    },
    {
      title: t('payments.payee'),
      render: (_: unknown, order: PaymentOrder) => (
        <>
          {order.payeeName} ({t(`payments.payeeKind.${order.payeeKind}`)})
        </>
      ),
    },
    {
      title: t('payments.methodLabel'),
      render: (_: unknown, { method, payeeAccount }: PaymentOrder) =>
        `${t(`payments.method.${method}`)} ${payeeAccount ?? ''}`,
    },
    { title: t('payments.fund'), dataIndex: 'fundCode' },
    { title: t('payments.preparedBy'), dataIndex: 'preparedByName' },
    {
      title: t('payments.payment'),
      render: (_: unknown, { payment }: PaymentOrder) =>
        payment && (
          <>
            <div>
              <DateText value={payment.paidOn} /> {payment.paidByName}
            </div>
            <Link to={`/vouchers/${payment.voucherId}`}>{payment.voucherNumber}</Link>{' '}
            <Link to={`/payments/${payment.id}`}>{t('payments.since')}</Link>
          </>
        ),
    },
    {
      title: t('payments.proof'),
      render: (_: unknown, order: PaymentOrder) => <Proof order={order} />,
    },
  ];
}

function OrderStatus({
  order,
  onPay,
}: {
  order: PaymentOrder;
  onPay: (order: PaymentOrder) => void;
}) {
  const { t } = useTranslation();
  const { payment, voided } = order;
  if (voided) return <StatusTag status="discarded" label={t('payments.status.voided')} />;
  if (payment) {
    const status = payment.state === 'paid' ? 'paid' : 'overdue';
    return <StatusTag status={status} label={t(`payments.state.${payment.state}`)} />;
  }
  if (!order.mayPay) return <StatusTag status="payable" label={t('payments.status.waiting')} />;
  return (
    <Button type="primary" size="small" onClick={() => onPay(order)}>
      {t('payments.pay')}
    </Button>
  );
}

/** The proof is recorded on the page of the request. */
function Proof({ order: { payment, requestId } }: { order: PaymentOrder }) {
  const { t } = useTranslation();
  if (!payment) return null;
  if (payment.proofKind) return t(`payments.proofKind.${payment.proofKind}`);
  return <Link to={`/aid-requests/${requestId}`}>{t('payments.proofMissing')}</Link>;
}
