import { z } from 'zod';
import { businessDate } from './dates.ts';
import { donorBody } from './donations.ts';
import { amount, moneySchema } from './money.ts';
import { pageOf } from './paging.ts';
import { textField } from './text.ts';

/**
 * A promise to give (E08). Without a drive it is for the unrestricted fund. Nobody pledges unnamed.
 */
export const pledgeBody = z
  .strictObject({
    driveId: z.uuid('VALUE_INVALID').nullable(),
    donor: donorBody,
    amount,
    agreedOn: businessDate,
    dueOn: businessDate,
    agreementNumber: textField({ max: 60 }),
  })
  .refine(({ donor }) => donor.kind !== 'anonymous', {
    error: 'VALUE_INVALID',
    path: ['donor', 'kind'],
  })
  .refine(({ donor }) => donor.name !== null, { error: 'REQUIRED', path: ['donor', 'name'] })
  .refine(({ agreedOn, dueOn }) => dueOn >= agreedOn, { error: 'RANGE_INVALID', path: ['dueOn'] });
export type PledgeBody = z.input<typeof pledgeBody>;
export const pledgeRecorded = z.object({ id: z.uuid() }).meta({ id: 'PledgeRecorded' });

/** The recorded gift that fulfils a pledge, or a part of it. */
export const arrivalBody = z.strictObject({ donationId: z.uuid('VALUE_INVALID') });
export type ArrivalBody = z.infer<typeof arrivalBody>;
export const arrivalRecorded = z
  .object({ id: z.uuid(), outstanding: moneySchema })
  .meta({ id: 'PledgeArrivalRecorded' });

export const pledge = z
  .object({
    id: z.uuid(),
    donorMasked: z.string(),
    fundCode: z.string(),
    driveCode: z.string().nullable(),
    amount: moneySchema,
    arrived: moneySchema,
    outstanding: moneySchema,
    agreedOn: z.string(),
    dueOn: z.string(),
    overdue: z.boolean(),
    agreementNumber: z.string(),
    recordedByName: z.string(),
    /** The gifts that may still be named for it, newest first; only for a treasurer. */
    candidates: z.array(z.object({ donationId: z.uuid(), label: z.string() })),
  })
  .meta({ id: 'Pledge' });
export type Pledge = z.infer<typeof pledge>;
export const pledgePage = pageOf(pledge).meta({ id: 'PledgePage' });
