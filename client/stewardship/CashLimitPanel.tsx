import { Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  type CashLimit,
  setCashLimitBody,
  type SetCashLimitBody,
} from '../../shared/stewardship.ts';
import { useHasRole } from '../api/session.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { AmountInput } from '../ui/AmountInput.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { DateText } from '../ui/DateText.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { MoneyText } from '../ui/MoneyText.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useCashLimits, useSetCashLimit } from './api.ts';

const FORM = 'stewardship.cash-limit';
const { shape } = setCashLimitBody;

/** The limit of cash on hand (库存现金限额), all that were ever set, and the chair's form. */
export function CashLimitPanel() {
  const { t } = useTranslation();
  const limits = useCashLimits();
  const sets = useHasRole('chair');
  return (
    <section aria-label={t('stewardship.limit.title')}>
      <h2>{t('stewardship.limit.title')}</h2>
      <p className="hint">{t('stewardship.limit.help')}</p>
      <QueryState of={limits} empty={null}>
        {({ history }) => <History history={history} />}
      </QueryState>
      {sets && <SetLimit />}
    </section>
  );
}

function History({ history }: { history: CashLimit[] }) {
  const { t } = useTranslation();
  return (
    <DataTable<CashLimit & { key: number }>
      dataSource={history.map((limit, key) => ({ ...limit, key }))}
      columns={[
        {
          title: t('stewardship.limit.from'),
          render: (_, { effectiveFrom }) => <DateText value={effectiveFrom} />,
        },
        {
          title: t('stewardship.limit.amount'),
          align: 'right',
          render: (_, { amount }) => <MoneyText value={amount} />,
        },
        { title: t('stewardship.limit.days'), dataIndex: 'bankingDays', align: 'right' },
        {
          title: t('stewardship.limit.setBy'),
          render: (_, { setByName }) => setByName ?? t('stewardship.limit.first'),
        },
      ]}
    />
  );
}

function SetLimit() {
  const { t } = useTranslation();
  const [form] = Form.useForm<SetCashLimitBody>();
  const { key, renew, renewIfUsed } = useIdempotencyKey(FORM);
  const set = useSetCashLimit(key);
  const done = () => {
    renew();
    form.resetFields();
  };
  return (
    <ActForm
      form={form}
      error={set.error}
      pending={set.isPending}
      submit={t('stewardship.limit.set')}
      onFinish={(values) => set.mutate(values, { onSuccess: done, onError: renewIfUsed })}
      initialValues={{ bankingDays: 1 }}
    >
      <Form.Item
        name="amount"
        label={t('stewardship.limit.amount')}
        rules={[fieldRule(shape.amount)]}
        required
      >
        <AmountInput placeholder="3000.00" />
      </Form.Item>
      <Form.Item
        name="bankingDays"
        label={t('stewardship.limit.days')}
        rules={[fieldRule(shape.bankingDays)]}
        required
      >
        <InputNumber min={0} max={30} precision={0} />
      </Form.Item>
      <Form.Item
        name="effectiveFrom"
        label={t('stewardship.limit.from')}
        rules={[fieldRule(shape.effectiveFrom)]}
        required
      >
        <Input type="date" />
      </Form.Item>
    </ActForm>
  );
}
