import { App, Button, Form, Input, Radio } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import {
  type CashCount,
  type Settlement,
  type SettlementBody,
  settlementBody,
} from '../../shared/cash.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { AmountInput } from '../ui/AmountInput.tsx';
import { ConfirmPosting } from '../ui/ConfirmPosting.tsx';
import { DateText } from '../ui/DateText.tsx';
import { ErrorSummary } from '../ui/ErrorSummary.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { MoneyText, moneyWords } from '../ui/MoneyText.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useApproveSettlement, useProposeSettlement } from './api.ts';
import { settlementLines } from './lines.ts';

const fields = settlementBody.shape;

/** What became of a difference: proposed by one, approved and posted by another. */
export function Settlements({ count }: { count: CashCount }) {
  const { t } = useTranslation();
  if (count.settlements.length === 0 && count.mayPropose.length === 0) return null;
  return (
    <section aria-label={t('cash.settlements')}>
      <h2>{t('cash.settlements')}</h2>
      {count.settlements.map((settlement) => (
        <OneSettlement key={settlement.id} settlement={settlement} />
      ))}
      {count.mayPropose.length > 0 && <Propose count={count} />}
    </section>
  );
}

function OneSettlement({ settlement }: { settlement: Settlement }) {
  const { t } = useTranslation();
  const { voucherId, reversed } = settlement;
  return (
    <>
      <p>
        <DateText value={settlement.settledOn} /> {t(`cash.ways.${settlement.way}`)}{' '}
        <MoneyText value={settlement.amount} /> · {settlement.reason} · {t('cash.proposedBy')}{' '}
        {settlement.proposedByName} ·{' '}
        {settlement.approvedByName
          ? `${t('cash.approvedBy')} ${settlement.approvedByName}`
          : t('cash.waitsForApproval')}{' '}
        {voucherId && <Link to={`/vouchers/${voucherId}`}>{settlement.voucherNumber}</Link>}{' '}
        {reversed && <StatusTag status="reversed" label={t('cash.reversed')} />}
      </p>
      {settlement.mayApprove && <Approve settlement={settlement} />}
    </>
  );
}

function Approve({ settlement: { id, way, amount } }: { settlement: Settlement }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { key, renew, renewIfUsed } = useIdempotencyKey(`cash.approve.${id}`);
  const approve = useApproveSettlement(id);
  const done = ({ voucherNumber }: { voucherNumber: string }) => {
    renew();
    message.success(t('cash.approved', { voucher: voucherNumber }));
  };
  const lines = settlementLines(way, amount);
  return (
    <div className="no-print">
      <ErrorSummary error={approve.error} />
      <ConfirmPosting
        lines={lines.map((line) => ({ ...line, account: t(`cash.accounts.${line.account}`) }))}
        next={t('cash.approveNext')}
      >
        <Button
          type="primary"
          loading={approve.isPending}
          onClick={() => approve.mutate({ key }, { onSuccess: done, onError: renewIfUsed })}
        >
          {t('cash.approve', { amount: moneyWords(amount) })}
        </Button>
      </ConfirmPosting>
    </div>
  );
}

function Propose({ count }: { count: CashCount }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<SettlementBody>();
  const { key, renew, renewIfUsed } = useIdempotencyKey(`cash.propose.${count.id}`);
  const propose = useProposeSettlement(count.id);
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('settledOn')) form.setFieldValue('settledOn', date);
  }, [date, form]);
  const done = () => {
    renew();
    form.resetFields(['reason']);
    message.success(t('cash.proposed'));
  };
  return (
    <div className="no-print">
      <ActForm
        form={form}
        error={propose.error}
        pending={propose.isPending}
        submit={t('cash.propose')}
        initialValues={{ way: count.mayPropose[0], amount: count.unsettled }}
        onFinish={(body) =>
          propose.mutate({ body, key }, { onSuccess: done, onError: renewIfUsed })
        }
      >
        <Form.Item name="way" label={t('cash.way')} required>
          <Radio.Group
            options={count.mayPropose.map((value) => ({ value, label: t(`cash.ways.${value}`) }))}
          />
        </Form.Item>
        <Form.Item
          name="amount"
          label={t('cash.amount')}
          rules={[fieldRule(fields.amount)]}
          required
        >
          <AmountInput />
        </Form.Item>
        <Form.Item
          name="settledOn"
          label={t('cash.settledOn')}
          rules={[fieldRule(fields.settledOn)]}
          required
        >
          <Input type="date" />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('cash.reason')}
          rules={[fieldRule(fields.reason)]}
          required
        >
          <Input autoComplete="off" />
        </Form.Item>
      </ActForm>
    </div>
  );
}
