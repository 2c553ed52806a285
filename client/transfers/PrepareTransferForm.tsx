import { Form, Input, Modal, Radio, Select } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { FundKind } from '../../shared/funds.ts';
import {
  basesOf,
  type TransferBody,
  transferBody,
  type TransferKind,
  transferKind,
} from '../../shared/transfers.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { AmountInput } from '../ui/AmountInput.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { FundSelect } from '../ui/FundSelect.tsx';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useDrives, useFunds, usePrepareTransfer } from './api.ts';

const FORM = 'transfers.prepare';
const fields = transferBody.shape;
const bound: FundKind[] = ['restricted'];
const free: FundKind[] = ['unrestricted', 'designated'];

/** Prepares money to move between two funds, with the document that allows it. */
export function PrepareTransferForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<TransferBody>();
  const draft = useDraft(FORM, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(FORM);
  const prepare = usePrepareTransfer(key);
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('transferredOn')) form.setFieldValue('transferredOn', date);
  }, [date, form]);
  const done = () => {
    draft.clear();
    renew();
    onClose();
  };
  const submit = (typed: TransferBody) => {
    const publishedOn = typed.basis === 'published_decision' ? typed.publishedOn || null : null;
    const driveId = typed.kind === 'surplus' ? (typed.driveId ?? null) : null;
    prepare.mutate({ ...typed, publishedOn, driveId }, { onSuccess: done, onError: renewIfUsed });
  };
  return (
    <Modal open title={t('transfers.prepare')} footer={null} onCancel={onClose}>
      <ActForm
        form={form}
        error={prepare.error}
        pending={prepare.isPending}
        submit={t('transfers.submit')}
        onCancel={onClose}
        initialValues={{ kind: 'transfer', basis: 'donor_consent' }}
        onFinish={submit}
      >
        <Movement />
        <Document />
      </ActForm>
    </Modal>
  );
}

function Movement() {
  const { t } = useTranslation();
  const funds = useFunds().data?.items;
  const form = Form.useFormInstance<TransferBody>();
  const kind: TransferKind = Form.useWatch('kind', form) ?? 'transfer';
  return (
    <>
      <Form.Item
        name="kind"
        label={t('transfers.kind')}
        extra={t(`transfers.kindHelp.${kind}`)}
        required
      >
        <Radio.Group
          onChange={() =>
            form.setFieldValue('basis', basesOf[form.getFieldValue('kind') as TransferKind][0])
          }
          options={transferKind.options.map((value) => ({
            value,
            label: t(`transfers.kinds.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="fromFundId"
        label={t('transfers.from')}
        rules={[fieldRule(fields.fromFundId)]}
        required
      >
        <FundSelect funds={funds} kinds={kind === 'set_aside' ? free : bound} />
      </Form.Item>
      <Form.Item
        name="toFundId"
        label={t('transfers.to')}
        rules={[fieldRule(fields.toFundId)]}
        required
      >
        <FundSelect
          funds={funds}
          kinds={kind === 'set_aside' || kind === 'release' ? free : bound}
        />
      </Form.Item>
      <Form.Item
        name="amount"
        label={t('transfers.amount')}
        rules={[fieldRule(fields.amount)]}
        required
      >
        <AmountInput />
      </Form.Item>
      <Form.Item
        name="transferredOn"
        label={t('transfers.date')}
        rules={[fieldRule(fields.transferredOn)]}
        required
      >
        <Input type="date" />
      </Form.Item>
    </>
  );
}

function Document() {
  const { t } = useTranslation();
  const drives = useDrives().data?.items ?? [];
  const form = Form.useFormInstance<TransferBody>();
  const kind: TransferKind = Form.useWatch('kind', form) ?? 'transfer';
  const basis = Form.useWatch('basis', form);
  return (
    <>
      {kind === 'surplus' && (
        <Form.Item name="driveId" label={t('transfers.drive')} required>
          <Select
            options={drives
              .filter(({ status }) => status === 'closed')
              .map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }))}
          />
        </Form.Item>
      )}
      <Form.Item name="basis" label={t('transfers.basis')} required>
        <Select
          options={basesOf[kind].map((value) => ({ value, label: t(`transfers.bases.${value}`) }))}
        />
      </Form.Item>
      {basis === 'published_decision' && (
        <Form.Item name="publishedOn" label={t('transfers.publishedOn')} required>
          <Input type="date" />
        </Form.Item>
      )}
      <Form.Item
        name="documentName"
        label={t('transfers.documentName')}
        extra={t('transfers.documentHelp')}
        rules={[fieldRule(fields.documentName)]}
        required
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="documentNumber"
        label={t('transfers.documentNumber')}
        rules={[fieldRule(fields.documentNumber)]}
        required
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('transfers.reason')}
        rules={[fieldRule(fields.reason)]}
        required
      >
        <Input.TextArea rows={2} />
      </Form.Item>
    </>
  );
}
