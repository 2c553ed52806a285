import { Alert, Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { z } from 'zod';
import { toCapitals } from '../../shared/capitals.ts';
import type { paid, PaymentOrder } from '../../shared/payments.ts';
import { MoneyText, moneyWords } from '../ui/MoneyText.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { usePay, usePaymentOrder } from './api.ts';
import { PayForm } from './PayForm.tsx';

/** One order: whom, how much, what it posts; then the payment, or why this person may not pay. */
export function PayOrder({ order, onLeave }: { order: PaymentOrder; onLeave: () => void }) {
  const { t } = useTranslation();
  const pay = usePay(order.id);
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <section
      ref={place}
      tabIndex={-1}
      className="card no-print"
      aria-label={t('payments.payTitle', { number: order.caseNumber })}
      style={{ marginBottom: 16 }}
    >
      <h2 style={{ marginTop: 0 }}>{t('payments.payTitle', { number: order.caseNumber })}</h2>
      {pay.data ? (
        <PaidNote payment={pay.data} order={order} onLeave={onLeave} />
      ) : (
        <>
          <PayeeInClear orderId={order.id} />
          {order.voiding && (
            <Alert
              type="warning"
              showIcon
              title={t('payments.voiding', { name: order.voiding.askedByName })}
              style={{ marginBottom: 16 }}
            />
          )}
          {order.mayPay || pay.isError ? (
            <PayForm order={order} pay={pay} onLeave={onLeave} />
          ) : (
            <MayNotPay order={order} onLeave={onLeave} />
          )}
        </>
      )}
    </section>
  );
}

/** The list is masked: whom to pay is read alone, and written down. */
function PayeeInClear({ orderId }: { orderId: string }) {
  const order = usePaymentOrder(orderId);
  return (
    <QueryState of={order} empty={null}>
      {(found) => <Payee order={found} />}
    </QueryState>
  );
}

function Payee({ order }: { order: PaymentOrder }) {
  const { t } = useTranslation();
  return (
    <dl className="facts">
      <div>
        <dt>{t('payments.payee')}</dt>
        <dd>
          <strong>{order.payeeName}</strong> ({t(`payments.payeeKind.${order.payeeKind}`)})
        </dd>
      </div>
      <div>
        <dt>{t('payments.methodLabel')}</dt>
        <dd>
          {t(`payments.method.${order.method}`)} {order.payeeBank}{' '}
          <strong>{order.payeeAccount}</strong>
        </dd>
      </div>
      <div>
        <dt>{t('payments.amount')}</dt>
        <dd>
          <strong>
            <MoneyText value={order.amount} />
          </strong>
          <br />
          {toCapitals(order.amount)}
        </dd>
      </div>
    </dl>
  );
}

function MayNotPay({ order, onLeave }: { order: PaymentOrder; onLeave: () => void }) {
  const { t } = useTranslation();
  const code = order.payment ? 'ALREADY_DISBURSED' : (order.refusal ?? 'FORBIDDEN');
  return (
    <>
      <p>{t(`errors.${code}`)}</p>
      <Button onClick={onLeave}>{t('common.close')}</Button>
    </>
  );
}

function PaidNote({
  payment,
  order,
  onLeave,
}: {
  payment: z.infer<typeof paid>;
  order: PaymentOrder;
  onLeave: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Alert
      type={payment.warnings.length > 0 ? 'warning' : 'success'}
      showIcon
      title={t('payments.paid', {
        amount: moneyWords(payment.amount),
        voucher: payment.voucherNumber,
      })}
      description={
        <>
          {payment.warnings.map((warning) => (
            <p key={warning}>{t(`payments.warnings.${warning}`)}</p>
          ))}
          <p>{t('payments.paidHelp')}</p>
          <div className="row">
            <Link to={`/vouchers/${payment.voucherId}`}>{t('payments.showVoucher')}</Link>
            <Link to={`/aid-requests/${order.requestId}`}>{t('payments.showCase')}</Link>
            <Button size="small" onClick={onLeave}>
              {t('common.close')}
            </Button>
          </div>
        </>
      }
    />
  );
}
