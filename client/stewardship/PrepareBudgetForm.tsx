import { Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { budgetParts, prepareBudgetBody, type PrepareBudgetBody } from '../../shared/budgets.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { AmountInput } from '../ui/AmountInput.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useFunds, usePrepareBudget } from './api.ts';

const { shape } = prepareBudgetBody;

/** Prepares the next version of a fund's budget for the chair to approve. */
export function PrepareBudgetForm({ year, onClose }: { year: number; onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Omit<PrepareBudgetBody, 'year'>>();
  const place = `stewardship.budget.${year}`;
  const draft = useDraft(place, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(place);
  const prepare = usePrepareBudget(key);
  const funds = useFunds();
  const done = () => {
    draft.clear();
    renew();
    onClose();
  };
  const title = t('stewardship.budget.prepareFor', { year });
  return (
    <Modal open title={title} footer={null} onCancel={onClose}>
      <ActForm
        form={form}
        error={prepare.error}
        pending={prepare.isPending}
        submit={t('stewardship.budget.prepareSubmit')}
        onCancel={onClose}
        onFinish={(values) =>
          prepare.mutate({ ...values, year }, { onSuccess: done, onError: renewIfUsed })
        }
      >
        <Form.Item
          name="fundId"
          label={t('stewardship.budget.fund')}
          rules={[fieldRule(shape.fundId)]}
          required
        >
          <Select
            loading={funds.isPending}
            options={(funds.data?.items ?? []).map(({ id, code, name }) => ({
              value: id,
              label: `${code} ${name}`,
            }))}
          />
        </Form.Item>
        {budgetParts.map((part) => (
          <Form.Item
            key={part}
            name={part}
            label={t(`stewardship.budget.parts.${part}`)}
            extra={t(`stewardship.budget.partsHelp.${part}`)}
            rules={[fieldRule(shape[part])]}
            required
          >
            <AmountInput placeholder="0.00" />
          </Form.Item>
        ))}
        <Form.Item name="note" label={t('stewardship.budget.note')} rules={[fieldRule(shape.note)]}>
          <Input autoComplete="off" />
        </Form.Item>
      </ActForm>
    </Modal>
  );
}
