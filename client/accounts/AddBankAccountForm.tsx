import { Form, Input, Modal, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  addBankAccountBody,
  type AddBankAccountBody,
  bankAccountKind,
} from '../../shared/accounts.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useAddBankAccount } from './api.ts';

const FORM = 'accounts.add-bank';
const NEW = 'new';

/** Registers a bank account; it gets a book of its own below 1002. */
export function AddBankAccountForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<AddBankAccountBody>();
  const draft = useDraft(FORM, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(FORM);
  const add = useAddBankAccount(key);
  const done = () => {
    draft.clear();
    renew();
    onClose();
  };
  const send = ({ accountCode, ...rest }: AddBankAccountBody) => {
    const body = { ...rest, ...(accountCode !== NEW && { accountCode }) };
    add.mutate(body, { onSuccess: done, onError: renewIfUsed });
  };
  return (
    <Modal open title={t('accounts.addBank')} footer={null} onCancel={onClose}>
      <ActForm
        form={form}
        error={add.error}
        pending={add.isPending}
        submit={t('accounts.addBankSubmit')}
        onCancel={onClose}
        onFinish={send}
        initialValues={{ kind: 'own', accountCode: NEW }}
      >
        <BankFields />
      </ActForm>
    </Modal>
  );
}

function BankFields() {
  const { t } = useTranslation();
  const { shape } = addBankAccountBody;
  return (
    <>
      <Form.Item name="accountCode" label={t('accounts.book')} extra={t('accounts.bookHelp')}>
        <Select
          options={[
            { value: NEW, label: t('accounts.newBook') },
            { value: '100201', label: t('accounts.firstOwn') },
            { value: '100202', label: t('accounts.firstAgency') },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="bankName"
        label={t('accounts.bankName')}
        extra={t('accounts.bankNameHelp')}
        rules={[fieldRule(shape.bankName)]}
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="lastFour" label={t('accounts.lastFour')} rules={[fieldRule(shape.lastFour)]}>
        <Input autoComplete="off" inputMode="numeric" placeholder="1234" />
      </Form.Item>
      <Form.Item name="kind" label={t('accounts.kind')}>
        <Radio.Group
          options={bankAccountKind.options.map((kind) => ({
            value: kind,
            label: t(`accounts.kinds.${kind}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="openedOn" label={t('accounts.openedOn')} rules={[fieldRule(shape.openedOn)]}>
        <Input autoComplete="off" placeholder="2026-01-05" />
      </Form.Item>
    </>
  );
}
