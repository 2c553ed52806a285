import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { type GoodsItem, hasSerials } from '../../shared/goods.ts';
import { amount, unitCost } from '../../shared/money.ts';
import { quantity } from '../../shared/quantity.ts';
import { AmountInput } from '../ui/AmountInput.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import type { TypedPaper } from './paperLines.ts';

/** The lines of a paper: item, quantity, and for what comes in its value and when it expires. */
export function LinesField({
  items,
  fundId,
  comesIn,
}: {
  items: readonly GoodsItem[];
  fundId: string | undefined;
  comesIn: boolean;
}) {
  const { t } = useTranslation();
  return (
    <Form.List name="lines">
      {(rows, { add, remove }) => (
        <section aria-label={t('goods.lines')}>
          <h2>{t('goods.lines')}</h2>
          {rows.map(({ key, name }) => (
            <fieldset key={key} className="goods-line">
              <legend>{t('goods.line', { line: name + 1 })}</legend>
              <Line {...{ items, fundId, comesIn, name }} />
              {rows.length > 1 && (
                <Button size="small" onClick={() => remove(name)}>
                  {t('goods.removeLine', { line: name + 1 })}
                </Button>
              )}
            </fieldset>
          ))}
          <Button onClick={() => add({})}>{t('goods.addLine')}</Button>
        </section>
      )}
    </Form.List>
  );
}

interface LineShown {
  items: readonly GoodsItem[];
  fundId: string | undefined;
  comesIn: boolean;
  name: number;
}

function Line({ items, fundId, comesIn, name }: LineShown) {
  const { t } = useTranslation();
  const form = Form.useFormInstance<TypedPaper>();
  const itemId: string | undefined = Form.useWatch(['lines', name, 'itemId'], form);
  const item = items.find(({ id }) => id === itemId);
  const stock = item?.stock.find((each) => each.fundId === fundId);
  const left = item && !comesIn && `${t('goods.left')} ${stock?.quantity ?? '0'} ${item.unit}`;
  return (
    <>
      <Form.Item
        name={[name, 'itemId']}
        label={t('goods.item')}
        rules={[{ required: true, message: t('errors.REQUIRED') }]}
        required
      >
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={items.map((each) => ({ value: each.id, label: `${each.code} ${each.name}` }))}
        />
      </Form.Item>
      <Form.Item
        name={[name, 'quantity']}
        label={item ? `${t('goods.quantity')} (${item.unit})` : t('goods.quantity')}
        extra={left}
        rules={[fieldRule(quantity)]}
        required
      >
        <Input inputMode="decimal" autoComplete="off" />
      </Form.Item>
      {comesIn && <Worth name={name} />}
      {item && hasSerials(item.accountCode) && (
        <Form.Item
          name={[name, 'serials']}
          label={t('goods.serials')}
          extra={t('goods.serialsHelp')}
          required
        >
          <Input autoComplete="off" />
        </Form.Item>
      )}
    </>
  );
}

/** The value of all of it by its paper, what one unit costs, and when it expires. */
function Worth({ name }: { name: number }) {
  const { t } = useTranslation();
  const form = Form.useFormInstance<TypedPaper>();
  const line = Form.useWatch(['lines', name], form) as { quantity?: string; value?: string };
  const units = quantity.safeParse(line?.quantity ?? '');
  const worth = amount.safeParse(line?.value ?? '');
  const each = units.success && worth.success ? unitCost(worth.data, units.data) : '';
  return (
    <>
      <Form.Item
        name={[name, 'value']}
        label={t('goods.value')}
        extra={each === '' ? t('goods.valueHelp') : `${t('goods.unitCost')} ${each}`}
        rules={[fieldRule(amount)]}
        required
      >
        <AmountInput />
      </Form.Item>
      <Form.Item name={[name, 'expiresOn']} label={t('goods.expiresOn')}>
        <Input type="date" />
      </Form.Item>
    </>
  );
}
