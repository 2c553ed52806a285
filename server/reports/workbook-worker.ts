import { once } from 'node:events';
import { Writable } from 'node:stream';
import { parentPort, workerData } from 'node:worker_threads';
import { readEvidence, verify } from '../audit/verify.ts';
import { readSnapshot } from '../database/snapshot.ts';
import { coverLines, readAuditHead, readOrganisation, verdict } from './cover.ts';
import type { ExportOrder } from './queries.ts';
import { sheets } from './sheets.ts';
import { writeWorkbook, type FilledSheet } from './workbook.ts';

/** What the worker is told. It reads the books as the read-only role. */
export interface WorkbookTask {
  auditUrl: string;
  dataDir: string;
  order: ExportOrder;
  /** When the workbook is made, as an instant (ISO). */
  at: string;
  /** Whether the trail and the ledger are verified first, for the cover. */
  verified: boolean;
}

const port = parentPort!;

/** Hands each chunk over when the other side asked for one. */
function sinkOf(): Writable {
  let asked = 0;
  port.on('message', () => {
    asked += 1;
    sink.emit('asked');
  });
  const sink: Writable = new Writable({
    highWaterMark: 64 * 1024,
    write(chunk: Uint8Array, _encoding, done) {
      const send = () => {
        asked -= 1;
        const bytes = new Uint8Array(chunk);
        port.postMessage(bytes, [bytes.buffer]);
        done();
      };
      if (asked > 0) send();
      else sink.once('asked', send);
    },
  });
  return sink;
}

async function make({ auditUrl, dataDir, order, at, verified }: WorkbookTask): Promise<void> {
  const sink = sinkOf();
  const finished = once(sink, 'finish');
  await readSnapshot(
    auditUrl,
    async (sql) => {
      const checked = verified ? verdict(await verify(sql, readEvidence(dataDir))) : '未校验';
      const filled: FilledSheet[] = [];
      for (const sheet of sheets) {
        if (order.include?.includes(sheet.key) === false) continue;
        filled.push({ sheet, contents: await sheet.read(sql, order) });
      }
      const head = await readAuditHead(sql);
      const organisation = await readOrganisation(sql);
      const cover = coverLines(order, organisation, { head, verdict: checked, filled });
      const seal = `封印 ${head.sealNo} ${head.sealHash.slice(0, 16)}`;
      const footer = `${order.madeBy} ${order.madeAt} · ${seal}`;
      await writeWorkbook(sink, cover, filled, { footer, created: new Date(at) });
    },
    'hardship-fund export',
  );
  await finished;
  port.postMessage(null);
  port.close();
}

await make(workerData as WorkbookTask);
