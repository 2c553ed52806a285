import { ok } from './cases.ts';
import type { Answer, World } from './world.ts';

/** A line of a draft. */
export const row = (
  account: string,
  side: 'debit' | 'credit',
  amount: string,
  values: object = {},
) => ({ account, side, amount, ...values });

export const slip = { name: '银行回单', number: 'B-1', datedOn: null };

/** Interest of 12.37 (V12): money comes in, so nobody has to approve it. */
export const interest = (world: World, values: object = {}) => ({
  voucherDate: world.core.today(),
  summary: '收到存款利息',
  event: 'E25',
  lines: [
    row('100201', 'debit', '12.37'),
    row('490101', 'credit', '12.37', { fundId: world.funds.F00 }),
  ],
  papers: [slip],
  ...values,
});

/** An expense of the unrestricted fund paid from the bank: the chair approves it. */
export const expense = (world: World, amount: string, values: object = {}) => ({
  voucherDate: world.core.today(),
  summary: '支付办公用品费',
  event: 'M00',
  lines: [
    row('530101', 'debit', amount, { fundId: world.funds.F00 }),
    row('100201', 'credit', amount),
  ],
  papers: [slip],
  ...values,
});

/** Takes a step of a draft on the version that it has now. */
export async function step(
  world: World,
  login: string,
  id: string,
  action: string,
  more: object = {},
): Promise<Answer> {
  const { version } = ok(await world.as('auditor').get(`/drafts/${id}`));
  return world.as(login).post(`/drafts/${id}/${action}`, { version, ...more });
}

/** A draft of `treasurer`; answers its id. */
export const drafted = async (world: World, body: object, login = 'treasurer'): Promise<string> =>
  ok(await world.as(login).post('/drafts', body)).id as string;

/** Takes a draft of `treasurer` up to its review by `treasurer2`, approved where it must be. */
export async function reviewedDraft(world: World, id: string): Promise<void> {
  ok(await step(world, 'treasurer', id, 'submit'));
  const { check } = ok(await world.as('auditor').get(`/drafts/${id}`));
  if (check.needsApproval) ok(await step(world, 'chair', id, 'approve'));
  ok(await step(world, 'treasurer2', id, 'review'));
}

/** The whole way of a draft of `treasurer`; answers what was posted. */
export async function posted(
  world: World,
  id: string,
): Promise<{ voucherId: string; voucherNumber: string; redVoucherId: string | null }> {
  await reviewedDraft(world, id);
  return ok(await step(world, 'treasurer', id, 'post'));
}

/** A voucher by hand that is in the books; answers its id. */
export const byHand = async (world: World, body: object): Promise<string> =>
  (await posted(world, await drafted(world, body))).voucherId;
