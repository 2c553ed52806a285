import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  type Payout,
  type Recovery,
  recoveryBody,
  type RecoveryBody,
  recoveryCause,
  recoveryPrepared,
  settlementBody,
  type SettlementBody,
  settlementRecorded,
  settlementWay,
} from '../../shared/payouts.ts';
import { DateText } from '../ui/DateText.tsx';
import { DecideButtons } from '../ui/DecideButtons.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useDecideOn } from './api.ts';
import { AmountItem, ChoiceItem, DayItem, TextItem, tillOf, TillItems } from './fields.tsx';
import { lossLines, recoveryLines } from './lines.ts';
import { Posting } from './Posting.tsx';
import { VoucherLink } from './Returns.tsx';
import { StepDialog } from './StepDialog.tsx';

const fields = recoveryBody.shape;
const settling = settlementBody.shape;

/** The button with which a treasurer prepares to take aid back. */
export function PrepareRecovery({ payout }: { payout: Payout }) {
  return (
    <StepDialog<RecoveryBody>
      name="recover"
      path={`/payments/${payout.id}/recoveries`}
      answer={recoveryPrepared}
      day="recoveredOn"
      initialValues={{ cause: 'repaid', till: 'bank', amount: payout.net }}
      bodyOf={(typed) => ({ ...typed, ...tillOf(typed) })}
    >
      <ChoiceItem name="cause" options={recoveryCause.options} />
      <AmountItem rule={fields.amount} />
      <TillItems none rule={fields.bankReference} />
      <DayItem name="recoveredOn" rule={fields.recoveredOn} />
      <TextItem name="documentNumber" rule={fields.documentNumber} />
      <TextItem name="reason" rule={fields.reason} />
    </StepDialog>
  );
}

/** Aid that came back or is to come back, and how each claim ends. */
export function Recoveries({ payout }: { payout: Payout }) {
  const { t } = useTranslation();
  if (payout.recoveries.length === 0) return null;
  return (
    <section aria-label={t('payouts.recoveries')}>
      <h2>{t('payouts.recoveries')}</h2>
      {payout.recoveries.map((each) => (
        <div key={each.id} className="card" style={{ marginBottom: 16 }}>
          <Head recovery={each} />
          <Settlements payout={payout} recovery={each} />
          <div className="row no-print">
            {each.mayDecide && <DecideOnRecovery payout={payout} recovery={each} />}
            {each.maySettle && <Settle recovery={each} />}
          </div>
        </div>
      ))}
    </section>
  );
}

function Head({ recovery }: { recovery: Recovery }) {
  const { t } = useTranslation();
  const { left, status } = recovery;
  return (
    <>
      <p>
        <StatusTag
          status={status === 'waiting' ? 'submitted' : status}
          label={t(`payouts.status.${status}`)}
        />{' '}
        {t(`payouts.choices.${recovery.cause}`)} <MoneyText value={recovery.amount} />{' '}
        {t(`payouts.choices.${recovery.till ?? 'claim'}`)} <DateText value={recovery.recoveredOn} />{' '}
        {recovery.documentNumber} {recovery.reason}{' '}
        <span className="hint">{recovery.preparedByName}</span>{' '}
        <VoucherLink id={recovery.voucherId} number={recovery.voucherNumber} />
      </p>
      {left !== null && (
        <p>
          {t('payouts.left')} <MoneyText value={left} />
        </p>
      )}
    </>
  );
}

const useDecideRecovery = useDecideOn('recoveries');
const useDecideLoss = useDecideOn('recovery-settlements');

function DecideOnRecovery({ payout, recovery }: { payout: Payout; recovery: Recovery }) {
  const { t } = useTranslation();
  return (
    <DecideButtons
      id={recovery.id}
      label={t('payouts.decideRecovery')}
      title={t('payouts.decideRecovery')}
      useDecide={useDecideRecovery}
      preview={<Posting lines={recoveryLines(payout, recovery)} next={t('payouts.next.recover')} />}
    />
  );
}

function Settlements({ payout, recovery }: { payout: Payout; recovery: Recovery }) {
  const { t } = useTranslation();
  if (recovery.settlements.length === 0) return null;
  return (
    <ul>
      {recovery.settlements.map((each) => (
        <li key={each.id}>
          {t(`payouts.choices.${each.way}`)} <MoneyText value={each.amount} />{' '}
          <DateText value={each.settledOn} /> {each.reason} {t(`payouts.status.${each.status}`)}{' '}
          <VoucherLink id={each.voucherId} number={each.voucherNumber} />{' '}
          {each.mayDecide && (
            <DecideButtons
              id={each.id}
              label={t('payouts.decideLoss')}
              title={t('payouts.decideLoss')}
              useDecide={useDecideLoss}
              preview={<Posting lines={lossLines(payout, each)} next={t('payouts.next.loss')} />}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

function Settle({ recovery }: { recovery: Recovery }) {
  return (
    <StepDialog<SettlementBody>
      name="settle"
      path={`/recoveries/${recovery.id}/settlements`}
      answer={settlementRecorded}
      day="settledOn"
      initialValues={{ way: 'received', till: 'bank', amount: recovery.left ?? '' }}
      bodyOf={(typed) => ({
        ...typed,
        ...tillOf(typed.way === 'received' ? typed : {}),
        reason: typed.reason ?? '',
      })}
    >
      <ChoiceItem name="way" options={settlementWay.options} />
      <AmountItem rule={settling.amount} />
      <SettlementFields />
      <DayItem name="settledOn" rule={settling.settledOn} />
    </StepDialog>
  );
}

/** Money has a till; a loss has a reason that the chair will read. */
function SettlementFields() {
  const way = Form.useWatch<string | undefined>('way') ?? 'received';
  return way === 'received' ? (
    <TillItems none={false} rule={settling.bankReference} />
  ) : (
    <TextItem name="reason" rule={fields.reason} />
  );
}
