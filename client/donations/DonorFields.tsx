import { Checkbox, Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  type DonorKind,
  donorBody,
  donorKind,
  recordDonationBody,
} from '../../shared/donations.ts';
import { fieldRule } from '../ui/fieldRule.ts';

const fields = donorBody.shape;

/** Who gave. An anonymous donor has no name, no phone and no wish about being named. */
export function DonorFields() {
  const { t } = useTranslation();
  const kind: DonorKind | undefined = Form.useWatch(['donor', 'kind']);
  return (
    <>
      <Form.Item name={['donor', 'kind']} label={t('donations.donorKindLabel')} required>
        <Radio.Group
          optionType="button"
          options={donorKind.options.map((value) => ({
            value,
            label: t(`donations.donorKind.${value}`),
          }))}
        />
      </Form.Item>
      {kind !== 'anonymous' && <NamedDonor />}
      <Form.Item
        name="note"
        label={t('donations.note')}
        rules={[fieldRule(recordDonationBody.shape.note)]}
      >
        <Input autoComplete="off" />
      </Form.Item>
    </>
  );
}

function NamedDonor() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name={['donor', 'name']}
        label={t('donations.donorName')}
        rules={[
          { required: true, whitespace: true, message: t('errors.TEXT_REQUIRED') },
          fieldRule(fields.name),
        ]}
        required
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item
        name={['donor', 'phone']}
        label={t('donations.donorPhone')}
        extra={t('donations.donorPhoneHelp')}
        rules={[fieldRule(fields.phone)]}
      >
        <Input inputMode="tel" autoComplete="off" />
      </Form.Item>
      <Form.Item name={['donor', 'mayBeNamed']} valuePropName="checked">
        <Checkbox>{t('donations.mayBeNamed')}</Checkbox>
      </Form.Item>
    </>
  );
}
