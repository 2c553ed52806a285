import type { Verification } from '../../shared/audit.ts';
import type { Core } from '../core/context.ts';
import { admission } from '../database/connect.ts';
import { readSnapshot } from '../database/snapshot.ts';
import { makeSealer } from './seal.ts';
import { readEvidence, verify } from './verify.ts';

/** One verification at a time: it reads every row. */
const turn = admission(1, 4, 20_000);

/** Seals what is not sealed yet, then proves everything anew through the read-only role. */
export function sealAndVerify(context: Core): Promise<Verification> {
  return turn(async () => {
    await makeSealer(context).sealNow();
    // the file is read first: a seal that is made meanwhile is in neither or only in the database
    const evidence = readEvidence(context.dataDir);
    return await readSnapshot(
      context.auditUrl,
      (sql) => verify(sql, evidence),
      'hardship-fund verify',
    );
  });
}
