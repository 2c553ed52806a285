import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { closeAccountBody, type CloseAccountBody } from '../../shared/accounts.ts';
import type { Account } from '../../shared/ledger.ts';
import { useLanguage } from '../i18n/index.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useCloseAccount } from './api.ts';

/** Closes a sub-account; nothing may stand on it. */
export function CloseAccountForm({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useTranslation();
  const english = useLanguage() === 'en';
  const [form] = Form.useForm<Omit<CloseAccountBody, 'accountCode'>>();
  const { key, renew, renewIfUsed } = useIdempotencyKey(`accounts.close.${account.code}`);
  const close = useCloseAccount(key);
  const done = () => {
    renew();
    onClose();
  };
  const { shape } = closeAccountBody;
  const name = `${account.code} ${english ? account.nameEn : account.nameZh}`;
  return (
    <Modal open title={t('accounts.closeTitle', { name })} footer={null} onCancel={onClose}>
      <p>{t('accounts.closeHelp')}</p>
      <ActForm
        form={form}
        error={close.error}
        pending={close.isPending}
        submit={t('accounts.closeSubmit')}
        danger
        onCancel={onClose}
        onFinish={(values) =>
          close.mutate(
            { ...values, accountCode: account.code },
            { onSuccess: done, onError: renewIfUsed },
          )
        }
      >
        <Form.Item
          name="closedOn"
          label={t('accounts.closedOn')}
          rules={[fieldRule(shape.closedOn)]}
        >
          <Input autoComplete="off" placeholder="2026-01-31" />
        </Form.Item>
        <Form.Item name="reason" label={t('accounts.reason')} rules={[fieldRule(shape.reason)]}>
          <Input autoComplete="off" />
        </Form.Item>
      </ActForm>
    </Modal>
  );
}
