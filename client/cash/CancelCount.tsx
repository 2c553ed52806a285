import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CancelCountBody, cancelCountBody } from '../../shared/cash.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useCancelCount } from './api.ts';

/** Lets who miscounted take the count back, with a reason, before it is confirmed. */
export function CancelCount({ id }: { id: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<CancelCountBody>();
  const [open, setOpen] = useState(false);
  const { key, renew, renewIfUsed } = useIdempotencyKey(`cancel-count-${id}`);
  const cancel = useCancelCount(id, key);
  const close = () => setOpen(false);
  const finish = (typed: CancelCountBody) =>
    cancel.mutate(typed, {
      onError: renewIfUsed,
      onSuccess: () => {
        renew();
        close();
        message.success(t('cash.cancelled'));
      },
    });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('cash.cancelCount')}</Button>
      <Modal open={open} title={t('cash.cancelCount')} footer={null} onCancel={close}>
        <ActForm
          form={form}
          error={cancel.error}
          pending={cancel.isPending}
          submit={t('cash.cancelSubmit')}
          onCancel={close}
          onFinish={finish}
        >
          <Form.Item
            name="reason"
            label={t('cash.cancelReason')}
            rules={[fieldRule(cancelCountBody.shape.reason)]}
          >
            <Input autoComplete="off" />
          </Form.Item>
        </ActForm>
      </Modal>
    </>
  );
}
