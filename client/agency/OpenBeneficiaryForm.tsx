import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { type BeneficiaryBody, beneficiaryBody } from '../../shared/agency.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useOpenBeneficiary } from './api.ts';

const FORM = 'agency.beneficiary';
const fields = beneficiaryBody.shape;
const texts = ['code', 'beneficiaryName', 'principalName', 'purpose', 'agreementNumber'] as const;

/** Opens a beneficiary of agency money. Names are typed once and kept masked. */
export function OpenBeneficiaryForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<BeneficiaryBody>();
  const { key, renew, renewIfUsed } = useIdempotencyKey(FORM);
  const open = useOpenBeneficiary(key);
  const done = () => {
    renew();
    onClose();
  };
  return (
    <Modal open title={t('agency.open')} footer={null} onCancel={onClose}>
      <ActForm
        form={form}
        error={open.error}
        pending={open.isPending}
        submit={t('agency.openSubmit')}
        onCancel={onClose}
        onFinish={(body) => open.mutate(body, { onSuccess: done, onError: renewIfUsed })}
      >
        {texts.map((name) => (
          <Form.Item
            key={name}
            name={name}
            label={t(`agency.fields.${name}`)}
            extra={t(`agency.fieldHelp.${name}`)}
            rules={[fieldRule(fields[name])]}
            required
          >
            <Input autoComplete="off" />
          </Form.Item>
        ))}
        <Form.Item
          name="agreedOn"
          label={t('agency.agreedOn')}
          rules={[fieldRule(fields.agreedOn)]}
          required
        >
          <Input type="date" />
        </Form.Item>
      </ActForm>
    </Modal>
  );
}
