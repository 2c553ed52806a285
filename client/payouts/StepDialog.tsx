import { Button, Form, type FormInstance, Modal } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useBusinessDate } from '../api/businessDate.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useStep } from './api.ts';

interface Step<Typed> {
  /** Names its words: `payouts.acts.<name>`. */
  name: string;
  /** Where it is sent, and what comes back. */
  path: string;
  answer: z.ZodType<unknown>;
  /** The field of the form that begins as today. */
  day: keyof Typed & string;
  initialValues?: Partial<Typed>;
  bodyOf?: (typed: Typed) => object;
  children: ReactNode;
}

/** A step on a payment: its button, and the form in which it is taken, once. */
export function StepDialog<Typed extends object>(step: Step<Typed>) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t(`payouts.acts.${step.name}`)}</Button>
      {open && <StepForm {...step} onClose={() => setOpen(false)} />}
    </>
  );
}

function StepForm<Typed extends object>({
  onClose,
  bodyOf = (typed) => typed,
  ...step
}: Step<Typed> & { onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Typed>();
  const { key, renew, renewIfUsed } = useIdempotencyKey(`payouts.${step.path}`);
  const sender = useStep(step.path, step.answer);
  useToday(form as FormInstance, step.day);
  const done = () => {
    renew();
    onClose();
  };
  return (
    <Modal open title={t(`payouts.acts.${step.name}`)} footer={null} onCancel={onClose}>
      <p className="hint">{t(`payouts.help.${step.name}`)}</p>
      <ActForm
        form={form}
        name={step.name}
        error={sender.error}
        pending={sender.isPending}
        submit={t(`payouts.send.${step.name}`)}
        onCancel={onClose}
        initialValues={step.initialValues}
        onFinish={(typed) =>
          sender.mutate({ body: bodyOf(typed), key }, { onSuccess: done, onError: renewIfUsed })
        }
      >
        {step.children}
      </ActForm>
    </Modal>
  );
}

function useToday(form: FormInstance, day: string) {
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue(day)) form.setFieldValue(day, date);
  }, [date, form, day]);
}
