import { Form, type FormInstance } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { DonationRecorded } from '../../shared/donations.ts';
import { amount, parseTyped } from '../../shared/money.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { moneyWords } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useRecordDonation } from './api.ts';
import { DonorFields } from './DonorFields.tsx';
import { GiftFields } from './GiftFields.tsx';
import { GiftPreview } from './GiftPreview.tsx';
import { type Recorded, RecordedGift } from './RecordedGift.tsx';
import { bodyOf, suggestedFee, type TypedGift } from './typedGift.ts';

const FORM = 'donations.record';

/**
 * Records one gift after the other: drive, channel and date stay for the next one. Nothing typed is
 * lost when the server refuses or cannot be reached. Route: /donations/new?driveId=
 */
export function RecordDonationForm() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [form] = Form.useForm<TypedGift>();
  const { send, recorded, pending, error } = useSending(form);
  useStartingValues(form);
  useFeeSuggestion(form);
  return (
    <Page title={t('donations.record')}>
      {recorded && !error && (
        <RecordedGift gift={recorded} onNext={() => form.focusField('gross')} />
      )}
      <ActForm
        form={form}
        error={error}
        pending={pending}
        submit={useSubmitLabel(form)}
        onCancel={() => void navigate('/donations')}
        initialValues={{ donor: { kind: 'person', mayBeNamed: false }, channel: 'cash' }}
        onFinish={send}
      >
        <GiftFields />
        <DonorFields />
        <GiftPreview />
      </ActForm>
    </Page>
  );
}

/** Says what it does, with the amount as soon as that can be read. */
function useSubmitLabel(form: FormInstance<TypedGift>): string {
  const { t } = useTranslation();
  const reading = parseTyped(Form.useWatch('gross', form) ?? '', amount);
  return 'money' in reading
    ? t('donations.recordAmount', { amount: moneyWords(reading.money) })
    : t('donations.record');
}

/** Sends the gift under one key until it is recorded, then makes the form ready for the next. */
function useSending(form: FormInstance<TypedGift>) {
  const draft = useDraft(FORM, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(FORM);
  const record = useRecordDonation();
  const [recorded, setRecorded] = useState<Recorded>();
  useEffect(() => {
    // only once the fields are empty: leaving a field that was just emptied would be an error
    if (recorded) form.focusField('gross');
  }, [form, recorded]);
  const send = (typed: TypedGift) => {
    const body = bodyOf(typed);
    const done = (answer: DonationRecorded) => {
      setRecorded({ ...answer, gross: body.gross });
      renew();
      readyForNext(form);
      draft.clear();
    };
    record.mutate({ body, key }, { onSuccess: done, onError: renewIfUsed });
  };
  return { send, recorded, pending: record.isPending, error: record.error };
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
}

/** Suggests the platform's usual fee while the amount is typed, until somebody writes another. */
function useFeeSuggestion(form: FormInstance<TypedGift>) {
  const gross = Form.useWatch('gross', form);
  const channel = Form.useWatch('channel', form);
  const last = useRef<string>(undefined);
  useEffect(() => {
    const suggestion = suggestedFee({ ...(gross && { gross }), ...(channel && { channel }) });
    const typed = form.getFieldValue('fee');
    if (!typed || typed === last.current) form.setFieldValue('fee', suggestion);
    last.current = suggestion;
  }, [gross, channel, form]);
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
