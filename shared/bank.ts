import { z } from 'zod';
import { businessDate } from './dates.ts';
import { amount, moneySchema } from './money.ts';
import { pageOf } from './paging.ts';
import { textField } from './text.ts';

/** What the bank or the treasury does to our account: interest E25, a fee E26, a grant E35. */
export const bankEventKind = z.enum(['interest', 'fee', 'grant'], 'VALUE_INVALID');
export type BankEventKind = z.infer<typeof bankEventKind>;

export const bankEventBody = z.strictObject({
  kind: bankEventKind,
  /** The fund that earns it; a fee is always the unrestricted fund's. */
  fundId: z.uuid('VALUE_INVALID'),
  amount,
  happenedOn: businessDate,
  /** The bank's own number for it: it is booked once. */
  reference: textField({ max: 64 }),
  note: textField({ max: 200, min: 0 }).default(''),
});
export type BankEventBody = z.input<typeof bankEventBody>;

export const bankEventRecorded = z
  .object({ id: z.uuid(), voucherId: z.uuid(), voucherNumber: z.string() })
  .meta({ id: 'BankEventRecorded' });

export const bankEvent = z
  .object({
    id: z.uuid(),
    kind: bankEventKind,
    fundCode: z.string(),
    amount: moneySchema,
    happenedOn: z.string(),
    reference: z.string(),
    note: z.string(),
    voucherId: z.uuid(),
    voucherNumber: z.string(),
    /** Taken back by a red voucher. */
    reversed: z.boolean(),
  })
  .meta({ id: 'BankEvent' });
export type BankEvent = z.infer<typeof bankEvent>;
export const bankEventPage = pageOf(bankEvent).meta({ id: 'BankEventPage' });
