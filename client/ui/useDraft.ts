import { Form, type FormInstance } from 'antd';
import { useCallback, useEffect, useRef } from 'react';
import { useMe } from '../api/session.ts';
import { draftOf, dropDraft, keepDraft } from './drafts.ts';

/**
 * Keeps what is typed into a form, per person: for seven days on this computer, so that a closed
 * window, a reload or a failing server loses nothing; forms about families only as long as the
 * window is open. Signing out forgets all of it. Call `clear` when the act succeeded. Not for
 * passwords.
 */
export function useDraft(formKey: string, form: FormInstance): { clear: () => void } {
  const userId = useMe()?.userId;
  const values: unknown = Form.useWatch([], form);
  const restored = useRef(false);
  useEffect(() => {
    const kept = draftOf(userId, formKey);
    if (kept) form.setFieldsValue(kept.values);
    restored.current = true;
  }, [form, formKey, userId]);
  useEffect(() => {
    const typed = restored.current && form.isFieldsTouched();
    if (typeof values === 'object' && values !== null && typed) {
      keepDraft(userId, formKey, { ...values });
    }
  }, [form, formKey, userId, values]);
  const clear = useCallback(() => dropDraft(userId, formKey), [formKey, userId]);
  return { clear };
}
