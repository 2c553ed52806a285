import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { accountOf, type PayeeKind, payeeKind } from '../../shared/payments.ts';
import {
  type PaymentReturn,
  type Payout,
  planned,
  repayBody,
  type RepayBody,
  returnBody,
  type ReturnBody,
  returned,
  type ReturnPlanBody,
  returnPlanBody,
  returnWay,
  settled,
} from '../../shared/payouts.ts';
import { DateText } from '../ui/DateText.tsx';
import { DecideButtons } from '../ui/DecideButtons.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useDecideOn } from './api.ts';
import { ChoiceItem, DayItem, TextItem } from './fields.tsx';
import { planLines, returnLines } from './lines.ts';
import { Posting } from './Posting.tsx';
import { StepDialog } from './StepDialog.tsx';

const [repayPlan, cancelPlan] = returnPlanBody.options;

/** The button with which a treasurer notes that the bank returned this transfer. */
export function NoteReturn({ payout }: { payout: Payout }) {
  const { t } = useTranslation();
  return (
    <StepDialog<ReturnBody>
      name="return"
      path={`/payments/${payout.id}/returns`}
      answer={returned}
      day="returnedOn"
    >
      <DayItem name="returnedOn" rule={returnBody.shape.returnedOn} />
      <TextItem name="bankReference" rule={returnBody.shape.bankReference} />
      <TextItem name="reason" rule={returnBody.shape.reason} />
      <Posting lines={returnLines(payout.amount)} next={t('payouts.next.return')} />
    </StepDialog>
  );
}

/** Each time the bank returned the transfer: what is planned, and what became of the money. */
export function Returns({ payout }: { payout: Payout }) {
  const { t } = useTranslation();
  if (payout.returns.length === 0) return null;
  return (
    <section aria-label={t('payouts.returns')}>
      <h2>{t('payouts.returns')}</h2>
      {payout.returns.map((back) => (
        <div key={back.id} className="card" style={{ marginBottom: 16 }}>
          <p>
            <StatusTag
              status={back.status === 'waiting' ? 'overdue' : back.status}
              label={t(`payouts.returnStatus.${back.status}`)}
            />{' '}
            <MoneyText value={back.amount} /> <DateText value={back.returnedOn} />{' '}
            {back.bankReference} {back.reason}{' '}
            <VoucherLink id={back.voucherId} number={back.voucherNumber} />
          </p>
          {back.plan && <Plan plan={back.plan} />}
          <div className="row no-print">
            {back.mayPlan && <PlanReturn back={back} />}
            {back.mayRepay && <Repay payout={payout} back={back} />}
            {back.mayDecide && back.plan && <DecideCancel payout={payout} back={back} />}
          </div>
        </div>
      ))}
    </section>
  );
}

/** A link to a voucher, when there is one. */
export function VoucherLink({ id, number }: { id: string | null; number: string | null }) {
  return id && <Link to={`/vouchers/${id}`}>{number}</Link>;
}

function Plan({ plan }: { plan: NonNullable<PaymentReturn['plan']> }) {
  const { t } = useTranslation();
  return (
    <p>
      {t(`payouts.choices.${plan.way}`)}: {plan.reason}{' '}
      {plan.way === 'cancel' ? (
        <DateText value={plan.cancelledOn ?? ''} />
      ) : (
        <>
          <strong>{plan.payeeName}</strong> ({t(`payments.payeeKind.${plan.payeeKind}`)}){' '}
          {plan.payeeBank} {plan.payeeAccount}
        </>
      )}{' '}
      <span className="hint">{plan.plannedByName}</span>{' '}
      <VoucherLink id={plan.voucherId} number={plan.voucherNumber} />
    </p>
  );
}

function PlanReturn({ back }: { back: PaymentReturn }) {
  return (
    <StepDialog<ReturnPlanBody & { cancelledOn?: string }>
      name="plan"
      path={`/payment-returns/${back.id}/plans`}
      answer={planned}
      day="cancelledOn"
      initialValues={{ way: 'repay', payeeKind: 'applicant' }}
      bodyOf={planOf}
    >
      <ChoiceItem name="way" options={returnWay.options} />
      <TextItem name="reason" rule={repayPlan.shape.reason} />
      <PlanFields />
    </StepDialog>
  );
}

/** The fields of the way that was chosen, and no others. */
function planOf(typed: object): object {
  const { way, reason, cancelledOn, payeeBank, ...payee } = typed as Record<string, string>;
  return way === 'cancel'
    ? { way, reason, cancelledOn }
    : { way, reason, ...payee, payeeBank: payeeBank || null };
}

function PlanFields() {
  const way = Form.useWatch<string | undefined>('way') ?? 'repay';
  const kind = Form.useWatch<PayeeKind | undefined>('payeeKind') ?? 'applicant';
  if (way === 'cancel') {
    return <DayItem name="cancelledOn" rule={cancelPlan.shape.cancelledOn} />;
  }
  return (
    <>
      <ChoiceItem name="payeeKind" options={payeeKind.options} />
      <TextItem name="payeeName" rule={repayPlan.shape.payeeName} />
      <TextItem name="payeeAccount" rule={accountOf(kind)} />
      <TextItem name="payeeBank" rule={repayPlan.shape.payeeBank} required={false} />
    </>
  );
}

function Repay({ payout, back }: { payout: Payout; back: PaymentReturn }) {
  const { t } = useTranslation();
  return (
    <StepDialog<RepayBody>
      name="repay"
      path={`/return-plans/${back.plan?.id ?? ''}/pay`}
      answer={settled}
      day="paidOn"
      bodyOf={(typed) => ({ ...typed, bankReference: typed.bankReference || null })}
    >
      <DayItem name="paidOn" rule={repayBody.shape.paidOn} />
      <TextItem name="bankReference" rule={repayBody.shape.bankReference} required={false} />
      <Posting lines={planLines(payout, back)} next={t('payments.next')} />
    </StepDialog>
  );
}

const useDecidePlan = useDecideOn('return-plans');

function DecideCancel({ payout, back }: { payout: Payout; back: PaymentReturn }) {
  const { t } = useTranslation();
  return (
    <DecideButtons
      id={back.plan?.id ?? ''}
      label={t('payouts.decideCancel')}
      title={t('payouts.decideCancel')}
      useDecide={useDecidePlan}
      preview={<Posting lines={planLines(payout, back)} next={t('payouts.next.cancel')} />}
    />
  );
}
