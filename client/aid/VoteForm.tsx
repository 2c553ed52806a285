import { Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { toCapitals } from '../../shared/capitals.ts';
import { type AidRequest, type VoteBody, voteBody } from '../../shared/aid.ts';
import { type Money, subtractMoney } from '../../shared/money.ts';
import { fieldRule } from '../ui/fieldRule.ts';
import { MoneyText, moneyWords } from '../ui/MoneyText.tsx';
import { StepForm } from './StepForm.tsx';
import { useRequestStep } from './api.ts';
import type { ActProps } from './PlainActs.tsx';

interface Typed {
  approves?: boolean;
  reason?: string;
}

/** Votes on exactly the amount that is shown: another one is refused by the server. */
export function VoteForm({ request, onLeave }: ActProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Typed>();
  const step = useRequestStep(request.id, 'votes');
  const approves: boolean | undefined = Form.useWatch('approves', form);
  const amount = request.proposed ?? request.requested;
  const bodyOf = (typed: Typed): VoteBody => ({
    approves: typed.approves === true,
    amount,
    reason: typed.reason ?? '',
  });
  return (
    <StepForm
      action="vote"
      subject={request.id}
      form={form}
      sender={step}
      bodyOf={bodyOf}
      label={voteLabel(t, approves, amount)}
      danger={approves === false}
      onLeave={onLeave}
    >
      <WhatIsDecided request={request} amount={amount} />
      <Form.Item
        name="approves"
        label={t('aid.yourVote')}
        rules={[{ required: true, message: t('errors.REQUIRED') }]}
        required
      >
        <Radio.Group
          options={[
            { value: true, label: t('aid.approve') },
            { value: false, label: t('aid.reject') },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('aid.voteReason')}
        extra={t('aid.voteReasonHelp')}
        rules={[fieldRule(voteBody.shape.reason)]}
      >
        <Input.TextArea rows={2} />
      </Form.Item>
    </StepForm>
  );
}

function voteLabel(
  t: ReturnType<typeof useTranslation>['t'],
  approves: boolean | undefined,
  amount: Money,
): string {
  if (approves === undefined) return t('aid.act.vote');
  return t(approves ? 'aid.approveAmount' : 'aid.rejectAmount', { amount: moneyWords(amount) });
}

/** The sum, the votes so far, and what a deciding vote would leave in the fund. */
export function WhatIsDecided({ request, amount }: { request: AidRequest; amount: Money }) {
  const { t } = useTranslation();
  const { fundAvailable, granted } = request;
  return (
    <dl className="facts">
      <div>
        <dt>{t('aid.amountDecided')}</dt>
        <dd>
          <strong>
            <MoneyText value={amount} />
          </strong>
          <br />
          {toCapitals(amount)}
        </dd>
      </div>
      {request.votesNeeded !== null && (
        <div>
          <dt>{t('aid.votesSoFar')}</dt>
          <dd>{t('aid.votesOf', { for: request.votesFor, needed: request.votesNeeded })}</dd>
        </div>
      )}
      {fundAvailable !== null && granted === null && (
        <div>
          <dt>{t('aid.remainsAfter')}</dt>
          <dd>
            {request.fundCode} <MoneyText value={subtractMoney(fundAvailable, amount)} />
          </dd>
        </div>
      )}
    </dl>
  );
}
