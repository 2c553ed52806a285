import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { ExportBody } from '../../shared/reports.ts';
import { makeSealer } from '../audit/seal.ts';
import { runCommand } from '../core/command.ts';
import type { Context } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { admission } from '../database/connect.ts';
import { readSnapshot } from '../database/snapshot.ts';
import { workbookStream } from './export.ts';
import { fileNameOf } from './file-name.ts';
import { gbt24589 } from './gbt24589.ts';
import { plainText, type TextFormat } from './plain-text.ts';
import { type ExportOrder, readExport } from './queries.ts';

/**
 * Writes into the trail that these months leave the house; the file itself is made when it is
 * fetched.
 */
export function makeExport(
  context: Context,
  body: ExportBody,
): Promise<{ id: string; fileName: string }> {
  return runCommand(context, 'export.made', body, async ({ operationId }) => ({
    result: { id: operationId, fileName: fileNameOf(body.fromPeriod, body.toPeriod, body.format) },
    subject: `export:${operationId}`,
    facts: {
      format: body.format,
      fromPeriod: body.fromPeriod,
      toPeriod: body.toPeriod,
      ...(body.include && { include: body.include }),
    },
  }));
}

/**
 * The order of an export that this account may fetch now; each fetch is in the trail before the
 * first byte leaves. Fails with NOT_FOUND (nobody's, somebody else's, or of another kind of file)
 * and EXPORT_EXPIRED a quarter of an hour after the order.
 */
export async function claimExport(
  context: Context,
  id: string,
  kind: 'workbook' | 'text',
): Promise<ExportOrder> {
  const by = { userId: context.actor.userId, now: context.now() };
  const order = await readExport(context.client, id, by);
  if (!order || (order.format === 'xlsx') !== (kind === 'workbook')) {
    throw new AppError('NOT_FOUND', 'There is no such export of yours.');
  }
  if (order.expired) throw new AppError('EXPORT_EXPIRED', 'Ask for this export anew.');
  const fetching = { ...context, idempotencyKey: undefined };
  await runCommand(fetching, 'export.fetched', { id }, async () => ({
    result: {},
    subject: `export:${id}`,
    facts: { format: order.format },
  }));
  return order;
}

/** Two workbooks at a time, a few waiting: each needs a processor and some hundred megabytes. */
const turn = admission(2, 4, 20_000);

/**
 * Seals the trail, so that the workbook names a head which holds its own export, then makes the
 * workbook and lends it to `send` once its first bytes are there: until then a failure is a proper
 * refusal. `signal` ends it early.
 */
export function withWorkbook(
  context: Context,
  order: ExportOrder,
  signal: AbortSignal,
  send: (workbook: Readable) => Promise<void>,
): Promise<void> {
  return turn(async () => {
    await makeSealer(context).sealNow();
    const { auditUrl, dataDir } = context;
    const at = context.now().toISOString();
    const workbook = workbookStream({ auditUrl, dataDir, order, at, verified: true });
    try {
      await once(workbook, 'readable', { signal });
      await send(workbook);
    } finally {
      workbook.destroy();
    }
  });
}

/** Lends the journal as text or XML to `send`, from one instant of the books. */
export function withText(
  context: Context,
  order: ExportOrder & { format: TextFormat | 'gbt24589' },
  send: (text: Readable) => Promise<void>,
): Promise<void> {
  const title = `${fileNameOf(order.from, order.to, order.format)} ${order.madeAt} ${order.id}`;
  return turn(() =>
    readSnapshot(context.auditUrl, async (sql) => {
      const { format } = order;
      const pieces =
        format === 'gbt24589'
          ? gbt24589(sql, order, { title })
          : plainText(sql, order, { format, title });
      await send(Readable.from(pieces));
    }),
  );
}
