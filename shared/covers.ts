import { z } from 'zod';
import { businessDate } from './dates.ts';
import { textField } from './text.ts';

/** The duties that somebody may stand in for. */
export const coveredRole = z.enum(['treasurer', 'cashier'], 'VALUE_INVALID');
export type CoveredRole = z.infer<typeof coveredRole>;

/** The most days that one cover lasts, first and last included. */
export const LONGEST_COVER_DAYS = 92;

export const enterCoverBody = z.strictObject({
  role: coveredRole,
  coveredUserId: z.uuid('VALUE_INVALID'),
  coveringUserId: z.uuid('VALUE_INVALID'),
  fromOn: businessDate,
  untilOn: businessDate,
  reason: textField({ max: 200 }),
});
export type EnterCoverBody = z.infer<typeof enterCoverBody>;

/** Entered, confirmed by the chair, running within its days, ended. */
export const coverStatus = z.enum(['entered', 'confirmed', 'running', 'ended']);

export const cover = z
  .object({
    id: z.uuid(),
    role: coveredRole,
    coveredName: z.string(),
    coveringName: z.string(),
    coveringLogin: z.string(),
    fromOn: z.string(),
    untilOn: z.string(),
    reason: z.string(),
    enteredByName: z.string(),
    confirmedByName: z.string().nullable(),
    status: coverStatus,
    mayConfirm: z.boolean(),
    mayEnd: z.boolean(),
  })
  .meta({ id: 'Cover' });
export type Cover = z.infer<typeof cover>;
export const coverStepped = z
  .object({ id: z.uuid(), status: coverStatus })
  .meta({ id: 'CoverStepped' });
