import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { toCapitals } from '../../shared/capitals.ts';
import type { AidRequest } from '../../shared/aid.ts';
import type { Role } from '../../shared/roles.ts';
import { useMe } from '../api/session.ts';
import { DateText } from '../ui/DateText.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Fact } from './Fact.tsx';

type Order = NonNullable<AidRequest['order']>;
type Payment = NonNullable<AidRequest['payment']>;

const SEE_PAYMENTS: readonly Role[] = ['treasurer', 'cashier', 'chair', 'auditor'];

/** Whom the money goes to, its voucher, and the proof that it arrived. */
export function PaymentTab({ request }: { request: AidRequest }) {
  const { t } = useTranslation();
  const { order, payment } = request;
  if (!order) return <p className="hint">{t('aid.noOrder')}</p>;
  return (
    <>
      <OrderFacts order={order} />
      {payment ? <PaymentFacts payment={payment} /> : <p className="hint">{t('aid.notPaid')}</p>}
    </>
  );
}

function OrderFacts({ order }: { order: Order }) {
  const { t } = useTranslation();
  return (
    <dl className="facts">
      <Fact label={t('aid.toPay')}>
        <MoneyText value={order.amount} />
        <br />
        {toCapitals(order.amount)}
      </Fact>
      <Fact label={t('aid.method')}>{t(`payments.method.${order.method}`)}</Fact>
      <Fact label={t('aid.payeeName')}>
        {order.payeeName} ({t(`payments.payeeKind.${order.payeeKind}`)})
      </Fact>
      {order.method === 'bank' && (
        <Fact label={t('aid.payeeAccount')}>
          {order.payeeAccount ?? <span className="hint">{t('aid.masked')}</span>} {order.payeeBank}
        </Fact>
      )}
    </dl>
  );
}

function PaymentFacts({ payment }: { payment: Payment }) {
  const { t } = useTranslation();
  const { proof } = payment;
  // caseworkers and members see that it was paid, not the books
  const seesSince = useMe()?.roles.some((role) => SEE_PAYMENTS.includes(role)) ?? false;
  return (
    <dl className="facts">
      <Fact label={t('aid.paidOn')}>
        <DateText value={payment.paidOn} />
      </Fact>
      <Fact label={t('aid.voucher')}>
        <Link to={`/vouchers/${payment.voucherId}`}>{payment.voucherNumber}</Link>{' '}
        {seesSince && <Link to={`/payments/${payment.id}`}>{t('aid.paymentSince')}</Link>}
      </Fact>
      <Fact label={t('aid.proofKind')}>
        {proof ? (
          <>
            {t(`payments.proofKind.${proof.kind}`)} {proof.reference}{' '}
            <DateText value={proof.receivedOn} />
          </>
        ) : (
          t('aid.noProof')
        )}
      </Fact>
    </dl>
  );
}
