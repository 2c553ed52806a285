import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type HouseholdUnmasked, type UnmaskBody, unmaskBody } from '../../shared/households.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { useUnmaskHousehold } from './api.ts';

/** Asks for a reason, shows the file in clear, and hides it again on request or on leaving. */
export function UnmaskHousehold({ id }: { id: string }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<UnmaskBody>();
  const [isAsking, setAsking] = useState(false);
  const unmask = useUnmaskHousehold(id);
  const leave = () => {
    unmask.reset();
    setAsking(false);
  };
  if (unmask.data) return <ClearFile file={unmask.data} onHide={leave} />;
  if (!isAsking) {
    return (
      <Button className="no-print" onClick={() => setAsking(true)}>
        {t('households.showInClear')}
      </Button>
    );
  }
  return (
    <ActForm
      form={form}
      error={unmask.error}
      pending={unmask.isPending}
      submit={t('households.showInClear')}
      onCancel={leave}
      onFinish={({ reason }) => unmask.mutate(reason)}
    >
      <Form.Item
        name="reason"
        label={t('households.reason')}
        extra={t('households.reasonHelp')}
        rules={[fieldRule(unmaskBody.shape.reason)]}
        required
      >
        <Input autoComplete="off" />
      </Form.Item>
    </ActForm>
  );
}

function ClearFile({ file, onHide }: { file: HouseholdUnmasked; onHide: () => void }) {
  const { t } = useTranslation();
  const names = ['applicantName', 'idNumber', 'phone', 'address', 'guardianName'] as const;
  return (
    <section aria-label={t('households.inClear')} className="no-print">
      <output>{t('households.logged')}</output>
      <dl className="facts">
        {names.map((name) => (
          <div key={name}>
            <dt>{t(`households.${name}`)}</dt>
            <dd>{file[name] ?? t('common.none')}</dd>
          </div>
        ))}
      </dl>
      <Button onClick={onHide}>{t('households.hide')}</Button>
    </section>
  );
}
