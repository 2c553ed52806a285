import { Form, Input, Radio, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import {
  type Advance,
  type AdvanceDecisionBody,
  advanceDecisionBody,
  type PayAdvanceBody,
  payAdvanceBody,
} from '../../shared/advances.ts';
import { ActButton } from '../ui/ActButton.tsx';
import { ConfirmPosting } from '../ui/ConfirmPosting.tsx';
import { DateItem } from '../ui/DateItem.tsx';
import { DateText } from '../ui/DateText.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { KeysetTable } from '../ui/KeysetTable.tsx';
import { MoneyText, moneyWords } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useAdvances, useDecideAdvance, useHolders, usePayAdvance } from './api.ts';

/** Advances (备用金): who holds how much, since when. Route: /advances */
export function AdvancesPage() {
  const { t } = useTranslation();
  const columns: NonNullable<TableProps<Advance>['columns']> = [
    { title: t('advances.holder'), dataIndex: 'holderName' },
    {
      title: t('advances.batch'),
      render: (_, { batchId, batchName }) => (
        <Link to={`/condolences/${batchId}`}>{batchName}</Link>
      ),
    },
    { title: t('advances.purpose'), dataIndex: 'purpose' },
    { title: t('advances.till'), render: (_, { till }) => t(`advances.tills.${till}`) },
    {
      title: t('advances.amount'),
      align: 'right',
      render: (_, { amount }) => <MoneyText value={amount} />,
    },
    {
      title: t('advances.open'),
      align: 'right',
      render: (_, { open }) => <MoneyText value={open} />,
    },
    {
      title: t('advances.age'),
      render: (_, { ageDays, dueOn }) =>
        ageDays === null ? (
          ''
        ) : (
          <>
            {t('advances.days', { count: ageDays })}
            {dueOn !== null && (
              <>
                {' · '}
                <DateText value={dueOn} />
              </>
            )}
          </>
        ),
    },
    { title: t('advances.status'), render: (_, advance) => <Status advance={advance} /> },
  ];
  return (
    <Page title={t('advances.title')}>
      <p className="hint">{t('advances.help')}</p>
      <Holders />
      <h2>{t('advances.all')}</h2>
      <KeysetTable
        columns={columns}
        query={useAdvances()}
        rowKey="id"
        empty={t('advances.empty')}
      />
    </Page>
  );
}

/** The open sum of each person. */
function Holders() {
  const { t } = useTranslation();
  return (
    <section aria-label={t('advances.holders')}>
      <h2>{t('advances.holders')}</h2>
      <QueryState of={useHolders()} empty={t('advances.nobodyHolds')}>
        {({ items }) => (
          <dl className="facts">
            {items.map(({ name, open, overdue }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <MoneyText value={open} />{' '}
                  {overdue > 0 && (
                    <StatusTag
                      status="overdue"
                      label={t('advances.overdueCount', { count: overdue })}
                    />
                  )}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </QueryState>
    </section>
  );
}

function Status({ advance }: { advance: Advance }) {
  const { t } = useTranslation();
  const { status, overdue, voucherId, voucherNumber, batchId } = advance;
  return (
    <div className="row">
      <StatusTag
        status={overdue ? 'overdue' : status}
        label={t(overdue ? 'advances.overdue' : `advances.statuses.${status}`)}
      />
      {voucherId && <Link to={`/vouchers/${voucherId}`}>{voucherNumber}</Link>}
      {advance.settlementWaits && <span className="hint">{t('advances.waits')}</span>}
      {advance.mayDecide && <Decide advance={advance} />}
      {advance.mayPay && <Pay advance={advance} />}
      {advance.maySettle && <Link to={`/condolences/${batchId}`}>{t('advances.settle')}</Link>}
    </div>
  );
}

function Decide({ advance: { id, amount, holderName } }: { advance: Advance }) {
  const { t } = useTranslation();
  return (
    <ActButton<AdvanceDecisionBody, AdvanceDecisionBody>
      name={`advances.decide.${id}`}
      label={t('advances.decide')}
      submit={t('advances.decideSubmit')}
      useAct={(key) => useDecideAdvance(id, key)}
      toBody={(typed) => typed}
      initialValues={{ agrees: true, reason: '' }}
    >
      <p className="hint">
        {t('advances.decideHelp', { name: holderName, amount: moneyWords(amount) })}
      </p>
      <Form.Item name="agrees" label={t('common.decision')}>
        <Radio.Group
          options={[
            { value: true, label: t('common.agree') },
            { value: false, label: t('common.refuse') },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('common.decisionReason')}
        rules={[fieldRule(advanceDecisionBody.shape.reason)]}
      >
        <Input autoComplete="off" />
      </Form.Item>
    </ActButton>
  );
}

function Pay({ advance: { id, amount, till } }: { advance: Advance }) {
  const { t } = useTranslation();
  const account = till === 'cash' ? '100101' : '100201';
  return (
    <ActButton<PayAdvanceBody, PayAdvanceBody>
      name={`advances.pay.${id}`}
      label={t('advances.pay')}
      submit={t('advances.paySubmit', { amount: moneyWords(amount) })}
      useAct={(key) => usePayAdvance(id, key)}
      toBody={(typed) => ({ ...typed, reference: typed.reference ?? '' })}
      primary
    >
      <ConfirmPosting
        lines={[
          { side: 'debit', account: t('advances.accounts.112201'), amount },
          { side: 'credit', account: t(`advances.accounts.${account}`), amount },
        ]}
        next={t('advances.payNext')}
      />
      <DateItem name="paidOn" label={t('advances.paidOn')} />
      {till === 'bank' && (
        <Form.Item
          name="reference"
          label={t('advances.reference')}
          rules={[fieldRule(payAdvanceBody.shape.reference.unwrap().min(1, 'REQUIRED'))]}
          required
        >
          <Input autoComplete="off" />
        </Form.Item>
      )}
    </ActButton>
  );
}
