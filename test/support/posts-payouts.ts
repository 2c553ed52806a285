import { fillFund, ok, payable } from './cases.ts';
import { made, money, next, post, today } from './prepared.ts';
import type { World } from './world.ts';

/** An order that waits for the cashier, with the money for it in its fund. */
export async function waitingOrder(world: World, amount = '500.00') {
  await fillFund(world, amount, today(world));
  return payable(world, amount);
}

/** A payment from the bank; answers its id and its request. */
export async function paidAid(world: World, amount = '500.00') {
  const { id: requestId, orderId } = await waitingOrder(world, amount);
  const body = { paidOn: today(world), bankReference: `ZF-${next()}` };
  const { id } = made(await world.as('cashier').post(`/payment-orders/${orderId}/pay`, body));
  return { id, requestId, orderId };
}

/** An order that somebody asked to void. */
export async function askedVoid(world: World, outcome = 'again') {
  const { id, orderId } = await waitingOrder(world);
  const body = { outcome, reason: '账号有误' };
  ok(await world.as('treasurer').post(`/payment-orders/${orderId}/void`, body));
  return { id, orderId };
}

/** A body for POST /payments/:id/returns. */
export const returnOf = (world: World, values: object = {}) => ({
  returnedOn: today(world),
  bankReference: `TH-${next()}`,
  reason: '账户已销户',
  ...values,
});

/** A payment that the bank returned; answers the ids of both. */
export async function returnedAid(world: World, amount = '500.00') {
  const payment = await paidAid(world, amount);
  const path = `/payments/${payment.id}/returns`;
  const { id } = made(await world.as('treasurer').post(path, returnOf(world)));
  return { ...payment, returnId: id };
}

/** A plan to pay returned money again. */
export const repayPlan = (values: object = {}) => ({
  way: 'repay',
  reason: '换卡',
  payeeKind: 'applicant',
  payeeName: '王小芳',
  payeeAccount: '6200000000000013',
  payeeBank: '另一银行',
  ...values,
});

/** A plan to give returned money back to its fund. */
export const cancelPlan = (world: World, values: object = {}) => ({
  way: 'cancel',
  reason: '家庭已搬离',
  cancelledOn: today(world),
  ...values,
});

/** Returned money with a plan of this kind. */
export async function plannedReturn(world: World, way: 'repay' | 'cancel', amount = '500.00') {
  const back = await returnedAid(world, amount);
  const body = way === 'repay' ? repayPlan() : cancelPlan(world);
  const path = `/payment-returns/${back.returnId}/plans`;
  const { id } = made(await world.as('treasurer').post(path, body));
  return { ...back, planId: id };
}

/** A body for POST /payments/:id/recoveries: 200.00 that came into the bank. */
export const recoveryOf = (world: World, values: object = {}) => ({
  cause: 'repaid',
  till: 'bank',
  amount: '200.00',
  recoveredOn: today(world),
  bankReference: `ZH-${next()}`,
  documentNumber: `ZH-${next()}`,
  reason: '孩子康复，退回余款',
  ...values,
});

/** A claim on aid: no money yet. */
export const claimOf = (world: World, values: object = {}) =>
  recoveryOf(world, { till: null, bankReference: null, cause: 'fraud', ...values });

/** A recovery that waits for the chair. */
export async function preparedRecovery(world: World, values: object = {}) {
  const payment = await paidAid(world);
  const path = `/payments/${payment.id}/recoveries`;
  const body = recoveryOf(world, values);
  const { id } = made(await world.as('treasurer').post(path, body));
  return { ...payment, recoveryId: id };
}

/** A claim of 200.00 that the chair agreed to. */
export async function openClaim(world: World) {
  const claim = await preparedRecovery(world, claimOf(world));
  ok(await world.as('chair').post(`/recoveries/${claim.recoveryId}/decide`, { agrees: true }));
  return claim;
}

/** A body for POST /recoveries/:id/settlements. */
export const settlementOf = (world: World, values: object = {}) => ({
  way: 'received',
  till: 'bank',
  amount: '200.00',
  settledOn: today(world),
  bankReference: `SH-${next()}`,
  ...values,
});

/** A loss of a claim, of a way of its own: no till and no transfer. */
export const lossOf = (world: World, values: object = {}) =>
  settlementOf(world, {
    way: 'written_off',
    till: null,
    bankReference: null,
    reason: '失联',
    ...values,
  });

/** A claim whose loss waits for the chair; answers the id of the settlement too. */
export async function notedLoss(world: World) {
  const claim = await openClaim(world);
  const path = `/recoveries/${claim.recoveryId}/settlements`;
  const { id } = made(await world.as('treasurer').post(path, lossOf(world)));
  return { ...claim, settlementId: id };
}

const agrees = { agrees: true };

/** The POST routes of voided orders, returned transfers and recovered aid. */
export const payoutPosts = [
  post('/payment-orders/:id/void', async (world) => ({
    login: 'treasurer',
    path: `/payment-orders/${(await waitingOrder(world)).orderId}/void`,
    body: { outcome: 'again', reason: '账号有误' },
  })),
  post(
    '/payment-orders/:id/void/decide',
    async (world) => ({
      login: 'worker',
      path: `/payment-orders/${(await askedVoid(world, 'withdraw')).orderId}/void/decide`,
      body: agrees,
    }),
    money,
  ),
  post(
    '/payments/:id/returns',
    async (world) => ({
      login: 'treasurer',
      path: `/payments/${(await paidAid(world)).id}/returns`,
      body: returnOf(world),
    }),
    money,
  ),
  post('/payment-returns/:id/plans', async (world) => ({
    login: 'treasurer',
    path: `/payment-returns/${(await returnedAid(world)).returnId}/plans`,
    body: repayPlan(),
  })),
  post(
    '/return-plans/:id/pay',
    async (world) => ({
      login: 'cashier',
      path: `/return-plans/${(await plannedReturn(world, 'repay')).planId}/pay`,
      body: { paidOn: today(world), bankReference: `CF-${next()}` },
    }),
    money,
  ),
  post(
    '/return-plans/:id/decide',
    async (world) => ({
      login: 'chair',
      path: `/return-plans/${(await plannedReturn(world, 'cancel')).planId}/decide`,
      body: agrees,
    }),
    money,
  ),
  post('/payments/:id/recoveries', async (world) => ({
    login: 'treasurer',
    path: `/payments/${(await paidAid(world)).id}/recoveries`,
    body: recoveryOf(world),
  })),
  post(
    '/recoveries/:id/decide',
    async (world) => ({
      login: 'chair',
      path: `/recoveries/${(await preparedRecovery(world)).recoveryId}/decide`,
      body: agrees,
    }),
    money,
  ),
  post(
    '/recoveries/:id/settlements',
    async (world) => ({
      login: 'treasurer',
      path: `/recoveries/${(await openClaim(world)).recoveryId}/settlements`,
      body: settlementOf(world),
    }),
    money,
  ),
  post(
    '/recovery-settlements/:id/decide',
    async (world) => ({
      login: 'chair',
      path: `/recovery-settlements/${(await notedLoss(world)).settlementId}/decide`,
      body: agrees,
    }),
    money,
  ),
];
