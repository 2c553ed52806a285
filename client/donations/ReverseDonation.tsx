import { App, Button, Form, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Donation, type ReverseBody, reverseBody } from '../../shared/donations.ts';
import { ConfirmPosting } from '../ui/ConfirmPosting.tsx';
import { applyFieldErrors, ErrorSummary } from '../ui/ErrorSummary.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { moneyWords } from '../ui/MoneyText.tsx';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useBusinessDate, useDrives, useFunds, useReverseDonation } from './api.ts';
import { redLines } from './giftLines.ts';
import { namedLines } from './GiftPreview.tsx';

/** Takes a gift back: the red-letter lines first, then the reason. Escape leaves. */
export function ReverseDonation({ gift, onLeave }: { gift: Donation; onLeave: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<ReverseBody>();
  const formKey = `reverse-${gift.id}`;
  const draft = useDraft(formKey, form);
  const { key, renew } = useIdempotencyKey(formKey);
  const [unfinished, setUnfinished] = useState<unknown>();
  const reverse = useReverseDonation(gift.id);
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('reversedOn')) form.setFieldValue('reversedOn', date);
  }, [date, form]);

  const submit = (body: ReverseBody) => {
    setUnfinished(undefined);
    reverse.mutate(
      { body, key },
      {
        onSuccess: ({ voucherNumber }) => {
          draft.clear();
          renew();
          message.success(t('donations.reversed', { voucher: voucherNumber }));
        },
        onError: (error) => {
          applyFieldErrors(form, error, t);
          if ('code' in error && error.code === 'IDEMPOTENCY_KEY_REUSED') renew();
        },
      },
    );
  };
  return (
    <section aria-label={t('donations.reverse')} className="no-print">
      <ErrorSummary error={unfinished ?? reverse.error} />
      <Form
        form={form}
        layout="vertical"
        validateTrigger="onBlur"
        onFinish={submit}
        onFinishFailed={setUnfinished}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onLeave();
        }}
      >
        <RedPreview gift={gift} />
        <ReversalFields />
        <div className="row">
          <Button danger type="primary" htmlType="submit" loading={reverse.isPending}>
            {t('donations.reverseAmount', { amount: moneyWords(gift.gross) })}
          </Button>
          <Button onClick={onLeave}>{t('common.cancel')}</Button>
        </div>
      </Form>
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

function RedPreview({ gift }: { gift: Donation }) {
  const { t } = useTranslation();
  const drives = useDrives();
  const funds = useFunds();
  const fund = funds.data?.items.find(({ id }) => id === gift.fundId);
  if (!fund || !drives.data) return null;
  const feeBearer = drives.data.items.find(({ id }) => id === gift.driveId)?.feeBearer;
  const lines = redLines({ ...gift, fund, feeBearer: feeBearer ?? 'unrestricted' });
  return <ConfirmPosting lines={namedLines(t, lines)} next={t('donations.reverseNext')} />;
}
