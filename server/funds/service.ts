import type { Fund, OpenFundBody } from '../../shared/funds.ts';
import { runCommand } from '../core/command.ts';
import type { Context, PublicContext, Tx } from '../core/context.ts';
import { fundById, insertFund, listFunds, unrestrictedFund } from './queries.ts';

/** Opens a fund. Fails with DUPLICATE for a code in use. */
export async function openFund(context: Context, body: OpenFundBody): Promise<{ id: string }> {
  return runCommand(context, 'fund.opened', body, async (tx) => {
    const id = await insertFund(tx, { ...body, createdAt: context.now() });
    return { result: { id }, subject: `fund:${id}`, facts: { code: body.code, kind: body.kind } };
  });
}

/**
 * The fund with this id, for a command that binds something to it. Fails with VALUE_INVALID at
 * /fundId.
 */
export async function requireFund(tx: Tx, id: string) {
  return fundById(tx, id);
}

/** The unrestricted fund F00, which bears fees and takes gifts without a purpose. */
export async function requireUnrestrictedFund(tx: Tx) {
  return unrestrictedFund(tx);
}

/** What every fund holds now. */
export async function fundsNow(context: PublicContext): Promise<Fund[]> {
  return listFunds(context);
}
