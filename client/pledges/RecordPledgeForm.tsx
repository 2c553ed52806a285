import { Form, Input, Modal, Radio, Select } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { donorBody } from '../../shared/donations.ts';
import { type PledgeBody, pledgeBody } from '../../shared/pledges.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { AmountInput } from '../ui/AmountInput.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useDrives, useRecordPledge } from './api.ts';

const FORM = 'pledges.record';
const fields = pledgeBody.shape;
const UNRESTRICTED = '';

/** Notes a promised gift with its agreement. Nothing is posted, no receipt is drawn. */
export function RecordPledgeForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<PledgeBody>();
  const { key, renew, renewIfUsed } = useIdempotencyKey(FORM);
  const record = useRecordPledge(key);
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('agreedOn')) form.setFieldValue('agreedOn', date);
  }, [date, form]);
  const done = () => {
    renew();
    onClose();
  };
  const submit = (typed: PledgeBody) => {
    const body = { ...typed, driveId: typed.driveId === UNRESTRICTED ? null : typed.driveId };
    record.mutate(body, { onSuccess: done, onError: renewIfUsed });
  };
  return (
    <Modal open title={t('pledges.record')} footer={null} onCancel={onClose}>
      <ActForm
        form={form}
        error={record.error}
        pending={record.isPending}
        submit={t('pledges.submit')}
        onCancel={onClose}
        initialValues={{ driveId: UNRESTRICTED, donor: { kind: 'organisation' } }}
        onFinish={submit}
      >
        <Promised />
        <Agreement />
      </ActForm>
    </Modal>
  );
}

function Promised() {
  const { t } = useTranslation();
  const drives = useDrives().data?.items ?? [];
  return (
    <>
      <Form.Item name={['donor', 'kind']} label={t('pledges.donorKind')} required>
        <Radio.Group
          options={(['organisation', 'person'] as const).map((value) => ({
            value,
            label: t(`donations.donorKind.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item
        name={['donor', 'name']}
        label={t('pledges.donorName')}
        rules={[
          { required: true, whitespace: true, message: t('errors.TEXT_REQUIRED') },
          fieldRule(donorBody.shape.name),
        ]}
        required
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="driveId" label={t('pledges.drive')} required>
        <Select
          options={[
            { value: UNRESTRICTED, label: t('donations.unrestricted') },
            ...drives
              .filter(({ status }) => status === 'open')
              .map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` })),
          ]}
        />
      </Form.Item>
      <Form.Item
        name="amount"
        label={t('pledges.amount')}
        rules={[fieldRule(fields.amount)]}
        required
      >
        <AmountInput />
      </Form.Item>
    </>
  );
}

function Agreement() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name="agreementNumber"
        label={t('pledges.agreement')}
        rules={[fieldRule(fields.agreementNumber)]}
        required
      >
        <Input autoComplete="off" />
      </Form.Item>
      {(['agreedOn', 'dueOn'] as const).map((name) => (
        <Form.Item
          key={name}
          name={name}
          label={t(`pledges.${name}`)}
          rules={[fieldRule(fields[name])]}
          required
        >
          <Input type="date" />
        </Form.Item>
      ))}
    </>
  );
}
