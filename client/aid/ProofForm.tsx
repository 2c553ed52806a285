import { Form, Input, Select } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type ProofBody, proofBody, proofKind } from '../../shared/payments.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { fieldRule } from '../ui/fieldRule.ts';
import { StepForm } from './StepForm.tsx';
import { useRecordProof } from './api.ts';
import type { ActProps } from './PlainActs.tsx';

const fields = proofBody.shape;

/** What proves that the money arrived: a signature, or the paper of an institution or a bank. */
export function ProofForm({ request, onLeave }: ActProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<ProofBody>();
  const record = useRecordProof(request.payment?.id ?? '');
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('receivedOn')) form.setFieldValue('receivedOn', date);
  }, [date, form]);
  return (
    <StepForm
      action="record_proof"
      subject={request.id}
      form={form}
      sender={record}
      bodyOf={(typed) => typed}
      initialValues={{ kind: request.order?.method === 'cash' ? 'signature' : 'bank_confirmation' }}
      label={t('aid.act.record_proof')}
      onLeave={onLeave}
    >
      <Form.Item name="kind" label={t('aid.proofKind')} required>
        <Select
          options={proofKind.options.map((value) => ({
            value,
            label: t(`payments.proofKind.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="reference"
        label={t('aid.proofReference')}
        extra={t('aid.proofReferenceHelp')}
        rules={[fieldRule(fields.reference)]}
        required
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="receivedOn"
        label={t('aid.proofReceivedOn')}
        rules={[fieldRule(fields.receivedOn)]}
        required
      >
        <Input type="date" />
      </Form.Item>
    </StepForm>
  );
}
