import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type {
  CondolenceDetail,
  CondolencePayment,
  PayBoxBody,
  SendBackBody,
} from '../../shared/condolences.ts';
import { sendBackBody } from '../../shared/condolences.ts';
import { addMoney, isZero, subtractMoney } from '../../shared/money.ts';
import { ActButton } from '../ui/ActButton.tsx';
import { ConfirmPosting, type PostingLine } from '../ui/ConfirmPosting.tsx';
import { DateItem } from '../ui/DateItem.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { MoneyText } from '../ui/MoneyText.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useMoveCash, usePayBox, useReview, useSendBack } from './api.ts';
import { SignLines, signaturesOf, type TypedLines } from './SignLines.tsx';

interface Of {
  batch: CondolenceDetail;
  payment: CondolencePayment;
}

/** What was or is to be handed out of a batch, and the next step of each. */
export function Payments({ batch }: { batch: CondolenceDetail }) {
  const { t } = useTranslation();
  if (batch.payments.length === 0) return null;
  const heads = ['way', 'handedInBy', 'spent', 'returned', 'toppedUp', 'status', 'acts'] as const;
  return (
    <section className="no-print" aria-label={t('condolences.payments')}>
      <h2>{t('condolences.payments')}</h2>
      <div className="scroll-x">
        <table className="plain-table">
          <thead>
            <tr>
              {heads.map((name) => (
                <th key={name} scope="col">
                  {t(`condolences.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {batch.payments.map((payment) => (
              <Row key={payment.id} batch={batch} payment={payment} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ batch, payment }: Of) {
  const { t } = useTranslation();
  const { status, voucherId, voucherNumber } = payment;
  return (
    <tr>
      <td>{t(`condolences.from.${payment.from}`)}</td>
      <td>{payment.handedInByName}</td>
      {(['spent', 'returned', 'toppedUp'] as const).map((name) => (
        <td key={name} className="figure">
          <MoneyText value={payment[name]} />
        </td>
      ))}
      <td>
        <StatusTag status={status} label={t(`condolences.paymentStatuses.${status}`)} />{' '}
        {voucherId && <Link to={`/vouchers/${voucherId}`}>{voucherNumber}</Link>}
      </td>
      <td>
        <div className="row">
          {payment.mayReview && <Review batch={batch} payment={payment} />}
          {payment.mayPay && payment.from === 'box' && <PayBox batch={batch} payment={payment} />}
          {payment.mayPay && payment.from === 'advance' && (
            <MoveCash batch={batch} payment={payment} />
          )}
          {payment.maySendBack && <SendBack batch={batch} payment={payment} />}
        </div>
      </td>
    </tr>
  );
}

/** What the step will post: the lines of the settlement or of the payment. */
function Preview({ batch, payment, next }: Of & { next: string }) {
  const { t } = useTranslation();
  const { spent, returned, toppedUp } = payment;
  const expense = batch.restricted ? '510102' : '510101';
  const lines: PostingLine[] = [
    { side: 'debit', account: expense, fund: batch.fundCode, amount: spent },
    { side: 'debit', account: '100101', amount: returned },
    {
      side: 'credit',
      account: '112201',
      amount: subtractMoney(addMoney(spent, returned), toppedUp),
    },
    { side: 'credit', account: '100101', amount: toppedUp },
  ];
  const shown = lines
    .filter(({ amount }) => !isZero(amount as typeof spent))
    .map((line) => ({ ...line, account: t(`condolences.accounts.${line.account}`) }));
  return <ConfirmPosting lines={shown} next={next} />;
}

function Review({ batch, payment }: Of) {
  const { t } = useTranslation();
  const { id, returned, toppedUp } = payment;
  const cash = !isZero(addMoney(returned, toppedUp));
  return (
    <ActButton<{ postedOn: string }, { postedOn: string }>
      name={`condolences.review.${id}`}
      label={t('condolences.review')}
      submit={t(cash ? 'condolences.reviewSubmit' : 'condolences.reviewAndPost')}
      useAct={(key) => useReview(id, key)}
      toBody={(typed) => typed}
      primary
    >
      <Preview
        batch={batch}
        payment={payment}
        next={t(cash ? 'condolences.nextCashier' : 'condolences.nextNobody')}
      />
      <DateItem name="postedOn" label={t('condolences.postedOn')} />
    </ActButton>
  );
}

function MoveCash({ batch, payment }: Of) {
  const { t } = useTranslation();
  return (
    <ActButton<{ paidOn: string }, { paidOn: string }>
      name={`condolences.cash.${payment.id}`}
      label={t(isZero(payment.returned) ? 'condolences.payGap' : 'condolences.takeBack')}
      submit={t('condolences.cashSubmit')}
      useAct={(key) => useMoveCash(payment.id, key)}
      toBody={(typed) => typed}
      primary
    >
      <Preview batch={batch} payment={payment} next={t('condolences.nextNobody')} />
      <DateItem name="paidOn" label={t('condolences.postedOn')} />
    </ActButton>
  );
}

function PayBox({ batch, payment }: Of) {
  const { t } = useTranslation();
  const { id, lineIds } = payment;
  return (
    <ActButton<TypedLines & { paidOn: string }, PayBoxBody>
      name={`condolences.pay.${id}`}
      label={t('condolences.payBox')}
      submit={t('condolences.payBoxSubmit')}
      useAct={(key) => usePayBox(id, key)}
      toBody={(typed) => ({ paidOn: typed.paidOn, lines: signaturesOf(typed) })}
      initialValues={{
        signed: Object.fromEntries(lineIds.map((line) => [line, { taken: true }])),
      }}
      primary
      wide
    >
      <Preview batch={batch} payment={payment} next={t('condolences.nextNobody')} />
      <SignLines
        rows={batch.rows.filter((row) => lineIds.includes(row.id))}
        witnesses={batch.witnesses}
      />
      <DateItem name="paidOn" label={t('condolences.postedOn')} />
    </ActButton>
  );
}

function SendBack({ payment: { id } }: Of) {
  const { t } = useTranslation();
  return (
    <ActButton<SendBackBody, SendBackBody>
      name={`condolences.sendBack.${id}`}
      label={t('condolences.sendBack')}
      submit={t('condolences.sendBack')}
      useAct={(key) => useSendBack(id, key)}
      toBody={(typed) => typed}
      danger
    >
      <Form.Item
        name="reason"
        label={t('condolences.sendBackReason')}
        rules={[fieldRule(sendBackBody.shape.reason)]}
        required
      >
        <Input autoComplete="off" />
      </Form.Item>
    </ActButton>
  );
}
