type Tone = 'quiet' | 'running' | 'good' | 'waiting' | 'bad';

/** One colour for each status, the same on every page; the word carries the meaning. */
const TONES: Record<string, Tone> = {
  draft: 'quiet',
  invited: 'waiting',
  active: 'good',
  disabled: 'quiet',
  open: 'running',
  closed: 'quiet',
  submitted: 'running',
  reviewed: 'waiting',
  posted: 'good',
  discarded: 'quiet',
  visited: 'running',
  approved: 'good',
  rejected: 'bad',
  in_notice: 'waiting',
  payable: 'running',
  paid: 'good',
  withdrawn: 'quiet',
  emergency_ordered: 'waiting',
  emergency_payable: 'running',
  emergency_paid: 'waiting',
  ratified: 'good',
  to_recover: 'bad',
  valid: 'good',
  reversed: 'bad',
  signed: 'good',
  unsigned: 'waiting',
  overdue: 'bad',
  ok: 'good',
  broken: 'bad',
};

/** A status as one word in one colour. `label` is already in the reader's language. */
export function StatusTag({ status, label }: { status: string; label: string }) {
  return <span className={`status status-${TONES[status] ?? 'quiet'}`}>{label}</span>;
}
