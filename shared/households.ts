import { z } from 'zod';
import { idNumber, phone } from './identity.ts';
import { pageOf } from './paging.ts';
import { textField } from './text.ts';

export const householdCategory = z.enum(
  [
    'single_mother',
    'orphan',
    'disabled_child',
    'laid_off',
    'illness_or_disability',
    'migrant_worker',
    'domestic_violence',
    'elderly_alone',
    'dibao',
    'tekun',
    'other',
  ],
  'VALUE_INVALID',
);
export type HouseholdCategory = z.infer<typeof householdCategory>;

/**
 * What a caseworker enters about a family. The guardian is required when the applicant is a minor.
 */
export const registerHouseholdBody = z.strictObject({
  communityId: z.uuid('VALUE_INVALID'),
  category: householdCategory,
  applicantName: textField({ max: 40 }),
  idNumber,
  phone: phone.nullable().default(null),
  address: textField({ max: 120 }),
  guardianName: textField({ max: 60 }).nullable().default(null),
  memberCount: z
    .number('VALUE_INVALID')
    .int('VALUE_INVALID')
    .min(1, 'VALUE_INVALID')
    .max(30, 'VALUE_INVALID'),
  violenceRisk: z.boolean('VALUE_INVALID').default(false),
  laidOffAllowance: z.boolean('VALUE_INVALID').default(false),
  unemploymentInsurance: z.boolean('VALUE_INVALID').default(false),
  minimumLivingAllowance: z.boolean('VALUE_INVALID').default(false),
});
export type RegisterHouseholdBody = z.input<typeof registerHouseholdBody>;

export const householdRegistered = z
  .object({ id: z.uuid(), code: z.string() })
  .meta({ id: 'HouseholdRegistered' });

/** A family as lists show it: names and numbers masked. */
export const household = z
  .object({
    id: z.uuid(),
    code: z.string(),
    communityId: z.uuid(),
    communityName: z.string(),
    category: householdCategory,
    applicantName: z.string(),
    idNumber: z.string(),
    phone: z.string().nullable(),
    memberCount: z.number().int(),
    applicantIsMinor: z.boolean(),
    violenceRisk: z.boolean(),
    laidOffAllowance: z.boolean(),
    unemploymentInsurance: z.boolean(),
    minimumLivingAllowance: z.boolean(),
    mayUnmask: z.boolean(),
  })
  .meta({ id: 'Household' });
export type Household = z.infer<typeof household>;
export const householdPage = pageOf(household).meta({ id: 'HouseholdPage' });

export const unmaskBody = z.strictObject({ reason: textField({ max: 200 }) });
export type UnmaskBody = z.infer<typeof unmaskBody>;

/** The file in clear. Each view is written to the audit trail with its reason. */
export const householdUnmasked = z
  .object({
    id: z.uuid(),
    code: z.string(),
    applicantName: z.string(),
    idNumber: z.string(),
    phone: z.string().nullable(),
    address: z.string(),
    guardianName: z.string().nullable(),
  })
  .meta({ id: 'HouseholdUnmasked' });
export type HouseholdUnmasked = z.infer<typeof householdUnmasked>;
