import { App, Form, Input } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type Donation, type ReverseBody, reverseBody } from '../../shared/donations.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { ConfirmPosting } from '../ui/ConfirmPosting.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { moneyWords } from '../ui/MoneyText.tsx';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useDrives, useFunds, useReverseDonation } from './api.ts';
import { redLines } from './giftLines.ts';
import { namedLines } from './GiftPreview.tsx';

/** Takes a gift back: the red-letter lines first, then the reason. Escape leaves. */
export function ReverseDonation({ gift, onLeave }: { gift: Donation; onLeave: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<ReverseBody>();
  const formKey = `donations.reverse.${gift.id}`;
  const draft = useDraft(formKey, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(formKey);
  const reverse = useReverseDonation(gift.id);
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('reversedOn')) form.setFieldValue('reversedOn', date);
  }, [date, form]);
  const done = ({ voucherNumber }: { voucherNumber: string }) => {
    draft.clear();
    renew();
    message.success(t('donations.reversed', { voucher: voucherNumber }));
  };
  return (
    <section aria-label={t('donations.reverse')} className="no-print">
      <ActForm
        form={form}
        error={reverse.error}
        pending={reverse.isPending}
        danger
        submit={t('donations.reverseAmount', { amount: moneyWords(gift.gross) })}
        onCancel={onLeave}
        onFinish={(body) =>
          reverse.mutate({ body, key }, { onSuccess: done, onError: renewIfUsed })
        }
      >
        <RedPreview gift={gift} next={t('donations.reverseNext')} />
        <ReversalFields />
      </ActForm>
    </section>
  );
}

function ReversalFields() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name="reason"
        label={t('donations.reason')}
        extra={t('donations.reasonHelp')}
        rules={[fieldRule(reverseBody.shape.reason)]}
        required
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="reversedOn"
        label={t('donations.reversedOn')}
        rules={[fieldRule(reverseBody.shape.reversedOn)]}
        required
      >
        <Input type="date" />
      </Form.Item>
    </>
  );
}

/** The red-letter lines that taking this gift back will post. */
export function RedPreview({ gift, next }: { gift: Donation; next: string }) {
  const { t } = useTranslation();
  const drives = useDrives();
  const funds = useFunds();
  const fund = funds.data?.items.find(({ id }) => id === gift.fundId);
  if (!fund || !drives.data) return null;
  const feeBearer = drives.data.items.find(({ id }) => id === gift.driveId)?.feeBearer;
  const lines = redLines({ ...gift, fund, feeBearer: feeBearer ?? 'unrestricted' });
  return <ConfirmPosting lines={namedLines(t, lines)} next={next} />;
}
