import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { type AidRequest, recuseBody } from '../../shared/aid.ts';
import { fieldRule } from '../ui/fieldRule.ts';
import { StepForm } from './StepForm.tsx';
import { type StepPath, usePolicy, useRequestStep } from './api.ts';

export interface ActProps {
  request: AidRequest;
  onLeave: () => void;
}

const paths = {
  submit: 'submit',
  withdraw: 'withdraw',
  sign_visit: 'sign-visit',
} as const satisfies Record<string, StepPath>;

/** A step that needs no words: it says what will follow and asks once. */
export function PlainAct({
  request,
  onLeave,
  action,
}: ActProps & { action: 'submit' | 'withdraw' | 'sign_visit' }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<object>();
  const step = useRequestStep(request.id, paths[action]);
  return (
    <StepForm
      action={action}
      subject={request.id}
      form={form}
      sender={step}
      bodyOf={() => ({})}
      label={t(`aid.act.${action}`)}
      danger={action === 'withdraw'}
      onLeave={onLeave}
    >
      <p>{t(`aid.help.${action}`)}</p>
    </StepForm>
  );
}

/** Posts the masked notice; its days are the policy's. */
export function PostNotice({ request, onLeave }: ActProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<object>();
  const step = useRequestStep(request.id, 'notice');
  const days = usePolicy().data?.noticeDays;
  return (
    <StepForm
      action="post_notice"
      subject={request.id}
      form={form}
      sender={step}
      bodyOf={() => ({})}
      label={t('aid.act.post_notice')}
      onLeave={onLeave}
    >
      <p>{t('aid.help.post_notice', { days: days ?? '…' })}</p>
    </StepForm>
  );
}

/** A member who is close to the family steps aside and says why. */
export function RecuseForm({ request, onLeave }: ActProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ reason: string }>();
  const step = useRequestStep(request.id, 'recuse');
  return (
    <StepForm
      action="recuse"
      subject={request.id}
      form={form}
      sender={step}
      bodyOf={(typed) => typed}
      label={t('aid.act.recuse')}
      onLeave={onLeave}
    >
      <p>{t('aid.help.recuse')}</p>
      <Form.Item
        name="reason"
        label={t('aid.reason')}
        extra={t('aid.recuseExample')}
        rules={[fieldRule(recuseBody.shape.reason)]}
        required
      >
        <Input autoComplete="off" />
      </Form.Item>
    </StepForm>
  );
}
