import { Form, type FormInstance } from 'antd';
import { useCallback, useEffect, useRef } from 'react';
import { useMe } from '../api/session.ts';

/**
 * Keeps what is typed into a form in this window's storage, per person, so that a closed page, a
 * reload or a failing server loses nothing. Call `clear` when the act succeeded. Not for passwords.
 */
export function useDraft(formKey: string, form: FormInstance): { clear: () => void } {
  const place = `draft:${useMe()?.userId ?? ''}:${formKey}`;
  const values: unknown = Form.useWatch([], form);
  const restored = useRef(false);
  useEffect(() => {
    const kept = readDraft(place);
    if (kept) form.setFieldsValue(kept);
    restored.current = true;
  }, [form, place]);
  useEffect(() => {
    const typed = restored.current && form.isFieldsTouched();
    if (values !== undefined && typed) sessionStorage.setItem(place, JSON.stringify(values));
  }, [form, place, values]);
  const clear = useCallback(() => sessionStorage.removeItem(place), [place]);
  return { clear };
}

/** Forgets every draft and key of this window, as on signing out at a shared desk. */
export function forgetDrafts(): void {
  for (const place of Object.keys(sessionStorage)) {
    if (/^(draft|key):/.test(place)) sessionStorage.removeItem(place);
  }
}

function readDraft(place: string): Record<string, unknown> | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(place) ?? 'null');
    return typeof kept === 'object' && kept !== null ? { ...kept } : undefined;
  } catch {
    return undefined;
  }
}
