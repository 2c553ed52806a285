import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeSealer } from '../../server/audit/seal.ts';
import { gift } from '../support/acts.ts';
import { ok } from '../support/cases.ts';
import { smallFund } from '../support/small-fund.ts';
import { tamper } from '../support/tamper.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld();
await smallFund(world);
const auditor = world.as('auditor');

interface Entry {
  seq: number;
  action: string;
  sealNo: number | null;
}

describe('GET /audit-entries', () => {
  test('pages through the trail, newest first', async () => {
    const seen: Entry[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = ok(await auditor.get(`/audit-entries?limit=7${cursor && `&cursor=${cursor}`}`));
      seen.push(...(page.items as Entry[]));
      cursor = page.nextCursor as string | null;
    }
    const seqs = seen.map((entry) => entry.seq);
    expect(seqs).toEqual(seqs.map((_, index) => seqs.length - index));
    expect(seen.at(-1)).toMatchObject({ action: 'drive.opened', sealNo: null });
  });

  test('shows what happened to one subject, without any name', async () => {
    const { id } = ok(await world.as('treasurer').post('/donations', gift({ gross: '12.00' })));
    const { items } = ok(await auditor.get(`/audit-entries?subject=donation:${id}`));
    expect(items).toMatchObject([{ action: 'donation.recorded', personName: '会计甲' }]);
    expect(items[0].body).not.toContain('王建国');
    expect(items[0].digest).toMatch(/^[0-9a-f]{64}$/);
  });

  test('refuses a cursor and a subject that we never gave, and everybody but the auditor', async () => {
    const cursor = await auditor.get('/audit-entries?cursor=e30');
    expect([cursor.status, cursor.body.code]).toEqual([422, 'PAGE_INVALID']);
    const subject = await auditor.get('/audit-entries?subject=%25');
    expect([subject.status, subject.body.code]).toEqual([422, 'VALUE_INVALID']);
    expect((await world.as('treasurer').get('/audit-entries')).status).toBe(403);
  });
});

describe('sealing', () => {
  test('seals every row once, keeps the key to its owner and each seal on the disk', async () => {
    const sealer = makeSealer(world.core);
    expect((await sealer.sealNow()).rows).toBeGreaterThan(60);
    expect((await sealer.sealNow()).rows).toBe(0);
    expect(statSync(join(world.dataDir, 'keys/seal.pem')).mode & 0o777).toBe(0o600);
    const { items } = ok(await auditor.get('/audit-entries?limit=200'));
    expect((items as Entry[]).every((entry) => entry.sealNo === 1)).toBe(true);
  });

  test('happens one after the other, whoever asks', async () => {
    for (let round = 0; round < 3; round++) {
      ok(await world.as('treasurer').post('/donations', gift({ gross: '1.00' })));
      await Promise.all(Array.from({ length: 8 }, () => makeSealer(world.core).sealNow()));
    }
    const result = ok(await auditor.post('/verifications'));
    expect(result).toMatchObject({ ok: true, unsealed: 0, sealNo: 4 });
  });

  test('goes on by itself until it is stopped', async () => {
    const stop = makeSealer(world.core).start(20);
    ok(await world.as('treasurer').post('/donations', gift({ gross: '2.00' })));
    await expect
      .poll(async () => (await world.client`select max(no)::int as no from seals`)[0]?.['no'])
      .toBe(5);
    await stop();
  });
});

describe('POST /verifications', () => {
  test('needs no key, is the auditor’s alone, and says what it looked at', async () => {
    const result = ok(await auditor.post('/verifications'));
    expect(result.findings).toEqual([]);
    expect(result.checks.length).toBeGreaterThan(20);
    expect(result.head).toMatch(/^[0-9a-f]{64}$/);
    expect((await world.as('chair').post('/verifications')).status).toBe(403);
  });

  test('names the row that a superuser changed', async () => {
    await tamper(world.adminUrl, (sql) => sql`update votes set approves = false where seq = 3`);
    const result = ok(await auditor.post('/verifications'));
    expect(result.ok).toBe(false);
    expect(result.findings.map((each: { row: string }) => each.row)).toContain(
      'vote 3 of case A2026-0002',
    );
  });
});
