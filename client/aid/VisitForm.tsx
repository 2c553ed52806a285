import { Form, Input, Select } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type RecordVisitBody, recordVisitBody } from '../../shared/aid.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { useMe } from '../api/session.ts';
import { AmountInput } from '../ui/AmountInput.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { StepForm } from './StepForm.tsx';
import { useColleagues, useRequestStep } from './api.ts';
import type { ActProps } from './PlainActs.tsx';

const fields = recordVisitBody.shape;

interface Typed extends Omit<RecordVisitBody, 'suggested'> {
  suggested: string;
}

/** What two visitors saw at the family's home, and what they suggest. */
export function VisitForm({ request, onLeave }: ActProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Typed>();
  const step = useRequestStep(request.id, 'visit');
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('visitedOn')) form.setFieldValue('visitedOn', date);
  }, [date, form]);
  return (
    <StepForm
      action="record_visit"
      subject={request.id}
      form={form}
      sender={step}
      bodyOf={(typed) => typed}
      initialValues={{ suggested: request.requested }}
      label={t('aid.act.record_visit')}
      onLeave={onLeave}
    >
      <p>{t('aid.help.record_visit')}</p>
      <Form.Item
        name="visitedOn"
        label={t('aid.visitedOn')}
        rules={[fieldRule(fields.visitedOn)]}
        required
      >
        <Input type="date" />
      </Form.Item>
      <SecondVisitor />
      <Form.Item
        name="findings"
        label={t('aid.findings')}
        extra={t('aid.findingsHelp')}
        rules={[fieldRule(fields.findings)]}
        required
      >
        <Input.TextArea rows={4} />
      </Form.Item>
      <Form.Item
        name="suggested"
        label={t('aid.suggested')}
        extra={t('aid.suggestedHelp')}
        rules={[fieldRule(fields.suggested)]}
        required
      >
        <AmountInput />
      </Form.Item>
    </StepForm>
  );
}

function SecondVisitor() {
  const { t } = useTranslation();
  const me = useMe();
  const colleagues = useColleagues();
  const others = colleagues.data?.items.filter(({ personId }) => personId !== me?.personId) ?? [];
  return (
    <Form.Item
      name="secondPersonId"
      label={t('aid.secondVisitor')}
      extra={t('aid.secondVisitorHelp')}
      rules={[fieldRule(fields.secondPersonId)]}
      required
    >
      <Select
        loading={colleagues.isPending}
        options={others.map(({ personId, name, roles }) => ({
          value: personId,
          label: `${name} (${roles.map((role) => t(`roles.${role}`)).join(' · ')})`,
        }))}
      />
    </Form.Item>
  );
}
