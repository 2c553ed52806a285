import { Alert } from 'antd';
import type { FormInstance } from 'antd';
import type { TFunction } from 'i18next';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/http.ts';
import { moneyWords } from './MoneyText.tsx';

interface FieldMessage {
  name: (string | number)[];
  message: string;
}

/** The words for a code; a code that no catalogue knows says so, with the code to report. */
export function errorWords(t: TFunction, error: unknown): string {
  if (!(error instanceof ApiError)) return t('errors.INTERNAL');
  const { available, params } = error.problem ?? {};
  const values = { ...params, ...(available && { available: moneyWords(available) }) };
  return t(`errors.${error.code}`, {
    ...values,
    defaultValue: t('common.unknownError', { code: error.code }),
  });
}

/**
 * What went wrong, in a sentence that says what to do, and one link to each field that needs it. It
 * takes a refusal of the server or what antd's `onFinishFailed` hands over; nothing draws nothing.
 */
export function ErrorSummary({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error) box.current?.focus();
  }, [error]);
  if (!error) return null;
  const fields = isFormFailure(error) ? error.errorFields.map(ofForm) : fieldMessages(t, error);
  const sentence = isFormFailure(error) ? t('common.checkFields') : errorWords(t, error);
  return (
    <div ref={box} tabIndex={-1} className="error-summary">
      <Alert
        type="error"
        showIcon
        role="alert"
        title={sentence}
        description={fields.length > 0 && <FieldLinks fields={fields} />}
      />
    </div>
  );
}

function FieldLinks({ fields }: { fields: FieldMessage[] }) {
  return (
    <ul>
      {fields.map(({ name, message }) => (
        <li key={name.join('_')}>
          <a href={`#${name.join('_')}`} onClick={(event) => focusField(event, name)}>
            {labelOf(name)}
            {message}
          </a>
        </li>
      ))}
    </ul>
  );
}

function focusField(event: React.MouseEvent, name: (string | number)[]) {
  const field = document.getElementById(name.join('_'));
  if (!field) return;
  event.preventDefault();
  field.focus();
}

/** The field's own label, so that the summary and the form use the same word. */
function labelOf(name: (string | number)[]): string {
  const label = document.querySelector(`label[for="${CSS.escape(name.join('_'))}"]`);
  return label?.textContent ? `${label.textContent} — ` : '';
}

function fieldMessages(t: TFunction, error: unknown): FieldMessage[] {
  if (!(error instanceof ApiError)) return [];
  return (error.problem?.errors ?? []).map(({ pointer, code }) => ({
    name: fieldName(pointer),
    message: t(`errors.${code}`, { defaultValue: t('common.unknownError', { code }) }),
  }));
}

/** '/donor/name' is the antd field ['donor', 'name']; '/roles/0' points at its list. */
function fieldName(pointer: string): (string | number)[] {
  const parts = pointer.split('/').filter((part) => part !== '');
  return parts.filter((part) => !/^\d+$/.test(part));
}

interface FormFailure {
  errorFields: { name: (string | number)[]; errors: string[] }[];
}

function isFormFailure(error: unknown): error is FormFailure {
  return typeof error === 'object' && error !== null && 'errorFields' in error;
}

function ofForm({ name, errors }: FormFailure['errorFields'][number]): FieldMessage {
  return { name, message: errors[0] ?? '' };
}

/** Puts the server's refusals beside their fields; the summary still lists them all. */
export function applyFieldErrors(form: FormInstance, error: unknown, t: TFunction): void {
  form.setFields(fieldMessages(t, error).map(({ name, message }) => ({ name, errors: [message] })));
}
