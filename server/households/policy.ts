import type { Role } from '../../shared/roles.ts';
import { birthDateOf } from '../../shared/identity.ts';

/** Who may open a family's file at all: the administrator, the committee and the tills never. */
export const householdReaders = ['caseworker', 'chair', 'auditor'] as const satisfies Role[];

interface Reader {
  roles: readonly Role[];
  communityId: string | null;
}

/** Whose files this person may see: everyone's, or those of one community. */
export function communityInSight(actor: Reader): { all: boolean; communityId: string | null } {
  const all = actor.roles.some((role) => role === 'chair' || role === 'auditor');
  return { all, communityId: actor.roles.includes('caseworker') ? actor.communityId : null };
}

/** Whether this person may see, and with a reason unmask, a family of that community. */
export function seesHousehold(actor: Reader, communityId: string): boolean {
  const sight = communityInSight(actor);
  return sight.all || sight.communityId === communityId;
}

const ADULT_AGE = 18;

/** Whether the holder of this identity number is under 18 on that day. */
export function isMinorOn(idNumber: string, today: string): boolean {
  const born = birthDateOf(idNumber);
  const comesOfAge = `${Number(born.slice(0, 4)) + ADULT_AGE}${born.slice(4)}`;
  return comesOfAge > today;
}
