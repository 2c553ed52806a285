import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import {
  type AgencyKind,
  type beneficiaryBody,
  comesIn,
  type movementBody,
} from '../../shared/agency.ts';
import { maskName } from '../../shared/identity.ts';
import { exceeds } from '../../shared/money.ts';
import type { decisionBody } from '../../shared/transfers.ts';
import { runCommand } from '../core/command.ts';
import type { Context, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { fieldError, refuseFuture } from '../core/refusals.ts';
import { requireFund } from '../funds/service.ts';
import { type Posted, postEntry } from '../ledger/journal.ts';
import { agencyMoved } from '../ledger/postings-funds.ts';
import {
  heldFor,
  insertAgencyDecision,
  insertBeneficiary,
  insertMovement,
  knowsBeneficiary,
  movementToDecide,
} from './queries.ts';

const words: Record<AgencyKind, string> = {
  money_in: '收到受托代理款',
  money_out: '转付受托代理款',
  goods_in: '收到受托代理物资',
  goods_out: '转交受托代理物资',
  convert: '受托代理款转为捐赠',
  return: '退还受托代理款',
};

/**
 * Opens a beneficiary of agency money under a code. Names are kept masked: the agreement on paper
 * names the persons. Fails with DUPLICATE for a code in use.
 */
export async function openBeneficiary(context: Context, body: z.output<typeof beneficiaryBody>) {
  refuseFuture(context, body.agreedOn, '/agreedOn');
  return runCommand(context, 'agency.beneficiary_opened', body, async (tx) => {
    const { beneficiaryName, principalName, ...rest } = body;
    await insertBeneficiary(tx, {
      ...rest,
      beneficiaryMasked: maskName(beneficiaryName),
      principalMasked: maskName(principalName),
      openedBy: context.actor.userId,
      createdAt: context.now(),
    });
    const result = { code: body.code };
    return { result, subject: `agency:${body.code}`, facts: { code: body.code } };
  });
}

/**
 * Notes agency money or goods (E15–E17). What comes in is posted at once; what goes out, back, or
 * becomes a gift waits for a second person. Fails with VALUE_INVALID at /beneficiary or /fundId,
 * FUND_INSUFFICIENT at /amount (more than is held for them), PERIOD_LOCKED, DATE_FUTURE.
 */
export async function recordMovement(context: Context, body: z.output<typeof movementBody>) {
  refuseFuture(context, body.movedOn, '/movedOn');
  return runCommand(context, 'agency.moved', body, async (tx) => {
    if (!(await knowsBeneficiary(tx, body.beneficiary))) {
      throw fieldError('VALUE_INVALID', '/beneficiary', 'There is no such beneficiary.');
    }
    if (!comesIn(body.kind)) await requireHeld(tx, body);
    const id = randomUUID();
    await insertMovement(tx, {
      id,
      ...body,
      preparedBy: context.actor.userId,
      preparedPersonId: context.actor.personId,
      preparedAt: context.now(),
    });
    const posted = comesIn(body.kind) ? await post(tx, context, { id, ...body }) : undefined;
    const result = {
      id,
      voucherId: posted?.voucherId ?? null,
      voucherNumber: posted?.voucherNumber ?? null,
    };
    const facts = { beneficiary: body.beneficiary, kind: body.kind, amount: body.amount };
    return { result, subject: `agency-movement:${id}`, facts };
  });
}

async function requireHeld(tx: Tx, body: z.output<typeof movementBody>): Promise<void> {
  const held = await heldFor(tx, body.beneficiary);
  if (held === undefined || exceeds(body.amount, held)) {
    throw new AppError('FUND_INSUFFICIENT', `Only ${held} is held for this beneficiary.`, {
      ...(held !== undefined && { available: held }),
      fields: [{ pointer: '/amount', code: 'FUND_INSUFFICIENT' }],
    });
  }
}

async function post(
  tx: Tx,
  context: Context,
  moved: Pick<
    z.output<typeof movementBody>,
    'kind' | 'till' | 'beneficiary' | 'amount' | 'fundId' | 'movedOn' | 'documentNumber'
  > & { id: string },
): Promise<Posted> {
  const fund = moved.fundId === null ? null : await requireFund(tx, moved.fundId);
  return postEntry(tx, context, {
    date: moved.movedOn,
    dateField: '/movedOn',
    summary: `${words[moved.kind]} ${moved.beneficiary}（${moved.documentNumber}）`,
    source: { type: 'agency', id: moved.id },
    posting: agencyMoved({ ...moved, fund }),
  });
}

/**
 * The second person's hand on what goes out: a cashier pays money out or back, the chair hands over
 * goods or agrees to a conversion. Agreeing posts it. Fails with NOT_FOUND, FORBIDDEN (the other of
 * the two decides), STATE_CONFLICT (decided already, or it came in), SOD_VIOLATION,
 * FUND_INSUFFICIENT, PERIOD_LOCKED.
 */
export async function decideMovement(
  context: Context,
  id: string,
  body: z.output<typeof decisionBody>,
) {
  return runCommand(context, 'agency.decided', { id, ...body }, async (tx) => {
    const row = await movementToDecide(tx, id);
    if (!row) throw new AppError('NOT_FOUND', 'There is no such movement.');
    if (row.decided || comesIn(row.kind)) {
      throw new AppError('STATE_CONFLICT', 'Nothing waits to be decided here.');
    }
    const { userId, personId, roles } = context.actor;
    const hand = row.kind === 'money_out' || row.kind === 'return' ? 'cashier' : 'chair';
    if (!roles.includes(hand)) {
      throw new AppError('FORBIDDEN', `This waits for the ${hand}.`, { params: { roles: hand } });
    }
    if (row.prepared_person_id === personId) {
      throw new AppError('SOD_VIOLATION', 'Who prepared it does not carry it out.');
    }
    const decision = { id, ...body, decidedBy: userId, decidedPersonId: personId };
    await insertAgencyDecision(tx, { ...decision, decidedAt: context.now() });
    const posted = body.agrees
      ? await post(tx, context, {
          id,
          ...row,
          fundId: row.fund_id,
          movedOn: row.moved_on,
          documentNumber: row.document_number,
        })
      : undefined;
    const result = {
      id,
      agrees: body.agrees,
      voucherId: posted?.voucherId ?? null,
      voucherNumber: posted?.voucherNumber ?? null,
    };
    return { result, subject: `agency-movement:${id}`, facts: { agrees: body.agrees } };
  });
}
