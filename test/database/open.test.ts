import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { administer } from '../../server/database/administer.ts';
import { attachRunning, startEmbedded } from '../../server/database/embedded.ts';
import { resolveDataDir } from '../../server/database/location.ts';
import { openDatabase, openForReading } from '../../server/database/open.ts';
import { temporaryDataDir } from '../support/embedded.ts';

const log = () => {};

describe('opening the embedded database', () => {
  const dataDir = temporaryDataDir();

  it('prepares roles, tables and seed; a reader works beside it and without it', async () => {
    await expect(openForReading({ dataDir, log })).rejects.toThrow('There is no fund in');
    let seededBy: unknown;
    const seed = async (client: Parameters<Parameters<typeof administer>[1]>[0]) => {
      seededBy = (await client`select current_user as name`)[0]?.name;
    };
    const opened = await openDatabase({ dataDir, port: 0, log, seed });
    expect(opened).toMatchObject({ embedded: true, dataDir: fs.realpathSync(dataDir) });
    expect(seededBy).toBe(opened.roles.owner);
    await administer(opened.appUrl, async (client) => {
      const [row] =
        await client`select current_user as name, to_regclass('funds') is not null as made`;
      expect(row).toEqual({ name: 'hardship_fund_app', made: true });
    });
    const beside = await openForReading({ dataDir, log });
    expect(beside.auditUrl).toBe(opened.auditUrl.replace('localhost', '127.0.0.1'));
    await beside.stop();
    expect(await attachRunning(dataDir)).toBeDefined();
    await opened.stop();

    const alone = await openForReading({ dataDir, log });
    await administer(alone.auditUrl, async (client) => {
      expect(await client`select current_user as name`).toEqual([{ name: 'hardship_fund_audit' }]);
    });
    await alone.stop();
    expect(await attachRunning(dataDir)).toBeUndefined();
  });

  it('leaves nothing running when the start fails', async () => {
    const seed = async () => await Promise.reject(new Error('the seed failed'));
    await expect(openDatabase({ dataDir, port: 0, log, seed })).rejects.toThrow('the seed failed');
    expect(await attachRunning(dataDir)).toBeUndefined();
  });
});

describe('the place of the data', () => {
  it('is named by LOCATION, and a name that leads nowhere is an error', () => {
    const folder = temporaryDataDir();
    fs.mkdirSync(folder);
    expect(resolveDataDir(folder)).toBe(folder);
    fs.mkdirSync(`${folder}-moved`);
    fs.writeFileSync(path.join(folder, 'LOCATION'), `${folder}-moved\n`);
    expect(resolveDataDir(folder)).toBe(`${folder}-moved`);
    fs.rmdirSync(`${folder}-moved`);
    expect(() => resolveDataDir(folder)).toThrow(/which does not exist: bring that folder back/);
  });

  it.runIf(process.getuid?.() === 0)(
    'moves for root when the database account cannot enter, with all that it holds',
    async () => {
      const dataDir = temporaryDataDir();
      const first = await startEmbedded({ dataDir, port: 0, ephemeral: true });
      await first.stop();
      fs.chmodSync(path.dirname(dataDir), 0o700);
      const moved = await startEmbedded({ dataDir, port: 0, ephemeral: true });
      expect(moved.dataDir).toMatch(/^\/var\/lib\/hardship-fund\/[0-9a-f]{16}$/);
      expect(fs.readdirSync(dataDir)).toEqual(['LOCATION']);
      expect(await attachRunning(dataDir)).toBe(moved.port);
      await moved.stop();
      const again = await startEmbedded({ dataDir, port: 0, ephemeral: true });
      expect(again.dataDir).toBe(moved.dataDir);
      await again.stop();
    },
  );
});
