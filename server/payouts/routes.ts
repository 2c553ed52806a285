import {
  payout,
  planned,
  recoveryBody,
  recoveryPrepared,
  repayBody,
  returnBody,
  returned,
  returnPlanBody,
  settled,
  settlementBody,
  settlementRecorded,
} from '../../shared/payouts.ts';
import { decided, decisionBody } from '../../shared/transfers.ts';
import { idParams, route } from '../core/route.ts';
import { payoutReaders } from './policy.ts';
import { decideRecovery, decideWriteOff, prepareRecovery, settleClaim } from './recoveries.ts';
import { decideCancellation, planReturn, recordReturn, repay } from './service.ts';
import { payoutFor } from './view.ts';

const returning = [
  route({
    method: 'get',
    path: '/payments/:id',
    summary: 'Read a payment with what happened to it since',
    action: 'payout.read',
    roles: payoutReaders,
    params: idParams,
    answer: payout,
    handle: ({ context, params }) => payoutFor(context, params.id),
  }),
  route({
    method: 'post',
    path: '/payments/:id/returns',
    summary: 'Record that the bank returned a transfer',
    action: 'payout.return',
    roles: ['treasurer'],
    params: idParams,
    body: returnBody,
    answer: returned,
    status: 201,
    handle: ({ context, params, body }) => recordReturn(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/payment-returns/:id/plans',
    summary: 'Plan to pay returned money again, or to give it back to its fund',
    action: 'payout.plan',
    roles: ['treasurer'],
    params: idParams,
    body: returnPlanBody,
    answer: planned,
    status: 201,
    handle: ({ context, params, body }) => planReturn(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/return-plans/:id/pay',
    summary: 'Pay returned money again, once',
    action: 'payout.repay',
    roles: ['cashier'],
    params: idParams,
    body: repayBody,
    answer: settled,
    handle: ({ context, params, body }) => repay(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/return-plans/:id/decide',
    summary: 'Agree that returned money goes back to its fund, which posts it, or refuse',
    action: 'payout.decide_cancellation',
    roles: ['chair'],
    params: idParams,
    body: decisionBody,
    answer: decided,
    handle: ({ context, params, body }) => decideCancellation(context, params.id, body),
  }),
];

const recovering = [
  route({
    method: 'post',
    path: '/payments/:id/recoveries',
    summary: 'Prepare to take aid back, as money or as a claim first',
    action: 'payout.prepare_recovery',
    roles: ['treasurer'],
    params: idParams,
    body: recoveryBody,
    answer: recoveryPrepared,
    status: 201,
    handle: ({ context, params, body }) => prepareRecovery(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/recoveries/:id/decide',
    summary: 'Agree to a recovery, which posts it, or refuse it',
    action: 'payout.decide_recovery',
    roles: ['chair'],
    params: idParams,
    body: decisionBody,
    answer: decided,
    handle: ({ context, params, body }) => decideRecovery(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/recoveries/:id/settlements',
    summary: 'Record money against a claim, or that it cannot be had',
    action: 'payout.settle_claim',
    roles: ['treasurer'],
    params: idParams,
    body: settlementBody,
    answer: settlementRecorded,
    status: 201,
    handle: ({ context, params, body }) => settleClaim(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/recovery-settlements/:id/decide',
    summary: 'Agree that a claim is lost, which posts it, or refuse',
    action: 'payout.decide_write_off',
    roles: ['chair'],
    params: idParams,
    body: decisionBody,
    answer: decided,
    handle: ({ context, params, body }) => decideWriteOff(context, params.id, body),
  }),
];

/** The endpoints of what becomes of payments: returned transfers and recovered aid. */
export const payoutRoutes = [...returning, ...recovering];
