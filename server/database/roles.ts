import { createHash } from 'node:crypto';
import type { Sql } from 'postgres';
import { sqlState } from './connect.ts';
import { loadPasswords, readPasswords, scramVerifier } from './passwords.ts';
import { administer, withLogin } from './administer.ts';
import { missingSteps, readState } from './role-steps.ts';

/** The three roles of one database: who owns its tables, who works with them, who reads them. */
export interface DatabaseRoles {
  owner: string;
  app: string;
  audit: string;
}

/** The roles of a database and the addresses under which the two that may sign in do so. */
export interface DatabaseAccess {
  roles: DatabaseRoles;
  appUrl: string;
  auditUrl: string;
}

/**
 * The role names of a database: its name, made safe and short enough, with _owner, _app and _audit.
 * Names that had to be changed get a piece of hash, so that two databases never share roles.
 */
export function roleNames(database: string): DatabaseRoles {
  const safe = database
    .toLowerCase()
    .replace(/[^a-z0-9_]/g, '_')
    .replace(/^(?=\d)/, '_');
  const hash = createHash('sha256').update(database).digest('hex').slice(0, 8);
  const prefix = safe === database && safe.length <= 50 ? safe : `${safe.slice(0, 40)}_${hash}`;
  return { owner: `${prefix}_owner`, app: `${prefix}_app`, audit: `${prefix}_audit` };
}

/**
 * Brings the roles of the database at `adminUrl` into being, with the least privileges each, and
 * the schema `fund` that the owner owns; repairs what is missing and changes nothing when all is
 * well. The passwords are random and kept in `keys/database.json` of the data folder (0600). A
 * login that may not do this gets an error with the exact SQL that an administrator has to run; the
 * passwords in it are verifiers, not the passwords.
 */
export async function ensureRoles(
  adminUrl: string,
  dataDir: string,
  prefix?: string,
): Promise<DatabaseAccess> {
  const database = decodeURIComponent(new URL(adminUrl).pathname.slice(1));
  const roles = roleNames(prefix ?? database);
  const passwords = loadPasswords(dataDir, [roles.app, roles.audit]);
  const access = accessOf(adminUrl, roles, passwords);
  const verifiers = {
    app: (await signsIn(access.appUrl)) ? undefined : scramVerifier(passwords[roles.app]!),
    audit: (await signsIn(access.auditUrl)) ? undefined : scramVerifier(passwords[roles.audit]!),
  };
  await administer(adminUrl, async (client) => {
    await client`select pg_advisory_lock(hashtextextended('hardship-fund:roles', 0))`;
    const state = await readState(client, roles);
    await takeSteps(client, missingSteps(state, roles, verifiers), state);
  });
  return access;
}

/**
 * The roles and addresses of a database whose roles exist already, from the passwords kept in the
 * data folder; writes nothing and refuses when they are not there.
 */
export function savedAccess(url: string, dataDir: string, prefix?: string): DatabaseAccess {
  const database = decodeURIComponent(new URL(url).pathname.slice(1));
  const roles = roleNames(prefix ?? database);
  const passwords = readPasswords(dataDir);
  if (passwords[roles.app] === undefined || passwords[roles.audit] === undefined) {
    throw new Error(
      `${dataDir} keeps no passwords for the database "${database}": start the application there once.`,
    );
  }
  return accessOf(url, roles, passwords);
}

function accessOf(
  url: string,
  roles: DatabaseRoles,
  passwords: Record<string, string>,
): DatabaseAccess {
  return {
    roles,
    appUrl: withLogin(url, roles.app, passwords[roles.app]!),
    auditUrl: withLogin(url, roles.audit, passwords[roles.audit]!),
  };
}

async function takeSteps(
  client: Sql,
  steps: string[],
  { login, database }: { login: string; database: string },
): Promise<void> {
  if (steps.length === 0) return;
  try {
    await client.begin(async (tx) => {
      for (const step of steps) await tx.unsafe(step);
    });
  } catch (cause) {
    if (sqlState(cause) !== '42501') throw cause;
    throw new Error(
      `The login "${login}" may not prepare the roles of the database "${database}". ` +
        'An administrator has to run this once, connected to that database; then start again:\n\n' +
        steps.map((step) => `${step};\n`).join(''),
      { cause },
    );
  }
}

/**
 * Whether a role can sign in with the password that we keep; anything but a refusal of the server
 * is an error.
 */
async function signsIn(url: string): Promise<boolean> {
  try {
    await administer(url, (client) => client`select 1`);
    return true;
  } catch (error) {
    const state = sqlState(error) ?? '';
    if (state.startsWith('28') || state === '42501') return false;
    throw error;
  }
}
