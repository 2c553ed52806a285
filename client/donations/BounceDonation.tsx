import { Form, Input, Modal } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type BounceBody, bounceBody, type Donation } from '../../shared/donations.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { moneyWords } from '../ui/MoneyText.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useBounceDonation } from './api.ts';
import { RedPreview } from './ReverseDonation.tsx';

const fields = bounceBody.shape;

/** Notes that the bank or the platform took a gift back, with its number there. */
export function BounceDonation({ gift, onClose }: { gift: Donation; onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<BounceBody>();
  const { key, renew, renewIfUsed } = useIdempotencyKey(`donations.bounce.${gift.id}`);
  const bounce = useBounceDonation(gift.id);
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('bouncedOn')) form.setFieldValue('bouncedOn', date);
  }, [date, form]);
  const done = () => {
    renew();
    onClose();
  };
  return (
    <Modal open title={t('donations.bounce')} footer={null} onCancel={onClose}>
      <p className="hint">{t('donations.bounceHelp')}</p>
      <RedPreview gift={gift} next={t('donations.bounceNext')} />
      <ActForm
        form={form}
        error={bounce.error}
        pending={bounce.isPending}
        danger
        submit={t('donations.reverseAmount', { amount: moneyWords(gift.gross) })}
        onCancel={onClose}
        onFinish={(body) => bounce.mutate({ body, key }, { onSuccess: done, onError: renewIfUsed })}
      >
        {(['bankReference', 'reason'] as const).map((name) => (
          <Form.Item
            key={name}
            name={name}
            label={t(`donations.bounceFields.${name}`)}
            rules={[fieldRule(fields[name])]}
            required
          >
            <Input autoComplete="off" />
          </Form.Item>
        ))}
        <Form.Item
          name="bouncedOn"
          label={t('donations.bouncedOn')}
          rules={[fieldRule(fields.bouncedOn)]}
          required
        >
          <Input type="date" />
        </Form.Item>
      </ActForm>
    </Modal>
  );
}
