import { Form, Input, Modal, Radio } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Donation } from '../../shared/donations.ts';
import { subtractMoney } from '../../shared/money.ts';
import { type RefundBody, refundBody, refundKind, refundTill } from '../../shared/refunds.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { AmountInput } from '../ui/AmountInput.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { usePrepareRefund } from './api.ts';

const fields = refundBody.shape;

/** Prepares to give a gift back, now or as a debt first. The chair decides. */
export function PrepareRefund({ gift, onClose }: { gift: Donation; onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<RefundBody>();
  const { key, renew, renewIfUsed } = useIdempotencyKey(`donations.refund.${gift.id}`);
  const prepare = usePrepareRefund(key);
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('refundedOn')) form.setFieldValue('refundedOn', date);
  }, [date, form]);
  const done = () => {
    renew();
    onClose();
  };
  const submit = (typed: RefundBody) => {
    const till = typed.kind === 'refund' ? (typed.till ?? 'bank') : null;
    const body = { ...typed, donationId: gift.id, till };
    prepare.mutate(body, { onSuccess: done, onError: renewIfUsed });
  };
  const left = subtractMoney(gift.gross, gift.refunded);
  return (
    <Modal open title={t('donations.refund')} footer={null} onCancel={onClose}>
      <p className="hint">{t('donations.refundHelp')}</p>
      <ActForm
        form={form}
        error={prepare.error}
        pending={prepare.isPending}
        submit={t('donations.refundSubmit')}
        onCancel={onClose}
        initialValues={{ kind: 'refund', till: 'bank', amount: left }}
        onFinish={submit}
      >
        <RefundFields />
      </ActForm>
    </Modal>
  );
}

function RefundFields() {
  const { t } = useTranslation();
  const kind = Form.useWatch('kind') ?? 'refund';
  return (
    <>
      <Form.Item name="kind" label={t('donations.refundKind')} required>
        <Radio.Group
          options={refundKind.options.map((value) => ({
            value,
            label: t(`donations.refundKinds.${value}`),
          }))}
        />
      </Form.Item>
      {kind === 'refund' && (
        <Form.Item name="till" label={t('donations.refundTill')} required>
          <Radio.Group
            options={refundTill.options.map((value) => ({
              value,
              label: t(`donations.channel.${value}`),
            }))}
          />
        </Form.Item>
      )}
      <Form.Item
        name="amount"
        label={t('donations.refundAmount')}
        rules={[fieldRule(fields.amount)]}
        required
      >
        <AmountInput />
      </Form.Item>
      {(['documentNumber', 'reason'] as const).map((name) => (
        <Form.Item
          key={name}
          name={name}
          label={t(`donations.refundFields.${name}`)}
          rules={[fieldRule(fields[name])]}
          required
        >
          <Input autoComplete="off" />
        </Form.Item>
      ))}
      <Form.Item
        name="refundedOn"
        label={t('donations.refundedOn')}
        rules={[fieldRule(fields.refundedOn)]}
        required
      >
        <Input type="date" />
      </Form.Item>
    </>
  );
}
