import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type CondolenceBody, condolenceBody } from '../../shared/condolences.ts';
import { amountOrZero, parseTyped, sumMoney } from '../../shared/money.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { AmountInput } from '../ui/AmountInput.tsx';
import { DateItem } from '../ui/DateItem.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { FundSelect } from '../ui/FundSelect.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useFamilies, useFunds, usePrepareCondolence } from './api.ts';

const FORM = 'condolences.prepare';
const fields = condolenceBody.shape;
const line = fields.lines.element.shape;

/** Prepares the roster of a batch, and what the fund reserves for it. Route: /condolences/new */
export function PrepareCondolenceForm() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [form] = Form.useForm<CondolenceBody>();
  const draft = useDraft(FORM, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(FORM);
  const prepare = usePrepareCondolence(key);
  const done = ({ id }: { id: string }) => {
    draft.clear();
    renew();
    void navigate(`/condolences/${id}`);
  };
  return (
    <Page title={t('condolences.prepare')}>
      <p className="hint">{t('condolences.prepareHelp')}</p>
      <ActForm
        form={form}
        error={prepare.error}
        pending={prepare.isPending}
        submit={t('condolences.submit')}
        onCancel={() => void navigate('/condolences')}
        initialValues={{ lines: [{ packs: 0 }] }}
        onFinish={(body) => prepare.mutate(body, { onSuccess: done, onError: renewIfUsed })}
      >
        <Head />
        <Lines />
      </ActForm>
    </Page>
  );
}

function Head() {
  const { t } = useTranslation();
  const funds = useFunds().data?.items;
  return (
    <>
      <Form.Item
        name="name"
        label={t('condolences.name')}
        extra={t('condolences.nameHelp')}
        rules={[fieldRule(fields.name)]}
        required
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="fundId"
        label={t('condolences.fund')}
        rules={[fieldRule(fields.fundId)]}
        required
      >
        <FundSelect funds={funds} />
      </Form.Item>
      <DateItem name="plannedOn" label={t('condolences.plannedOn')} />
      <Form.Item
        name="budget"
        label={t('condolences.budget')}
        extra={t('condolences.budgetHelp')}
        rules={[fieldRule(fields.budget)]}
        required
      >
        <AmountInput placeholder="4000.00" />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('condolences.reason')}
        rules={[fieldRule(fields.reason)]}
        required
      >
        <Input.TextArea rows={2} />
      </Form.Item>
    </>
  );
}

function Lines() {
  const { t } = useTranslation();
  const families = useFamilies();
  const options = (families.data?.pages ?? []).flatMap(({ items }) =>
    items.map(({ id, code, applicantName, communityName }) => ({
      value: id,
      label: `${code} ${applicantName} ${communityName}`,
    })),
  );
  return (
    <Form.List name="lines">
      {(rows, { add, remove }) => (
        <fieldset>
          <legend>{t('condolences.roster')}</legend>
          {rows.map(({ key, name }) => (
            <div className="row" key={key}>
              <Form.Item
                name={[name, 'householdId']}
                label={t('condolences.family')}
                rules={[fieldRule(line.householdId)]}
                required
                style={{ minWidth: 260 }}
              >
                <Select
                  loading={families.isPending}
                  showSearch={{ optionFilterProp: 'label' }}
                  options={options}
                />
              </Form.Item>
              <Form.Item
                name={[name, 'amount']}
                label={t('condolences.amount')}
                rules={[fieldRule(line.amount)]}
                required
              >
                <AmountInput placeholder="300.00" />
              </Form.Item>
              <Form.Item name={[name, 'packs']} label={t('condolences.packs')}>
                <InputNumber min={0} max={99} precision={0} />
              </Form.Item>
              <Button onClick={() => remove(name)} disabled={rows.length === 1}>
                {t('condolences.removeLine')}
              </Button>
            </div>
          ))}
          <div className="row">
            <Button onClick={() => add({ packs: 0 })}>{t('condolences.addLine')}</Button>
            {families.hasNextPage && (
              <Button
                loading={families.isFetchingNextPage}
                onClick={() => void families.fetchNextPage()}
              >
                {t('condolences.moreFamilies')}
              </Button>
            )}
            <Total />
          </div>
        </fieldset>
      )}
    </Form.List>
  );
}

function Total() {
  const { t } = useTranslation();
  const typed: ({ amount?: string } | undefined)[] = Form.useWatch('lines') ?? [];
  const read = typed.flatMap((each) => {
    const reading = parseTyped(each?.amount ?? '', amountOrZero);
    return 'money' in reading ? [reading.money] : [];
  });
  return (
    <output>
      {t('condolences.cashTotal')} <MoneyText value={sumMoney(read)} />
    </output>
  );
}
