import { z } from 'zod';
import { businessDate } from './dates.ts';
import { amount, moneySchema } from './money.ts';
import { pageOf } from './paging.ts';
import { textField } from './text.ts';

/**
 * What moves for a beneficiary of agency money (受托代理): in and out (E15, goods E16), back to the
 * principal (return), or turned into a gift with the principal's written consent (convert, E17).
 */
export const agencyKind = z.enum(
  ['money_in', 'money_out', 'goods_in', 'goods_out', 'convert', 'return'],
  'VALUE_INVALID',
);
export type AgencyKind = z.infer<typeof agencyKind>;
export const agencyTill = z.enum(['bank', 'cash', 'platform'], 'VALUE_INVALID');
export type AgencyTill = z.infer<typeof agencyTill>;

/** Whether this kind moves goods, which lie in no till. */
export const movesGoods = (kind: AgencyKind) => kind === 'goods_in' || kind === 'goods_out';
/** Whether this kind is posted at once; all else waits for a second person. */
export const comesIn = (kind: AgencyKind) => kind === 'money_in' || kind === 'goods_in';

const code = z.string('VALUE_INVALID').regex(/^A\d{2,4}$/, 'VALUE_INVALID');

export const beneficiaryBody = z.strictObject({
  code,
  /** Kept masked only: the agreement on paper names the person. */
  beneficiaryName: textField({ max: 40 }),
  principalName: textField({ max: 60 }),
  purpose: textField({ max: 200 }),
  agreementNumber: textField({ max: 60 }),
  agreedOn: businessDate,
});
export type BeneficiaryBody = z.input<typeof beneficiaryBody>;
export const beneficiaryOpened = z.object({ code: z.string() }).meta({ id: 'BeneficiaryOpened' });

export const beneficiary = z
  .object({
    code: z.string(),
    beneficiaryMasked: z.string(),
    principalMasked: z.string(),
    purpose: z.string(),
    agreementNumber: z.string(),
    agreedOn: z.string(),
    /** What is held for them, and owed to them: always the same sum. */
    held: moneySchema,
  })
  .meta({ id: 'AgencyBeneficiary' });
export type Beneficiary = z.infer<typeof beneficiary>;

export const movementBody = z
  .strictObject({
    beneficiary: code,
    kind: agencyKind,
    till: agencyTill.nullable().default(null),
    /** The fund that a conversion gives to. */
    fundId: z.uuid('VALUE_INVALID').nullable().default(null),
    amount,
    goods: textField({ max: 200, min: 0 }).default(''),
    movedOn: businessDate,
    documentName: textField({ max: 80 }),
    documentNumber: textField({ max: 60 }),
  })
  .refine(({ kind, till }) => movesGoods(kind) === (till === null), {
    error: 'REQUIRED',
    path: ['till'],
  })
  .refine(({ kind, goods }) => movesGoods(kind) === (goods !== ''), {
    error: 'TEXT_REQUIRED',
    path: ['goods'],
  })
  .refine(({ kind, fundId }) => (kind === 'convert') === (fundId !== null), {
    error: 'REQUIRED',
    path: ['fundId'],
  });
export type MovementBody = z.input<typeof movementBody>;
export const movementRecorded = z
  .object({
    id: z.uuid(),
    /** Null while it waits for the second person. */
    voucherId: z.uuid().nullable(),
    voucherNumber: z.string().nullable(),
  })
  .meta({ id: 'AgencyMovementRecorded' });

export const movement = z
  .object({
    id: z.uuid(),
    beneficiary: z.string(),
    kind: agencyKind,
    till: agencyTill.nullable(),
    fundCode: z.string().nullable(),
    amount: moneySchema,
    goods: z.string(),
    movedOn: z.string(),
    documentName: z.string(),
    documentNumber: z.string(),
    preparedByName: z.string(),
    status: z.enum(['waiting', 'posted', 'refused']),
    decidedByName: z.string().nullable(),
    voucherId: z.uuid().nullable(),
    voucherNumber: z.string().nullable(),
    mayDecide: z.boolean(),
  })
  .meta({ id: 'AgencyMovement' });
export type Movement = z.infer<typeof movement>;
export const movementPage = pageOf(movement).meta({ id: 'AgencyMovementPage' });
