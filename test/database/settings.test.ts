import { describe, expect, it } from 'vitest';
import { administer } from '../../server/database/administer.ts';
import { startEmbedded } from '../../server/database/embedded.ts';
import { ensureRoles } from '../../server/database/roles.ts';
import { checkSettings } from '../../server/database/settings.ts';
import { temporaryDataDir } from '../support/embedded.ts';

describe('the check of settings at the start', () => {
  const dataDir = temporaryDataDir();

  it('refuses a database that forgets, naming the setting and how to mend it', async () => {
    const cluster = await startEmbedded({ dataDir, port: 0, ephemeral: true });
    const url = cluster.url('postgres');
    const access = await ensureRoles(url, dataDir);
    const log = () => {};
    const check = () => checkSettings(access, { log });
    const repair = (statement: string) =>
      administer(url, async (client) => {
        for (const each of [statement, 'select pg_reload_conf()']) await client.unsafe(each);
        await client`select pg_sleep(0.2)`;
      });
    await checkSettings(access, { log, allowThrowAway: true });
    await expect(check()).rejects.toThrow(
      /The setting fsync of the database is "off".* run "ALTER SYSTEM SET fsync = on"/,
    );
    await cluster.stop();

    const durable = await startEmbedded({ dataDir, port: cluster.port });
    await check();
    await repair('alter system set full_page_writes = off');
    await expect(check()).rejects.toThrow(/The setting full_page_writes of the database is "off"/);
    await repair('alter system set full_page_writes = on');
    await repair(`alter role ${access.roles.audit} set synchronous_commit = off`);
    await expect(check()).rejects.toThrow(
      /synchronous_commit is "off" for the role postgres_audit.*ALTER ROLE postgres_audit SET/,
    );
    await repair(`alter role ${access.roles.audit} set synchronous_commit = on`);
    await check();

    const mistakes = [
      [`alter role ${access.roles.app} bypassrls`, /has the right BYPASSRLS.*NOBYPASSRLS/],
      [`alter role ${access.roles.app} nobypassrls superuser`, /has the right SUPERUSER/],
      [`alter role ${access.roles.app} nosuperuser`, undefined],
      [`grant ${access.roles.owner} to ${access.roles.app}`, /can act as the owner.*REVOKE/],
      [`revoke ${access.roles.owner} from ${access.roles.app}`, undefined],
      [`create schema mine authorization ${access.roles.app}`, /owns 1 objects.*REASSIGN OWNED/],
    ] as const;
    for (const [statement, sentence] of mistakes) {
      await administer(url, (client) => client.unsafe(statement));
      if (sentence) await expect(check()).rejects.toThrow(sentence);
      else await check();
    }
    await durable.stop();
  });
});
