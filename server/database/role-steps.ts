import type { Sql } from 'postgres';
import type { DatabaseRoles } from './roles.ts';

/** What a database knows of our roles, as far as the steps below depend on it. */
export interface RoleState {
  login: string;
  database: string;
  /** Whether the login may act as the owner role. */
  actsAsOwner: boolean;
  /** Role settings such as `search_path=fund, pg_temp`, by role; a missing role has no entry. */
  settings: Map<string, string[]>;
  /** Grants as "database|public|fund:role:privilege"; the role is empty for PUBLIC. */
  grants: Set<string>;
  fundOwner: string | undefined;
}

/** Reads the present state of the roles, the schema and the grants that concern us. */
export async function readState(client: Sql, roles: DatabaseRoles): Promise<RoleState> {
  const names = [roles.owner, roles.app, roles.audit];
  const [login] = await client`
    select current_user as name, current_database() as database, rolsuper as super
    from pg_roles where rolname = current_user`;
  const settings = await client`
    select rolname as name, coalesce(rolconfig, '{}') as config,
      pg_has_role(current_user, oid, 'MEMBER') as member
    from pg_roles where rolname in ${client(names)}`;
  const schemas = await client`
    select nspname as name, pg_get_userbyid(nspowner) as owner
    from pg_namespace where nspname = 'fund'`;
  const grants = await client`
    with lists as (
      select 'database' as thing, coalesce(datacl, acldefault('d', datdba)) as list
      from pg_database where datname = current_database()
      union all
      select nspname, coalesce(nspacl, acldefault('n', nspowner))
      from pg_namespace where nspname in ('public', 'fund'))
    select thing, coalesce(rolname, '') as role, privilege_type as privilege
    from lists cross join aclexplode(list) left join pg_roles on pg_roles.oid = grantee
    where grantee = 0 or rolname in ${client(names)}`;
  return {
    login: login?.name as string,
    database: login?.database as string,
    actsAsOwner:
      login?.super === true || settings.some((row) => row.name === roles.owner && row.member),
    settings: new Map(settings.map((row) => [row.name as string, row.config as string[]])),
    grants: new Set(grants.map((row) => `${row.thing}:${row.role}:${row.privilege}`)),
    fundOwner: schemas[0]?.owner as string | undefined,
  };
}

/**
 * The SQL that is still missing: for each role its creation, its password (a verifier, when the
 * kept one does not work), its settings; the schema; the grants on database and schemas. Those on
 * tables come with the migrations. Nothing when all is in place.
 */
export function missingSteps(
  state: RoleState,
  roles: DatabaseRoles,
  verifiers: { app?: string | undefined; audit?: string | undefined },
): string[] {
  return [
    ...roleSteps(state, roles.owner, 'NOLOGIN', undefined),
    ...roleSteps(state, roles.app, 'LOGIN', verifiers.app),
    ...roleSteps(state, roles.audit, 'LOGIN', verifiers.audit),
    ...settingSteps(state, roles),
    ...(state.actsAsOwner ? [] : [`GRANT ${roles.owner} TO ${quoted(state.login)}`]),
    ...grantSteps(state, roles),
    ...schemaSteps(state, roles),
  ];
}

function roleSteps(
  state: RoleState,
  role: string,
  login: 'LOGIN' | 'NOLOGIN',
  verifier: string | undefined,
): string[] {
  const password = verifier === undefined ? '' : ` PASSWORD '${verifier}'`;
  if (!state.settings.has(role)) {
    const nothing = 'NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS';
    return [`CREATE ROLE ${role} ${login} ${nothing}${password}`];
  }
  return password === '' ? [] : [`ALTER ROLE ${role} ${login}${password}`];
}

function settingSteps(state: RoleState, roles: DatabaseRoles): string[] {
  const path = 'search_path=fund, pg_temp';
  const readOnly = 'default_transaction_read_only=on';
  const wanted: [string, string][] = [
    [roles.owner, path],
    [roles.app, path],
    [roles.audit, path],
    [roles.audit, readOnly],
  ];
  return wanted
    .filter(([role, setting]) => !state.settings.get(role)?.includes(setting))
    .map(([role, setting]) => `ALTER ROLE ${role} SET ${setting.replace('=', ' = ')}`);
}

function grantSteps({ database, grants }: RoleState, roles: DatabaseRoles): string[] {
  const name = quoted(database);
  const steps: string[] = [];
  if ([...grants].some((grant) => grant.startsWith('database::'))) {
    steps.push(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  }
  if (!grants.has(`database:${roles.owner}:CREATE`)) {
    // the migrations make their table of applied migrations through CREATE SCHEMA IF NOT EXISTS
    steps.push(`GRANT CREATE ON DATABASE ${name} TO ${roles.owner}`);
  }
  for (const role of [roles.owner, roles.app, roles.audit]) {
    if (grants.has(`database:${role}:CONNECT`)) continue;
    steps.push(`GRANT CONNECT ON DATABASE ${name} TO ${role}`);
  }
  if ([...grants].some((grant) => grant.startsWith('public::'))) {
    steps.push('REVOKE ALL ON SCHEMA public FROM PUBLIC');
  }
  return steps;
}

function schemaSteps({ fundOwner, grants }: RoleState, roles: DatabaseRoles): string[] {
  const steps: string[] = [];
  if (fundOwner === undefined) steps.push(`CREATE SCHEMA fund AUTHORIZATION ${roles.owner}`);
  else if (fundOwner !== roles.owner) steps.push(`ALTER SCHEMA fund OWNER TO ${roles.owner}`);
  for (const role of [roles.app, roles.audit]) {
    if (!grants.has(`fund:${role}:USAGE`)) steps.push(`GRANT USAGE ON SCHEMA fund TO ${role}`);
  }
  return steps;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
