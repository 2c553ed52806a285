import { Tag } from 'antd';

type Tone = 'default' | 'processing' | 'success' | 'warning' | 'error';

/** One colour for each status, the same on every page; the word carries the meaning. */
const TONES: Record<string, Tone> = {
  draft: 'default',
  invited: 'warning',
  active: 'success',
  disabled: 'default',
  open: 'processing',
  closed: 'default',
  submitted: 'processing',
  visited: 'processing',
  approved: 'success',
  rejected: 'error',
  in_notice: 'warning',
  payable: 'processing',
  paid: 'success',
  withdrawn: 'default',
  emergency_ordered: 'warning',
  emergency_payable: 'processing',
  emergency_paid: 'warning',
  ratified: 'success',
  to_recover: 'error',
  valid: 'success',
  reversed: 'error',
  signed: 'success',
  unsigned: 'warning',
  overdue: 'error',
  ok: 'success',
  broken: 'error',
};

/** A status as one word in one colour. `label` is already in the reader's language. */
export function StatusTag({ status, label }: { status: string; label: string }) {
  return <Tag color={TONES[status] ?? 'default'}>{label}</Tag>;
}
