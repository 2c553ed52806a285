import { Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  goodsAccount,
  type GoodsItemBody,
  goodsItemBody,
  valuationMethod,
} from '../../shared/goods.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useAddItem } from './api.ts';

const fields = goodsItemBody.shape;

/** Adds an item: its unit, its account and how it is valued stay as they are chosen here. */
export function AddItemForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<GoodsItemBody>();
  const { key, renew, renewIfUsed } = useIdempotencyKey('goods.item');
  const add = useAddItem(key);
  const done = () => {
    renew();
    onClose();
  };
  return (
    <Modal open title={t('goods.papers.item')} footer={null} onCancel={onClose}>
      <ActForm
        form={form}
        error={add.error}
        pending={add.isPending}
        submit={t('goods.addItem')}
        onCancel={onClose}
        initialValues={{ accountCode: '120101', method: 'fifo' }}
        onFinish={(body) => add.mutate(body, { onSuccess: done, onError: renewIfUsed })}
      >
        {(['code', 'name', 'unit'] as const).map((name) => (
          <Form.Item
            key={name}
            name={name}
            label={t(`goods.itemFields.${name}`)}
            extra={t(`goods.itemHelp.${name}`)}
            rules={[fieldRule(fields[name])]}
            required
          >
            <Input autoComplete="off" />
          </Form.Item>
        ))}
        <Form.Item name="accountCode" label={t('goods.account')} required>
          <Select
            options={goodsAccount.options.map((value) => ({
              value,
              label: t(`goods.accounts.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="method" label={t('goods.method')} extra={t('goods.methodHelp')} required>
          <Select
            options={valuationMethod.options.map((value) => ({
              value,
              label: t(`goods.methods.${value}`),
            }))}
          />
        </Form.Item>
      </ActForm>
    </Modal>
  );
}
