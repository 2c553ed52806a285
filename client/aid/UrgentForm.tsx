import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { urgentOrderBody } from '../../shared/aid.ts';
import { amount as amountSchema, parseTyped } from '../../shared/money.ts';
import { AmountInput } from '../ui/AmountInput.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { moneyWords } from '../ui/MoneyText.tsx';
import { StepForm } from './StepForm.tsx';
import { usePolicy, useRequestStep } from './api.ts';
import type { ActProps } from './PlainActs.tsx';
import { WhatIsDecided } from './VoteForm.tsx';

interface Typed {
  amount: string;
}

/** Aid first, papers later: the first leader's order. Above the float a second one confirms. */
export function OrderUrgent({ request, onLeave }: ActProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Typed>();
  const step = useRequestStep(request.id, 'urgent-orders');
  const rules = usePolicy().data;
  const typed = parseTyped(Form.useWatch('amount', form) ?? '', amountSchema);
  return (
    <StepForm
      action="order_urgent"
      subject={request.id}
      form={form}
      sender={step}
      bodyOf={(body) => body}
      initialValues={{ amount: request.requested }}
      label={
        'money' in typed
          ? t('aid.orderAmount', { amount: moneyWords(typed.money) })
          : t('aid.act.order_urgent')
      }
      onLeave={onLeave}
    >
      {rules && (
        <p>
          {t('aid.help.order_urgent', {
            float: moneyWords(rules.urgentFloat),
            days: rules.papersDays,
          })}
        </p>
      )}
      {'money' in typed && <WhatIsDecided request={request} amount={typed.money} />}
      <Form.Item
        name="amount"
        label={t('aid.amountDecided')}
        rules={[fieldRule(urgentOrderBody.shape.amount)]}
        required
      >
        <AmountInput />
      </Form.Item>
    </StepForm>
  );
}

/** The second leader confirms the sum that the first one ordered, and no other. */
export function ConfirmUrgent({ request, onLeave }: ActProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<object>();
  const step = useRequestStep(request.id, 'urgent-orders');
  const first = request.urgentOrders[0];
  const amount = first?.amount ?? request.requested;
  return (
    <StepForm
      action="confirm_urgent"
      subject={request.id}
      form={form}
      sender={step}
      bodyOf={() => ({ amount })}
      label={t('aid.confirmAmount', { amount: moneyWords(amount) })}
      onLeave={onLeave}
    >
      <p>{t('aid.help.confirm_urgent', { name: first?.personName ?? '' })}</p>
      <WhatIsDecided request={request} amount={amount} />
    </StepForm>
  );
}
