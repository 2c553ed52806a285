import { z } from 'zod';
import { drive } from './drives.ts';
import { fund } from './funds.ts';
import { moneySchema } from './money.ts';

/** One thing that waits for this person, one click from the act. */
export const task = z.object({
  kind: z.enum([
    'submit_request',
    'visit_request',
    'sign_visit',
    'vote',
    'confirm_urgent',
    'post_notice',
    'prepare_order',
    'pay_order',
    'record_proof',
    'bank_cash',
    'confirm_count',
    'sign_voucher',
    'review_draft',
    'approve_draft',
    'post_draft',
    'draft_returned',
    'papers_due',
    'decide_transfer',
    'carry_out_agency',
    'pay_goods',
    'approve_goods',
    'sign_goods_count',
    'decide_reopening',
    'sign_deficits',
    'decide_refund',
    'pay_refund',
    'pledge_overdue',
    'identify_receipt',
    'decide_void',
    'plan_return',
    'repay_return',
    'decide_return',
    'decide_recovery',
    'settle_claim',
    'start_recovery',
    'vote_condolence',
    'decide_advance',
    'pay_advance',
    'settle_advance',
    'review_settlement',
    'hand_out_cash',
    'invite_user',
    'sign_handover',
    'confirm_cover',
    'approve_budget',
    'over_budget',
    'cash_above_limit',
    'confirm_invitation',
    'seen_invitation',
  ]),
  /** What to show: a case number, a voucher label, a login. */
  label: z.string(),
  /** Where to go in the client, such as /aid-requests/{id}. */
  path: z.string(),
  amount: moneySchema.nullable(),
  dueOn: z.string().nullable(),
  overdue: z.boolean(),
});
export type Task = z.infer<typeof task>;

/** The home of every role: what waits, and the fund at a glance (empty for the administrator). */
export const today = z
  .object({
    date: z.string(),
    tasks: z.array(task),
    funds: z.array(fund),
    drives: z.array(drive),
    months: z.array(
      z.object({ periodId: z.number().int(), received: moneySchema, paid: moneySchema }),
    ),
  })
  .meta({ id: 'Today' });
export type Today = z.infer<typeof today>;

/** A drive as anyone may see it. */
export const publicDrive = z
  .object({
    code: z.string(),
    name: z.string(),
    purpose: z.string(),
    target: moneySchema,
    received: moneySchema,
    gifts: z.number().int(),
    startsOn: z.string(),
    endsOn: z.string().nullable(),
    status: z.enum(['open', 'closed']),
  })
  .meta({ id: 'PublicDrive' });
export type PublicDrive = z.infer<typeof publicDrive>;
export const publicOverview = z
  .object({
    organisationName: z.string().nullable(),
    received: moneySchema,
    paid: moneySchema,
    helped: z.number().int(),
  })
  .meta({ id: 'PublicOverview' });
export type PublicOverview = z.infer<typeof publicOverview>;
