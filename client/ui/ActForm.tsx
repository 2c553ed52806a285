import { Button, Form, type FormInstance } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { applyFieldErrors, ErrorSummary } from './ErrorSummary.tsx';

/**
 * A form in one column that does one act. Enter sends, Esc goes back, fields are checked as one
 * leaves them, and a refusal stands above the form and beside its fields while the input stays.
 */
export function ActForm<Values extends object>({
  form,
  onFinish,
  error,
  pending,
  submit,
  danger = false,
  onCancel,
  initialValues,
  name,
  children,
}: {
  form: FormInstance<Values>;
  onFinish: (values: Values) => void;
  error: unknown;
  pending: boolean;
  submit: string;
  danger?: boolean;
  onCancel?: (() => void) | undefined;
  initialValues?: object | undefined;
  /** Sets its fields apart from those of another form on the same page. */
  name?: string | undefined;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const [incomplete, setIncomplete] = useState<unknown>();
  useEffect(() => {
    if (error) applyFieldErrors(form as FormInstance, error, t);
  }, [form, error, t]);
  const finish = (values: Values) => {
    setIncomplete(undefined);
    if (!pending) onFinish(values);
  };
  return (
    <Form
      form={form}
      layout="vertical"
      validateTrigger="onBlur"
      {...(name !== undefined && { name })}
      {...(initialValues && { initialValues })}
      onFinish={finish}
      onFinishFailed={setIncomplete}
      onKeyDown={(event) => goBackOnEscape(event, onCancel)}
    >
      <ErrorSummary error={incomplete ?? error} />
      {children}
      <div className="row">
        <Button type="primary" htmlType="submit" danger={danger} loading={pending}>
          {submit}
        </Button>
        {onCancel && <Button onClick={onCancel}>{t('common.cancel')}</Button>}
      </div>
    </Form>
  );
}

/** Esc first closes an open list of choices; only then does it leave the form. */
function goBackOnEscape(event: KeyboardEvent, onCancel: (() => void) | undefined) {
  const choosing =
    event.target instanceof Element && event.target.getAttribute('aria-expanded') === 'true';
  if (event.key === 'Escape' && !choosing) onCancel?.();
}
