import { Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  type VoidBody,
  voidAsked,
  voidBody,
  voidDecided,
  voidOutcome,
} from '../../shared/payments.ts';
import { type DecisionBody, decisionBody } from '../../shared/transfers.ts';
import { fieldRule } from '../ui/fieldRule.ts';
import { StepForm } from './StepForm.tsx';
import { useOrderStep } from './api.ts';
import type { ActProps } from './PlainActs.tsx';

/** A treasurer asks to void an order that nobody has paid; another person agrees. */
export function VoidOrder({ request, onLeave }: ActProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<VoidBody>();
  const step = useOrderStep(request, 'void', voidAsked);
  return (
    <StepForm
      action="void_order"
      subject={request.id}
      form={form}
      sender={step}
      bodyOf={(typed) => typed}
      initialValues={{ outcome: 'again' }}
      label={t('aid.act.void_order')}
      danger
      onLeave={onLeave}
    >
      <p>{t('aid.help.void_order')}</p>
      <Form.Item name="outcome" label={t('aid.voidOutcomeLabel')} required>
        <Radio.Group
          options={voidOutcome.options.map((value) => ({
            value,
            label: t(`aid.voidOutcome.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('aid.reason')}
        rules={[fieldRule(voidBody.shape.reason)]}
        required
      >
        <Input autoComplete="off" />
      </Form.Item>
    </StepForm>
  );
}

/** The chair agrees to another order, the caseworker says that the family withdrew. */
export function DecideVoid({ request, onLeave }: ActProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<DecisionBody>();
  const step = useOrderStep(request, 'void/decide', voidDecided);
  const agrees = Form.useWatch('agrees', form) ?? true;
  const voiding = request.order?.voiding;
  return (
    <StepForm
      action="decide_void"
      subject={request.id}
      form={form}
      sender={step}
      bodyOf={(typed) => ({ ...typed, reason: typed.reason ?? '' })}
      initialValues={{ agrees: true }}
      label={t(agrees ? 'aid.act.void_agree' : 'common.refuse')}
      danger={agrees}
      onLeave={onLeave}
    >
      {voiding && (
        <p>
          {voiding.askedByName}: {t(`aid.voidOutcome.${voiding.outcome}`)} ({voiding.reason})
          <br />
          {t(`aid.voidFollows.${voiding.outcome}`)}
        </p>
      )}
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
        rules={[fieldRule(decisionBody.shape.reason)]}
      >
        <Input autoComplete="off" />
      </Form.Item>
    </StepForm>
  );
}
