import { Form, Input, Modal, Radio, Select } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { donorBody } from '../../shared/donations.ts';
import { type IdentifyBody, identifyBody, type Unidentified } from '../../shared/unidentified.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { moneyWords } from '../ui/MoneyText.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useDrives, useIdentify } from './api.ts';

const UNRESTRICTED = '';

interface Props {
  receipt: Unidentified;
  onClose: () => void;
}

/** Names the giver: the receipt becomes a gift with a receipt number of its own. */
export function IdentifyForm({ receipt, onClose }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<IdentifyBody>();
  const { key, renew, renewIfUsed } = useIdempotencyKey(`unidentified.identify.${receipt.id}`);
  const identify = useIdentify(receipt.id, key);
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('identifiedOn')) form.setFieldValue('identifiedOn', date);
  }, [date, form]);
  const done = () => {
    renew();
    onClose();
  };
  const submit = (typed: IdentifyBody) => {
    const body = { ...typed, driveId: typed.driveId === UNRESTRICTED ? null : typed.driveId };
    identify.mutate(body, { onSuccess: done, onError: renewIfUsed });
  };
  return (
    <Modal open title={t('unidentified.identify')} footer={null} onCancel={onClose}>
      <p className="hint">{t('unidentified.identifyHelp')}</p>
      <ActForm
        form={form}
        error={identify.error}
        pending={identify.isPending}
        submit={t('unidentified.identifyAmount', { amount: moneyWords(receipt.amount) })}
        onCancel={onClose}
        initialValues={{ driveId: UNRESTRICTED, donor: { kind: 'person' } }}
        onFinish={submit}
      >
        <Giver />
        <Form.Item
          name="identifiedOn"
          label={t('unidentified.identifiedOn')}
          rules={[fieldRule(identifyBody.shape.identifiedOn)]}
          required
        >
          <Input type="date" />
        </Form.Item>
      </ActForm>
    </Modal>
  );
}

function Giver() {
  const { t } = useTranslation();
  const drives = useDrives().data?.items ?? [];
  return (
    <>
      <Form.Item name={['donor', 'kind']} label={t('donations.donorKindLabel')} required>
        <Radio.Group
          options={(['person', 'organisation'] as const).map((value) => ({
            value,
            label: t(`donations.donorKind.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item
        name={['donor', 'name']}
        label={t('donations.donorName')}
        rules={[
          { required: true, whitespace: true, message: t('errors.TEXT_REQUIRED') },
          fieldRule(donorBody.shape.name),
        ]}
        required
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="driveId" label={t('donations.drive')} required>
        <Select
          options={[
            { value: UNRESTRICTED, label: t('donations.unrestricted') },
            ...drives
              .filter(({ status }) => status === 'open')
              .map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` })),
          ]}
        />
      </Form.Item>
    </>
  );
}
