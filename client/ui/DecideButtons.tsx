import { Button, Form, Input, Modal, Radio } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DecisionBody, decisionBody } from '../../shared/transfers.ts';
import { ActForm } from './ActForm.tsx';
import { fieldRule } from './fieldRule.ts';
import { useIdempotencyKey } from './useIdempotencyKey.ts';

/** Asks the second person for their word on something prepared; what it will post stands above. */
export function DecideButtons({
  id,
  label,
  title,
  preview,
  useDecide,
}: {
  id: string;
  label: string;
  title: string;
  preview: ReactNode;
  useDecide: (key: string) => {
    mutate: (
      variables: { id: string; body: DecisionBody },
      options: { onSuccess: () => void; onError: (error: unknown) => void },
    ) => void;
    error: unknown;
    isPending: boolean;
  };
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<DecisionBody>();
  const { key, renew, renewIfUsed } = useIdempotencyKey(`decide.${id}`);
  const decide = useDecide(key);
  const agrees = Form.useWatch('agrees', form) ?? true;
  const done = () => {
    renew();
    setOpen(false);
  };
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Modal open={open} title={title} footer={null} onCancel={() => setOpen(false)} forceRender>
        {preview}
        <ActForm
          form={form}
          error={decide.error}
          pending={decide.isPending}
          submit={t(agrees ? 'common.agreeAndPost' : 'common.refuse')}
          danger={!agrees}
          onCancel={() => setOpen(false)}
          initialValues={{ agrees: true, reason: '' }}
          onFinish={(body) =>
            decide.mutate({ id, body }, { onSuccess: done, onError: renewIfUsed })
          }
        >
          <Form.Item name="agrees" label={t('common.decision')}>
            <Radio.Group
              options={[
                { value: true, label: t('common.agree') },
                { value: false, label: t('common.refuse') },
              ]}
            />
          </Form.Item>
          <Form.Item
            name="reason"
            label={t('common.decisionReason')}
            rules={[fieldRule(decisionBody.shape.reason)]}
          >
            <Input autoComplete="off" />
          </Form.Item>
        </ActForm>
      </Modal>
    </>
  );
}
