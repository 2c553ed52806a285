import { Button, Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ArrivalBody, arrivalBody, type Pledge } from '../../shared/pledges.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useNameArrival } from './api.ts';

/** Names a recorded gift of the same donor for a pledge. */
export function NameArrival({ pledge }: { pledge: Pledge }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('pledges.arrive')}
      </Button>
      {open && <ArrivalForm pledge={pledge} onClose={() => setOpen(false)} />}
    </>
  );
}

function ArrivalForm({ pledge, onClose }: { pledge: Pledge; onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<ArrivalBody>();
  const { key, renew, renewIfUsed } = useIdempotencyKey(`pledges.arrive.${pledge.id}`);
  const arrive = useNameArrival(pledge.id, key);
  const done = () => {
    renew();
    onClose();
  };
  return (
    <Modal open title={t('pledges.arrive')} footer={null} onCancel={onClose}>
      <ActForm
        form={form}
        error={arrive.error}
        pending={arrive.isPending}
        submit={t('pledges.arriveSubmit')}
        onCancel={onClose}
        initialValues={{ donationId: pledge.candidates[0]?.donationId }}
        onFinish={(body) => arrive.mutate(body, { onSuccess: done, onError: renewIfUsed })}
      >
        <Form.Item
          name="donationId"
          label={t('pledges.gift')}
          rules={[fieldRule(arrivalBody.shape.donationId)]}
          required
        >
          <Select
            options={pledge.candidates.map(({ donationId, label }) => ({
              value: donationId,
              label,
            }))}
          />
        </Form.Item>
      </ActForm>
    </Modal>
  );
}
