import type { Role } from '../../shared/roles.ts';

/** Who sees batches and their rosters at all. */
export const condolenceReaders = [
  'treasurer',
  'cashier',
  'caseworker',
  'committee',
  'chair',
  'auditor',
] as const satisfies Role[];

interface Reader {
  roles: readonly Role[];
  communityId: string | null;
}

/** Whether this person sees every batch; a mere caseworker sees those of their own community. */
export function seesEveryBatch({ roles }: Reader): boolean {
  return roles.some((role) => role !== 'caseworker');
}

/** Whether this person sees a roster by the codes of its files only (decision 21). */
export function seesCodesOnly({ roles }: Reader): boolean {
  return roles.every((role) => role === 'committee');
}
