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

/**
 * `personId` names an existing person who gets a further account; else a new person is made. When
 * somebody of this name is there, one of the two has to be said.
 */
export const addUserBody = z.strictObject({
  name: textField({ max: 40 }),
  login,
  roles: z.array(roleSchema, 'VALUE_INVALID').min(1, 'REQUIRED'),
  communityId: z.uuid('VALUE_INVALID').nullable().default(null),
  personId: z.uuid('VALUE_INVALID').nullable().default(null),
  anotherPersonOfThisName: z.boolean('VALUE_INVALID').default(false),
});
export type AddUserBody = z.input<typeof addUserBody>;

export const changeRolesBody = z.strictObject({
  roles: z.array(roleSchema, 'VALUE_INVALID').min(1, 'REQUIRED'),
  communityId: z.uuid('VALUE_INVALID').nullable().default(null),
  version: z.number('VALUE_INVALID').int('VALUE_INVALID'),
});
export type ChangeRolesBody = z.input<typeof changeRolesBody>;

/**
 * The one-time token is shown once, to be handed over; it opens /invitation#token, once a second
 * person confirmed it where that is needed.
 */
export const invitation = z
  .object({
    id: z.uuid(),
    userId: z.uuid(),
    token: z.string(),
    needsConfirmation: z.boolean(),
  })
  .meta({ id: 'Invitation' });

/** A link that waits for a second person, or that was made without one and is to be seen. */
export const madeInvitation = z
  .object({
    id: z.uuid(),
    name: z.string(),
    login: z.string(),
    roles: z.array(roleSchema),
    /** Null for the command on the server itself. */
    madeByName: z.string().nullable(),
    madeAt: z.string(),
    /** Whether the account had a password already. */
    resets: z.boolean(),
    mayConfirm: z.boolean(),
    mayAcknowledge: z.boolean(),
  })
  .meta({ id: 'MadeInvitation' });
export type MadeInvitation = z.infer<typeof madeInvitation>;

/** Colleagues to choose from, such as the second visitor. */
export const colleague = z
  .object({ personId: z.uuid(), name: z.string(), roles: z.array(roleSchema) })
  .meta({ id: 'Colleague' });
export type Colleague = z.infer<typeof colleague>;
