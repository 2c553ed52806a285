import { Checkbox, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { householdCategory, registerHouseholdBody } from '../../shared/households.ts';
import { fieldRule } from '../ui/fieldRule.ts';
import { useCommunities } from './api.ts';

const fields = registerHouseholdBody.shape;
/** A number field hands over text. */
const memberCount = z.coerce.number('VALUE_INVALID').pipe(fields.memberCount);
const lines = ['laidOffAllowance', 'unemploymentInsurance', 'minimumLivingAllowance'] as const;

/** Where the family lives, what kind of hardship it is in, and which of the three lines it has. */
export function SituationFields({ communityIsOwn }: { communityIsOwn: boolean }) {
  const { t } = useTranslation();
  const communities = useCommunities();
  return (
    <>
      <Form.Item
        name="communityId"
        label={t('households.community')}
        rules={[fieldRule(fields.communityId)]}
        required
      >
        <Select
          disabled={communityIsOwn}
          loading={communities.isPending}
          options={
            communities.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []
          }
        />
      </Form.Item>
      <Form.Item
        name="category"
        label={t('households.categoryLabel')}
        rules={[fieldRule(fields.category)]}
        required
      >
        <Select
          options={householdCategory.options.map((value) => ({
            value,
            label: t(`households.category.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="memberCount"
        label={t('households.memberCount')}
        rules={[fieldRule(memberCount)]}
        required
      >
        <Input type="number" min={1} max={30} />
      </Form.Item>
      <fieldset style={{ border: 0, padding: 0, margin: '0 0 16px' }}>
        <legend>{t('households.threeLines')}</legend>
        {lines.map((name) => (
          <Form.Item key={name} name={name} valuePropName="checked" style={{ marginBottom: 0 }}>
            <Checkbox>{t(`households.${name}`)}</Checkbox>
          </Form.Item>
        ))}
      </fieldset>
      <Form.Item
        name="violenceRisk"
        valuePropName="checked"
        extra={t('households.violenceRiskHelp')}
      >
        <Checkbox>{t('households.violenceRisk')}</Checkbox>
      </Form.Item>
    </>
  );
}
