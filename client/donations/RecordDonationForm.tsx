import { Button, Form, type FormInstance } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { amount, parseTyped } from '../../shared/money.ts';
import { applyFieldErrors, ErrorSummary } from '../ui/ErrorSummary.tsx';
import { moneyWords } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useBusinessDate, useRecordDonation } from './api.ts';
import { DonorFields } from './DonorFields.tsx';
import { GiftFields } from './GiftFields.tsx';
import { GiftPreview } from './GiftPreview.tsx';
import { type Recorded, RecordedGift } from './RecordedGift.tsx';
import { bodyOf, suggestedFee, type TypedGift } from './typedGift.ts';

const FORM = 'record-donation';

/**
 * Records one gift after the other: drive, channel and date stay for the next one. Nothing typed is
 * lost when the server refuses or cannot be reached. Route: /donations/new?driveId=
 */
export function RecordDonationForm() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [form] = Form.useForm<TypedGift>();
  const [unfinished, setUnfinished] = useState<unknown>();
  const { send, recorded, isPending, error } = useSending(form);
  const watchFee = useFeeSuggestion(form, recorded);
  useStartingValues(form);

  return (
    <Page title={t('donations.record')}>
      {recorded && !error && (
        <RecordedGift gift={recorded} onNext={() => form.focusField('gross')} />
      )}
      <ErrorSummary error={unfinished ?? error} />
      <Form
        form={form}
        layout="vertical"
        validateTrigger="onBlur"
        initialValues={{ donor: { kind: 'person', mayBeNamed: true }, channel: 'cash' }}
        onValuesChange={watchFee}
        onFinish={(typed) => {
          setUnfinished(undefined);
          send(typed);
        }}
        onFinishFailed={setUnfinished}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !isOpenList(event.target)) void navigate('/donations');
        }}
      >
        <GiftFields />
        <DonorFields />
        <GiftPreview />
        <div className="row">
          <SubmitButton loading={isPending} />
          <Button onClick={() => void navigate('/donations')}>{t('common.back')}</Button>
        </div>
      </Form>
    </Page>
  );
}

/** Escape closes an open list first. */
function isOpenList(target: EventTarget): boolean {
  return target instanceof Element && target.getAttribute('aria-expanded') === 'true';
}

/** Says what it does, with the amount as soon as that can be read. */
function SubmitButton({ loading }: { loading: boolean }) {
  const { t } = useTranslation();
  const gross: string | undefined = Form.useWatch('gross');
  const reading = parseTyped(gross ?? '', amount);
  const label =
    'money' in reading
      ? t('donations.recordAmount', { amount: moneyWords(reading.money) })
      : t('donations.record');
  return (
    <Button type="primary" htmlType="submit" loading={loading}>
      {label}
    </Button>
  );
}

/** Sends the gift under one key until it is recorded, then makes the form ready for the next. */
function useSending(form: FormInstance<TypedGift>) {
  const { t } = useTranslation();
  const draft = useDraft(FORM, form);
  const { key, renew } = useIdempotencyKey(FORM);
  const record = useRecordDonation();
  const [recorded, setRecorded] = useState<Recorded>();
  const send = (typed: TypedGift) => {
    const body = bodyOf(typed);
    record.mutate(
      { body, key },
      {
        onSuccess: (answer) => {
          setRecorded({ ...answer, gross: body.gross });
          renew();
          readyForNext(form);
          draft.clear();
        },
        onError: (error) => {
          applyFieldErrors(form, error, t);
          if ('code' in error && error.code === 'IDEMPOTENCY_KEY_REUSED') renew();
        },
      },
    );
  };
  return { send, recorded, isPending: record.isPending, error: record.error };
}

/** The next gift of a batch mostly shares drive, channel and date with the last one. */
function readyForNext(form: FormInstance<TypedGift>) {
  const { driveId, channel, receivedOn } = form.getFieldsValue();
  form.resetFields();
  form.setFieldsValue({
    ...(driveId && { driveId }),
    ...(channel && { channel }),
    ...(receivedOn && { receivedOn }),
  });
  form.focusField('gross');
}

/** Suggests the platform's usual fee while the amount is typed, until somebody writes another. */
function useFeeSuggestion(form: FormInstance<TypedGift>, recorded: unknown) {
  const isOwnFee = useRef(false);
  useEffect(() => {
    isOwnFee.current = false;
  }, [recorded]);
  return (changed: TypedGift, all: TypedGift) => {
    if ('fee' in changed) isOwnFee.current = changed.fee !== '';
    else if (!isOwnFee.current) form.setFieldValue('fee', suggestedFee(all));
  };
}

/** The drive of the page that one came from, and today, unless a draft says otherwise. */
function useStartingValues(form: FormInstance<TypedGift>) {
  const [search] = useSearchParams();
  const fromDrive = search.get('driveId');
  const date = useBusinessDate();
  useEffect(() => {
    if (fromDrive) form.setFieldValue('driveId', fromDrive);
  }, [fromDrive, form]);
  useEffect(() => {
    if (date && !form.getFieldValue('receivedOn')) form.setFieldValue('receivedOn', date);
  }, [date, form]);
}
