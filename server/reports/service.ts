import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { ExportBody } from '../../shared/reports.ts';
import { makeSealer } from '../audit/seal.ts';
import { runCommand } from '../core/command.ts';
import type { Context } from '../core/context.ts';
import { admission } from '../database/connect.ts';
import { workbookStream } from './export.ts';
import { fileNameOf } from './file-name.ts';
import type { ExportOrder } from './queries.ts';

/**
 * Writes into the trail that these months leave the house; the workbook itself is made when it is
 * fetched.
 */
export function makeExport(
  context: Context,
  body: ExportBody,
): Promise<{ id: string; fileName: string }> {
  return runCommand(context, 'export.made', body, async ({ operationId }) => ({
    result: { id: operationId, fileName: fileNameOf(body.fromPeriod, body.toPeriod) },
    subject: `export:${operationId}`,
    facts: { fromPeriod: body.fromPeriod, toPeriod: body.toPeriod },
  }));
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
