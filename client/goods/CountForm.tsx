import { Form, Input, Modal } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { goodsCountBody } from '../../shared/goods-counts.ts';
import { quantityOrZero } from '../../shared/quantity.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { QueryState } from '../ui/QueryState.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useCountGoods, useItems } from './api.ts';

interface TypedCount {
  countedOn?: string;
  note?: string;
  /** What was found, by item and fund; what is left empty was not counted. */
  found?: Record<string, string | undefined>;
}
const fields = goodsCountBody.shape;

/** The count sheet: every item in stock, with room for what was found. */
export function CountForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<TypedCount>();
  const { key, renew, renewIfUsed } = useIdempotencyKey('goods.count');
  const count = useCountGoods(key);
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('countedOn')) form.setFieldValue('countedOn', date);
  }, [date, form]);
  const done = () => {
    renew();
    onClose();
  };
  const submit = ({ countedOn = '', note = '', found = {} }: TypedCount) => {
    const lines = Object.entries(found).flatMap(([place, counted]) => {
      const [itemId = '', fundId = ''] = place.split(' ');
      return counted ? [{ itemId, fundId, counted }] : [];
    });
    count.mutate({ countedOn, note, lines }, { onSuccess: done, onError: renewIfUsed });
  };
  return (
    <Modal open title={t('goods.count')} footer={null} onCancel={onClose}>
      <p className="hint">{t('goods.countHelp')}</p>
      <ActForm
        form={form}
        error={count.error}
        pending={count.isPending}
        submit={t('goods.countSubmit')}
        onCancel={onClose}
        onFinish={submit}
      >
        <Form.Item
          name="countedOn"
          label={t('goods.date')}
          rules={[fieldRule(fields.countedOn)]}
          required
        >
          <Input type="date" />
        </Form.Item>
        <FoundFields />
        <Form.Item name="note" label={t('goods.note')} rules={[fieldRule(fields.note)]}>
          <Input autoComplete="off" />
        </Form.Item>
      </ActForm>
    </Modal>
  );
}

/** One field for each item and fund; the book's quantity is not shown, so that it is counted. */
function FoundFields() {
  const { t } = useTranslation();
  return (
    <QueryState of={useItems()} empty={t('goods.noItems')}>
      {({ items }) =>
        items.flatMap(({ id, code, name, unit, stock }) =>
          stock.map(({ fundId, fundCode }) => (
            <Form.Item
              key={`${id} ${fundId}`}
              name={['found', `${id} ${fundId}`]}
              label={`${code} ${name} ${fundCode} (${unit})`}
              rules={[
                {
                  validator: (_, typed: unknown) =>
                    typed === undefined || typed === '' || quantityOrZero.safeParse(typed).success
                      ? Promise.resolve()
                      : Promise.reject(new Error(t('errors.QUANTITY_INVALID'))),
                },
              ]}
            >
              <Input inputMode="decimal" autoComplete="off" />
            </Form.Item>
          )),
        )
      }
    </QueryState>
  );
}
