import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { reverseBody, type ReverseBody } from '../../shared/donations.ts';
import type { Voucher } from '../../shared/ledger.ts';
import { negateMoney } from '../../shared/money.ts';
import { useLanguage } from '../i18n/index.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { ConfirmPosting } from '../ui/ConfirmPosting.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { moneyWords } from '../ui/MoneyText.tsx';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useReverseVoucher } from './api.ts';

/** Takes a voucher back by a red one, after showing the lines that will be posted. */
export function ReverseVoucherForm({
  voucher,
  onClose,
}: {
  voucher: Voucher;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const formKey = `vouchers.reverse.${voucher.id}`;
  const [form] = Form.useForm<ReverseBody>();
  const draft = useDraft(formKey, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(formKey);
  const reverse = useReverseVoucher(voucher.id, key);
  const done = () => {
    draft.clear();
    renew();
    onClose();
  };
  return (
    <Modal
      open
      title={t('ledger.reverseTitle', { label: voucher.label })}
      footer={null}
      onCancel={onClose}
      width={720}
    >
      <ActForm
        form={form}
        error={reverse.error}
        pending={reverse.isPending}
        danger
        submit={t('ledger.reverseSubmit', { amount: moneyWords(voucher.total) })}
        onCancel={onClose}
        onFinish={(values) => reverse.mutate(values, { onSuccess: done, onError: renewIfUsed })}
      >
        <RedLines voucher={voucher} />
        <Form.Item
          name="reason"
          label={t('ledger.reason')}
          extra={t('ledger.reasonHelp')}
          rules={[fieldRule(reverseBody.shape.reason)]}
        >
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="reversedOn"
          label={t('ledger.reversedOn')}
          extra={t('ledger.reversedOnHelp')}
          rules={[fieldRule(reverseBody.shape.reversedOn)]}
        >
          <Input type="date" />
        </Form.Item>
      </ActForm>
    </Modal>
  );
}

/** The same lines with the other sign: a red-letter voucher keeps each side. */
function RedLines({ voucher }: { voucher: Voucher }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <ConfirmPosting
      lines={voucher.lines.map((line) => ({
        side: line.side,
        account: [
          line.accountCode,
          language === 'en' ? line.accountNameEn : line.accountNameZh,
        ].join(' '),
        fund: line.fundCode ?? undefined,
        amount: negateMoney(line.amount),
      }))}
      next={t('ledger.reverseNext')}
    />
  );
}
