import { z } from 'zod';
import { businessDate } from './dates.ts';
import { amountOrZero, moneySchema } from './money.ts';
import { textField } from './text.ts';

/** On what legal ground money is collected (慈善法). */
export const fundraisingBasis = z.enum(
  ['public_joint', 'targeted', 'mutual_aid', 'grant', 'individual_appeal'],
  'VALUE_INVALID',
);
export type FundraisingBasis = z.infer<typeof fundraisingBasis>;

/**
 * Who bears the platform's fee: the unrestricted fund, or the drive's own fund when donors were
 * told.
 */
export const feeBearer = z.enum(['unrestricted', 'fund'], 'VALUE_INVALID');
export type FeeBearer = z.infer<typeof feeBearer>;
export const driveStatus = z.enum(['open', 'closed']);
export type DriveStatus = z.infer<typeof driveStatus>;

/** A donation drive with its running total against the target. */
export const drive = z
  .object({
    id: z.uuid(),
    code: z.string(),
    name: z.string(),
    fundId: z.uuid(),
    fundCode: z.string(),
    fundName: z.string(),
    purpose: z.string(),
    target: moneySchema,
    startsOn: z.string(),
    endsOn: z.string().nullable(),
    fundraisingBasis,
    surplusClause: z.string(),
    feeBearer,
    status: driveStatus,
    version: z.number().int(),
    received: moneySchema,
    fees: moneySchema,
    gifts: z.number().int(),
    /** Such as NO_SURPLUS_CLAUSE. */
    warnings: z.array(z.string()),
  })
  .meta({ id: 'Drive' });
export type Drive = z.infer<typeof drive>;

export const openDriveBody = z.strictObject({
  code: textField({ max: 10 }).regex(/^D\d{1,4}$/, 'VALUE_INVALID'),
  name: textField({ max: 60 }),
  fundId: z.uuid('VALUE_INVALID'),
  purpose: textField({ max: 300, multiline: true }),
  target: amountOrZero,
  startsOn: businessDate,
  endsOn: businessDate.nullable().default(null),
  fundraisingBasis,
  surplusClause: textField({ max: 300, min: 0, multiline: true }).default(''),
  feeBearer: feeBearer.default('unrestricted'),
});
export type OpenDriveBody = z.input<typeof openDriveBody>;

export const closeDriveBody = z.strictObject({
  version: z.number('VALUE_INVALID').int('VALUE_INVALID'),
});
