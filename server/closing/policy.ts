import type { CloseChecklist } from '../../shared/closing.ts';
import type { Role } from '../../shared/roles.ts';
import type { Staff } from '../core/context.ts';

type Action = CloseChecklist['allowedActions'][number];

/** What decides about a month: how it stands, and who asked for it to open again. */
export interface MonthState {
  status: 'open' | 'closed';
  /** Nothing of the checklist keeps it open. */
  isReady: boolean;
  /** A fund ended it below zero, and the chair may sign that off. */
  waitsForSignature: boolean;
  /** It is the last closed month, and no audit has locked its year. */
  mayReopen: boolean;
  /** The person who asked for it to be opened again, when nobody has decided yet. */
  askedBy: string | undefined;
}

/** Who takes which act, and when (decisions 4 and 9; domain.md §1.8). */
const table: readonly {
  action: Action;
  role: Role;
  when: (month: MonthState, actor: Staff) => boolean;
}[] = [
  {
    action: 'close',
    role: 'treasurer',
    when: ({ status, isReady }) => status === 'open' && isReady,
  },
  {
    action: 'sign_deficits',
    role: 'chair',
    when: ({ status, waitsForSignature }) => status === 'open' && waitsForSignature,
  },
  {
    action: 'ask_reopening',
    role: 'treasurer',
    when: ({ mayReopen, askedBy }) => mayReopen && askedBy === undefined,
  },
  {
    action: 'decide_reopening',
    role: 'chair',
    when: ({ mayReopen, askedBy }, { personId }) =>
      mayReopen && askedBy !== undefined && askedBy !== personId,
  },
];

/** The acts that this person may take on a month now. */
export function actionsOn(month: MonthState, actor: Staff): Action[] {
  return table
    .filter(({ role, when }) => actor.roles.includes(role) && when(month, actor))
    .map(({ action }) => action);
}
