import { z } from 'zod';
import { roleSchema } from './roles.ts';
import { textField } from './text.ts';

export const login = textField({ max: 40 }).regex(/^[a-z][a-z0-9._-]{1,39}$/, 'VALUE_INVALID');

/** An account of the staff, as the administrator sees it. */
export const user = z
  .object({
    id: z.uuid(),
    personId: z.uuid(),
    name: z.string(),
    login: z.string(),
    roles: z.array(roleSchema),
    communityId: z.uuid().nullable(),
    status: z.enum(['invited', 'active', 'disabled']),
    version: z.number().int(),
  })
  .meta({ id: 'User' });
export type User = z.infer<typeof user>;

/** `personId` names an existing person who gets a further account; else a new person is made. */
export const addUserBody = z.strictObject({
  name: textField({ max: 40 }),
  login,
  roles: z.array(roleSchema, 'VALUE_INVALID').min(1, 'REQUIRED'),
  communityId: z.uuid('VALUE_INVALID').nullable().default(null),
  personId: z.uuid('VALUE_INVALID').nullable().default(null),
});
export type AddUserBody = z.input<typeof addUserBody>;

export const changeRolesBody = z.strictObject({
  roles: z.array(roleSchema, 'VALUE_INVALID').min(1, 'REQUIRED'),
  communityId: z.uuid('VALUE_INVALID').nullable().default(null),
  version: z.number('VALUE_INVALID').int('VALUE_INVALID'),
});
export type ChangeRolesBody = z.input<typeof changeRolesBody>;

/** The one-time token is shown once, to be handed over; it opens /invitation#token. */
export const invitation = z
  .object({ userId: z.uuid(), token: z.string() })
  .meta({ id: 'Invitation' });

/** Colleagues to choose from, such as the second visitor. */
export const colleague = z
  .object({ personId: z.uuid(), name: z.string(), roles: z.array(roleSchema) })
  .meta({ id: 'Colleague' });
export type Colleague = z.infer<typeof colleague>;
