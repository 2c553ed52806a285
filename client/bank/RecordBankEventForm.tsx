import { Form, Input, Modal, Radio } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type BankEventBody,
  bankEventBody,
  type BankEventKind,
  bankEventKind,
} from '../../shared/bank.ts';
import { amount, parseTyped } from '../../shared/money.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { AmountInput } from '../ui/AmountInput.tsx';
import { ConfirmPosting } from '../ui/ConfirmPosting.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { FundSelect } from '../ui/FundSelect.tsx';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useFunds, useRecordBankEvent } from './api.ts';

const FORM = 'bank.event';
const fields = bankEventBody.shape;
const accounts = { interest: '4901', fee: '5301', grant: '4401' } as const;

/** Books interest, a fee or a grant; the lines stand below before they are posted. */
export function RecordBankEventForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<BankEventBody>();
  const draft = useDraft(FORM, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(FORM);
  const record = useRecordBankEvent(key);
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('happenedOn')) form.setFieldValue('happenedOn', date);
  }, [date, form]);
  const done = () => {
    draft.clear();
    renew();
    onClose();
  };
  return (
    <Modal open title={t('bank.record')} footer={null} onCancel={onClose}>
      <ActForm
        form={form}
        error={record.error}
        pending={record.isPending}
        submit={t('bank.submit')}
        onCancel={onClose}
        initialValues={{ kind: 'interest' }}
        onFinish={(body) => record.mutate(body, { onSuccess: done, onError: renewIfUsed })}
      >
        <BankEventFields />
        <Preview />
      </ActForm>
    </Modal>
  );
}

function BankEventFields() {
  const { t } = useTranslation();
  const funds = useFunds().data?.items;
  const form = Form.useFormInstance<BankEventBody>();
  const kind: BankEventKind = Form.useWatch('kind', form) ?? 'interest';
  return (
    <>
      <Form.Item name="kind" label={t('bank.kind')} required>
        <Radio.Group
          optionType="button"
          options={bankEventKind.options.map((value) => ({
            value,
            label: t(`bank.kinds.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="fundId"
        label={t('bank.fund')}
        extra={t(`bank.fundHelp.${kind}`)}
        rules={[fieldRule(fields.fundId)]}
        required
      >
        <FundSelect funds={funds} kinds={kind === 'fee' ? ['unrestricted'] : undefined} />
      </Form.Item>
      <Form.Item name="amount" label={t('bank.amount')} rules={[fieldRule(fields.amount)]} required>
        <AmountInput />
      </Form.Item>
      <Form.Item
        name="happenedOn"
        label={t('bank.date')}
        rules={[fieldRule(fields.happenedOn)]}
        required
      >
        <Input type="date" />
      </Form.Item>
      <Form.Item
        name="reference"
        label={t('bank.reference')}
        extra={t('bank.referenceHelp')}
        rules={[fieldRule(fields.reference)]}
        required
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="note" label={t('bank.note')} rules={[fieldRule(fields.note)]}>
        <Input autoComplete="off" />
      </Form.Item>
    </>
  );
}

function Preview() {
  const { t } = useTranslation();
  const form = Form.useFormInstance<BankEventBody>();
  const typed = Form.useWatch((values: BankEventBody) => values, form);
  const funds = useFunds().data?.items;
  const fund = funds?.find(({ id }) => id === typed?.fundId);
  const reading = parseTyped(typed?.amount ?? '', amount);
  if (!('money' in reading) || !typed || !fund) return null;
  const part = fund.kind === 'restricted' ? '02' : '01';
  const other = `${accounts[typed.kind]}${part}`;
  const bank = { account: t('bank.accounts.100201'), amount: reading.money };
  const fundLine = {
    account: t(`bank.accounts.${other}`),
    fund: fund.code,
    amount: reading.money,
  };
  return (
    <ConfirmPosting
      lines={
        typed.kind === 'fee'
          ? [
              { ...fundLine, side: 'debit' },
              { ...bank, side: 'credit' },
            ]
          : [
              { ...bank, side: 'debit' },
              { ...fundLine, side: 'credit' },
            ]
      }
      next={t('bank.next')}
    />
  );
}
