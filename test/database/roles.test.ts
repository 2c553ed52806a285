import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { administer, withDatabase, withLogin } from '../../server/database/administer.ts';
import { sqlState } from '../../server/database/connect.ts';
import { ensureRoles, roleNames, savedAccess } from '../../server/database/roles.ts';
import { checkSettings } from '../../server/database/settings.ts';
import { freshDatabase } from '../support/database.ts';

const server = await freshDatabase();
const { roles } = server;
const keys = mkdtempSync(path.join(tmpdir(), 'hardship-keys-'));
afterAll(() => rmSync(keys, { recursive: true }));

const refusal = async (url: string, statement: string) =>
  await administer(url, async (client) => {
    const answer = await client.unsafe(statement).then(() => 'allowed', sqlState);
    return answer ?? 'no code';
  });

describe('role names', () => {
  it('come from the database name, safe, short and never shared', () => {
    expect(roleNames('hardship_fund').app).toBe('hardship_fund_app');
    const names = ['a-b', 'a_b', 'A_b', '街道', '7days', 'x'.repeat(63), `${'x'.repeat(62)}y`];
    const all = names.flatMap((name) => Object.values(roleNames(name)));
    expect(new Set(all).size).toBe(all.length);
    for (const name of all) expect(name).toMatch(/^[a-z_][a-z0-9_]{0,62}$/);
  });
});

describe('the application role', () => {
  it.each([
    'CREATE TABLE mine (id int)',
    'CREATE TABLE public.mine (id int)',
    'CREATE TEMPORARY TABLE mine (id int)',
    'CREATE SCHEMA mine',
    `SET ROLE ${roles.owner}`,
    'SET SESSION AUTHORIZATION postgres',
    'TRUNCATE funds',
    'DROP TABLE funds',
    'DROP SCHEMA fund CASCADE',
    'ALTER TABLE funds DISABLE TRIGGER ALL',
    "SET session_replication_role = 'replica'",
    `ALTER ROLE ${roles.app} SUPERUSER`,
    `GRANT ${roles.owner} TO ${roles.app}`,
    'CREATE EXTENSION dblink',
    "COPY funds TO PROGRAM 'cat'",
    "SELECT pg_read_file('postgresql.conf')",
    'ALTER SYSTEM SET fsync = off',
    "CREATE FUNCTION fund.mine() RETURNS int LANGUAGE sql AS 'select 1'",
  ])('may not: %s', async (statement) => {
    expect(await refusal(server.appUrl, statement)).toMatch(/^(42501|42704|0A000)$/);
  });

  it('is checked at the start, as is the audit role', async () => {
    await expect(checkSettings(server, { allowThrowAway: true, log: () => {} })).resolves.toBe(
      undefined,
    );
  });
});

describe('the audit role', () => {
  it('reads only', async () => {
    await administer(server.auditUrl, async (client) => {
      const [row] = await client`
        select current_setting('transaction_read_only') as read_only,
          current_setting('search_path') as path`;
      expect(row).toEqual({ read_only: 'on', path: 'fund, pg_temp' });
    });
    expect(await refusal(server.auditUrl, 'CREATE TABLE mine (id int)')).toBe('25006');
    const anyway = 'SET transaction_read_only = off; CREATE TABLE mine (id int)';
    expect(await refusal(server.auditUrl, anyway)).toBe('42501');
  });
});

describe('a server of somebody else', () => {
  const database = `other_${process.pid}`;
  const url = withDatabase(server.adminUrl, database);
  const names = roleNames(database);
  const asLogin = (login: string) => withLogin(url, login, 'a test password');
  const creator = `${database}_creator`;
  const plain = `${database}_plain`;

  it('is prepared by a login that may create roles and owns the database', async () => {
    await administer(server.adminUrl, async (client) => {
      await client.unsafe(`create role ${creator} login createrole password 'a test password'`);
      await client.unsafe(`create role ${plain} login password 'a test password'`);
      await client.unsafe(`create database ${database} owner ${creator}`);
    });
    await administer(url, (client) =>
      client.unsafe(`grant connect on database ${database} to ${plain}`),
    );
    const access = await ensureRoles(asLogin(creator), keys);
    expect(access.roles).toEqual(names);
    await checkSettings(access, { allowThrowAway: true, log: () => {} });
    const file = path.join(keys, 'keys/database.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await ensureRoles(asLogin(creator), keys)).toEqual(access);
    expect(savedAccess(asLogin(creator), keys)).toEqual(access);
    expect(() => savedAccess(asLogin(creator), '/nowhere')).toThrow('keeps no passwords');
    await remove();
  });

  it('refuses with the SQL to run when the login may not, and starts once it was run', async () => {
    const message = await ensureRoles(asLogin(plain), keys).then(
      () => 'no refusal',
      (error: Error) => error.message,
    );
    expect(message).toContain(`The login "${plain}" may not prepare the roles`);
    const passwords = Object.values(
      JSON.parse(readFileSync(path.join(keys, 'keys/database.json'), 'utf8')) as object,
    ) as string[];
    for (const password of passwords) expect(message).not.toContain(password);
    const statements = message.slice(message.indexOf('\n\n'));
    await administer(url, (client) => client.unsafe(statements));
    const access = await ensureRoles(asLogin(plain), keys);
    await checkSettings(access, { allowThrowAway: true, log: () => {} });
    await remove(true);
  });

  async function remove(all = false): Promise<void> {
    const created = `${names.app}, ${names.audit}, ${names.owner}`;
    await administer(url, async (client) => {
      await client.unsafe(`drop schema fund; drop owned by ${created}`);
      await client.unsafe(`drop role ${created}`);
    });
    if (!all) return;
    await administer(server.adminUrl, async (client) => {
      await client.unsafe(`drop database ${database} with (force)`);
      await client.unsafe(`drop role ${creator}, ${plain}`);
    });
  }
});
