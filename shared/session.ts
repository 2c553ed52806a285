import { z } from 'zod';
import { roleSchema } from './roles.ts';
import { textField } from './text.ts';

/** A password as typed. Its strength is judged on the server, with the block list. */
const typedPassword = z.string('TEXT_TYPE').min(1, 'TEXT_REQUIRED').max(512, 'TEXT_TOO_LONG');

export const signInBody = z.strictObject({
  login: textField({ max: 40 }),
  password: typedPassword,
});
export type SignInBody = z.infer<typeof signInBody>;

/** Who is signed in, and what they may open. */
export const me = z
  .object({
    userId: z.uuid(),
    personId: z.uuid(),
    name: z.string(),
    login: z.string(),
    roles: z.array(roleSchema),
    communityId: z.uuid().nullable(),
    organisationName: z.string(),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof me>;

/** The access token lives in the browser's memory only; the refresh token is a cookie. */
export const signedIn = z
  .object({ accessToken: z.string(), expiresInSeconds: z.number().int(), me })
  .meta({ id: 'SignedIn' });
export type SignedIn = z.infer<typeof signedIn>;

/** Whether the first-run page has to be shown. */
export const setupState = z
  .object({ needed: z.boolean(), organisationName: z.string().nullable(), secure: z.boolean() })
  .meta({ id: 'SetupState' });
export type SetupState = z.infer<typeof setupState>;

export const setupBody = z.strictObject({
  token: textField({ max: 100 }),
  organisationName: textField({ max: 80 }),
  communities: z
    .array(textField({ max: 30 }), 'VALUE_INVALID')
    .min(1, 'REQUIRED')
    .max(60, 'VALUE_INVALID'),
  administratorName: textField({ max: 40 }),
  login: textField({ max: 40 }),
  password: typedPassword,
});
export type SetupBody = z.infer<typeof setupBody>;

export const acceptInvitationBody = z.strictObject({
  token: textField({ max: 100 }),
  password: typedPassword,
});
export type AcceptInvitationBody = z.infer<typeof acceptInvitationBody>;

export const done = z.object({ id: z.uuid() }).meta({ id: 'Done' });
