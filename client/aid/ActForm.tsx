import { App, Button, Form, type FormInstance } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { applyFieldErrors, ErrorSummary } from '../ui/ErrorSummary.tsx';
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
 * The frame of one act on a request: errors, fields, and a button that says what it does. What is
 * typed outlives a refusal, a dead network and a reload; Escape leaves without losing it.
 */
export function ActForm<Typed extends object, Body extends object, Answer>(props: {
  formKey: string;
  form: FormInstance<Typed>;
  sender: Sender<Body, Answer>;
  bodyOf: (typed: Typed) => Body;
  label: ReactNode;
  doneWords: string;
  onLeave: () => void;
  /** Where to go after success; without it the form is left. */
  onDone?: (answer: Answer) => void;
  initialValues?: Partial<Typed>;
  danger?: boolean;
  children?: ReactNode;
}) {
  const { formKey, form, sender, bodyOf, onLeave, onDone = onLeave, initialValues } = props;
  const { t } = useTranslation();
  const { message } = App.useApp();
  const draft = useDraft(formKey, form);
  const { key, renew } = useIdempotencyKey(formKey);
  const [unfinished, setUnfinished] = useState<unknown>();
  const send = (typed: Typed) => {
    setUnfinished(undefined);
    const onSuccess = (answer: Answer) => {
      draft.clear();
      renew();
      message.success(props.doneWords);
      onDone(answer);
    };
    const onError = (error: Error) => {
      applyFieldErrors(form, error, t);
      if ('code' in error && error.code === 'IDEMPOTENCY_KEY_REUSED') renew();
    };
    sender.mutate({ body: bodyOf(typed), key }, { onSuccess, onError });
  };
  return (
    <>
      <ErrorSummary error={unfinished ?? sender.error} />
      <Form<Typed>
        form={form}
        layout="vertical"
        validateTrigger="onBlur"
        {...(initialValues && { initialValues })}
        onFinish={send}
        onFinishFailed={setUnfinished}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !isOpenList(event.target)) onLeave();
        }}
      >
        {props.children}
        <div className="row">
          <Button
            type="primary"
            danger={props.danger ?? false}
            htmlType="submit"
            loading={sender.isPending}
          >
            {props.label}
          </Button>
          <Button onClick={onLeave}>{t('common.cancel')}</Button>
        </div>
      </Form>
    </>
  );
}

/** Escape closes an open list first. */
function isOpenList(target: EventTarget): boolean {
  return target instanceof Element && target.getAttribute('aria-expanded') === 'true';
}
