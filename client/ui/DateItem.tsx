import { Form, Input } from 'antd';
import { useEffect } from 'react';
import { businessDate } from '../../shared/dates.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { fieldRule } from './fieldRule.ts';

/** A day of an act, today's business day until somebody changes it. */
export function DateItem({ name, label }: { name: string; label: string }) {
  const form = Form.useFormInstance();
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue(name)) form.setFieldValue(name, date);
  }, [date, form, name]);
  return (
    <Form.Item name={name} label={label} rules={[fieldRule(businessDate)]} required>
      <Input type="date" />
    </Form.Item>
  );
}
