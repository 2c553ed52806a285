import { Checkbox, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { fileRequestBody, needCode } from '../../shared/aid.ts';
import { AmountInput } from '../ui/AmountInput.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { moneyWords } from '../ui/MoneyText.tsx';
import { useFamilies, useFunds, usePolicy } from './api.ts';

const fields = fileRequestBody.shape;

/** For whom, for what, how much, and the two accounts of the need. */
export function RequestFields() {
  return (
    <>
      <FamilyField />
      <NeedFields />
      <WordFields />
    </>
  );
}

function FamilyField() {
  const { t } = useTranslation();
  const families = useFamilies();
  return (
    <Form.Item
      name="householdId"
      label={t('aid.family')}
      extra={t('aid.familyHelp')}
      rules={[fieldRule(fields.householdId)]}
      required
    >
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        loading={families.isPending}
        options={
          families.data?.items.map(({ id, code, applicantName, communityName }) => ({
            value: id,
            label: `${code} ${applicantName} ${communityName}`,
          })) ?? []
        }
      />
    </Form.Item>
  );
}

function NeedFields() {
  const { t } = useTranslation();
  const funds = useFunds();
  const rules = usePolicy().data;
  return (
    <>
      <Form.Item
        name="needCode"
        label={t('aid.needLabel')}
        rules={[fieldRule(fields.needCode)]}
        required
      >
        <Select
          options={needCode.options.map((value) => ({ value, label: t(`aid.need.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="fundId" label={t('aid.fund')} rules={[fieldRule(fields.fundId)]} required>
        <Select
          loading={funds.isPending}
          options={
            funds.data?.items.map(({ id, code, name, available }) => ({
              value: id,
              label: t('aid.fundChoice', { code, name, available: moneyWords(available) }),
            })) ?? []
          }
        />
      </Form.Item>
      <Form.Item
        name="requested"
        label={t('aid.amount.requested')}
        extra={rules && t('aid.capHelp', { cap: moneyWords(rules.caseCap) })}
        rules={[fieldRule(fields.requested)]}
        required
      >
        <AmountInput placeholder="2000.00" />
      </Form.Item>
      <Form.Item name="urgent" valuePropName="checked" extra={t('aid.urgentHelp')}>
        <Checkbox>{t('aid.urgent')}</Checkbox>
      </Form.Item>
    </>
  );
}

/** Two texts for two readers: the committee never gets the names and diagnoses of the first one. */
function WordFields() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name="story"
        label={t('aid.story')}
        extra={t('aid.storyHelp')}
        rules={[fieldRule(fields.story)]}
        required
      >
        <Input.TextArea rows={4} />
      </Form.Item>
      <Form.Item
        name="summary"
        label={t('aid.summary')}
        extra={t('aid.summaryHelp')}
        rules={[fieldRule(fields.summary)]}
        required
      >
        <Input.TextArea rows={2} />
      </Form.Item>
    </>
  );
}
