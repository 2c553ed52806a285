import { administer } from './administer.ts';
import type { DatabaseAccess, DatabaseRoles } from './roles.ts';

/**
 * Refuses a database that would lose or open the books: durability settings off for one of our
 * roles, a server before 15, or a role with more rights than it should have. The sentence names the
 * setting and how to mend it. Missing page checksums are only a warning. `allowThrowAway` skips the
 * durability settings, for clusters of tests.
 */
export async function checkSettings(
  access: DatabaseAccess,
  options: { allowThrowAway?: boolean | undefined; log: (line: string) => void },
): Promise<void> {
  for (const url of [access.appUrl, access.auditUrl]) {
    await administer(url, async (client) => {
      const [row] = await client`
        select current_user as role, current_setting('server_version_num')::int / 10000 as version,
          current_setting('fsync') as fsync,
          current_setting('full_page_writes') as full_page_writes,
          current_setting('synchronous_commit') as synchronous_commit,
          current_setting('data_checksums') as data_checksums,
          rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
          coalesce(pg_has_role(current_user,
            (select oid from pg_roles where rolname = ${access.roles.owner}), 'MEMBER'), false)
            as member,
          (select count(*)::int from pg_shdepend where deptype = 'o' and refobjid = r.oid
            and refclassid = 'pg_authid'::regclass) as owned
        from pg_roles r where rolname = current_user`;
      const facts = row as unknown as Facts;
      if (!options.allowThrowAway) refuseForgetful(facts);
      refuseMighty(facts, access.roles);
      if (facts.data_checksums !== 'on' && url === access.appUrl) options.log(checksumAdvice);
    });
  }
}

interface Facts {
  role: string;
  version: number;
  fsync: string;
  full_page_writes: string;
  synchronous_commit: string;
  data_checksums: string;
  rolsuper: boolean;
  rolbypassrls: boolean;
  rolcreaterole: boolean;
  rolcreatedb: boolean;
  rolreplication: boolean;
  member: boolean;
  owned: number;
}

const checksumAdvice =
  'warning: the database has no page checksums, so a failing disk can change the books unnoticed; ' +
  'stop PostgreSQL and run "pg_checksums --enable" on its data directory';

function refuseForgetful(facts: Facts): void {
  if (facts.version < 15) {
    throw new Error(
      `The database server is PostgreSQL ${facts.version}, and 15 or newer is needed: upgrade it.`,
    );
  }
  for (const name of ['fsync', 'full_page_writes'] as const) {
    if (facts[name] === 'on') continue;
    throw new Error(
      `The setting ${name} of the database is "${facts[name]}", so a power cut can destroy the books: ` +
        `run "ALTER SYSTEM SET ${name} = on" and "SELECT pg_reload_conf()" as its administrator.`,
    );
  }
  if (!['on', 'remote_apply'].includes(facts.synchronous_commit)) {
    throw new Error(
      `The setting synchronous_commit is "${facts.synchronous_commit}" for the role ${facts.role}, ` +
        'so an acknowledged posting can be lost: ' +
        `run "ALTER ROLE ${facts.role} SET synchronous_commit = on" as the administrator.`,
    );
  }
}

function refuseMighty(facts: Facts, roles: DatabaseRoles): void {
  const rights = [
    ['SUPERUSER', facts.rolsuper],
    ['BYPASSRLS', facts.rolbypassrls],
    ['CREATEROLE', facts.rolcreaterole],
    ['CREATEDB', facts.rolcreatedb],
    ['REPLICATION', facts.rolreplication],
  ] as const;
  for (const [right, held] of rights) {
    if (!held) continue;
    throw new Error(
      `The database role ${facts.role} has the right ${right}, so the ledger's guards do not bind it: ` +
        `run "ALTER ROLE ${facts.role} NO${right}" as the administrator.`,
    );
  }
  if (facts.member) {
    throw new Error(
      `The database role ${facts.role} can act as the owner of the tables: ` +
        `run "REVOKE ${roles.owner} FROM ${facts.role}" as the administrator.`,
    );
  }
  if (facts.owned > 0) {
    throw new Error(
      `The database role ${facts.role} owns ${facts.owned} objects, whose guards it could remove: ` +
        `run "REASSIGN OWNED BY ${facts.role} TO ${roles.owner}" as the administrator.`,
    );
  }
}
