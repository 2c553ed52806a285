import { App, type FormInstance } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActForm } from '../ui/ActForm.tsx';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';

/** A mutation that sends a body under an idempotency key. */
interface Sender<Body, Answer> {
  mutate: (
    sent: { body: Body; key: string },
    after: { onSuccess: (answer: Answer) => void; onError: (error: Error) => void },
  ) => void;
  error: Error | null;
  isPending: boolean;
}

/**
 * One step on a request as a form: its draft and its key, and what is said when it is done.
 * `action` names its words in the catalogue ("aid.done.vote"), `subject` what it is about.
 */
export function StepForm<Typed extends object, Body extends object, Answer>(props: {
  action: string;
  subject: string;
  form: FormInstance<Typed>;
  sender: Sender<Body, Answer>;
  bodyOf: (typed: Typed) => Body;
  label: string;
  onLeave: () => void;
  /** Where to go after success; without it the form is left. */
  onDone?: (answer: Answer) => void;
  initialValues?: Partial<Typed>;
  danger?: boolean;
  children: ReactNode;
}) {
  const { action, subject, form, sender, bodyOf, onLeave, onDone = onLeave } = props;
  const { t } = useTranslation();
  const { message } = App.useApp();
  const formKey = `aid.${action}.${subject}`;
  const draft = useDraft(formKey, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(formKey);
  const done = (answer: Answer) => {
    draft.clear();
    renew();
    message.success(t(`aid.done.${action}`));
    onDone(answer);
  };
  return (
    <ActForm<Typed>
      form={form}
      error={sender.error}
      pending={sender.isPending}
      submit={props.label}
      danger={props.danger ?? false}
      onCancel={onLeave}
      initialValues={props.initialValues}
      onFinish={(typed) =>
        sender.mutate({ body: bodyOf(typed), key }, { onSuccess: done, onError: renewIfUsed })
      }
    >
      {props.children}
    </ActForm>
  );
}
