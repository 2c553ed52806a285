import { z } from 'zod';

/** What a user may be; several may be held at once unless they are incompatible. */
export const roles = [
  'administrator',
  'treasurer',
  'cashier',
  'caseworker',
  'committee',
  'chair',
  'auditor',
] as const;

export const roleSchema = z.enum(roles, 'VALUE_INVALID').meta({ id: 'Role' });
export type Role = z.infer<typeof roleSchema>;

/**
 * The pairs of these roles that nobody may hold together (promises R10): who keeps the books does
 * not hold the money; who manages accounts, and who audits, does nothing else.
 */
export function incompatibleRoles(held: readonly Role[]): [Role, Role][] {
  const distinct = roles.filter((role) => held.includes(role));
  return distinct.flatMap((left, index) =>
    distinct
      .slice(index + 1)
      .filter((right) => clash(left, right))
      .map((right): [Role, Role] => [left, right]),
  );
}

function clash(left: Role, right: Role): boolean {
  const pair = [left, right];
  if (pair.includes('administrator') || pair.includes('auditor')) return true;
  return pair.includes('treasurer') && pair.includes('cashier');
}
