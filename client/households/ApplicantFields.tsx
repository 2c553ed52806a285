import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { registerHouseholdBody } from '../../shared/households.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { DateText } from '../ui/DateText.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { type Bearer, bearerOf } from './bearer.ts';

const fields = registerHouseholdBody.shape;

/** The applicant. The identity number tells the birth date; a minor needs a guardian. */
export function ApplicantFields() {
  const { t } = useTranslation();
  const today = useBusinessDate();
  const typed: string | undefined = Form.useWatch('idNumber');
  const bearer = bearerOf(typed, today);
  return (
    <>
      <Form.Item
        name="applicantName"
        label={t('households.applicantName')}
        rules={[fieldRule(fields.applicantName)]}
        required
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="idNumber"
        label={t('households.idNumber')}
        extra={bearer ? <BearerText bearer={bearer} /> : t('households.idNumberHelp')}
        rules={[fieldRule(fields.idNumber)]}
        required
      >
        <Input autoComplete="off" maxLength={30} />
      </Form.Item>
      {bearer?.isMinor && (
        <Form.Item
          name="guardianName"
          label={t('households.guardianName')}
          extra={t('households.guardianHelp')}
          rules={[
            { required: true, whitespace: true, message: t('households.guardianRequired') },
            fieldRule(fields.guardianName),
          ]}
          required
        >
          <Input autoComplete="off" />
        </Form.Item>
      )}
      <Form.Item
        name="phone"
        label={t('households.phone')}
        extra={t('households.phoneHelp')}
        rules={[fieldRule(fields.phone)]}
      >
        <Input inputMode="tel" autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="address"
        label={t('households.address')}
        rules={[fieldRule(fields.address)]}
        required
      >
        <Input autoComplete="off" placeholder={t('households.addressExample')} />
      </Form.Item>
    </>
  );
}

function BearerText({ bearer }: { bearer: Bearer }) {
  const { t } = useTranslation();
  return (
    <output>
      {t('households.born')} <DateText value={bearer.born} /> · {t(`households.sex.${bearer.sex}`)}
      {bearer.isMinor && ` · ${t('households.minor')}`}
    </output>
  );
}
