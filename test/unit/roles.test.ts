import { describe, expect, it } from 'vitest';
import { incompatibleRoles, roles } from '../../shared/roles.ts';

describe('roles that nobody may hold together', () => {
  it.each([
    [['treasurer', 'cashier'] as const, [['treasurer', 'cashier']]],
    [['administrator', 'chair'] as const, [['administrator', 'chair']]],
    [['auditor', 'caseworker'] as const, [['caseworker', 'auditor']]],
    [['caseworker', 'committee', 'chair'] as const, []],
    [['treasurer', 'caseworker'] as const, []],
    [['auditor', 'auditor'] as const, []],
    [[] as const, []],
  ])('%j', (held, pairs) => {
    expect(incompatibleRoles(held)).toEqual(pairs);
  });

  it('leave each role possible alone', () => {
    for (const role of roles) expect(incompatibleRoles([role])).toEqual([]);
  });
});
