import postgres, { type Sql } from 'postgres';
import { guardBegin } from './guard.ts';

/**
 * Runs `work` with one connection of its own, apart from any pool, and closes it. `parameters` are
 * settings of the session (such as `role`); they are part of the connection's start, so a
 * reconnection keeps them.
 */
export async function administer<T>(
  url: string,
  work: (client: Sql) => Promise<T>,
  parameters: Record<string, string> = {},
): Promise<T> {
  const client = postgres(url, {
    max: 1,
    connect_timeout: 10,
    onnotice: () => {},
    connection: { application_name: 'hardship-fund setup', TimeZone: 'UTC', ...parameters },
  });
  guardBegin(client);
  try {
    return await work(client);
  } finally {
    await client.end({ timeout: 5 });
  }
}

/**
 * The same with the owner's rights: whatever is made belongs to the owner and lies in the schema
 * `fund`.
 */
export function administerAsOwner<T>(
  url: string,
  roles: { owner: string; app: string; audit: string },
  work: (client: Sql) => Promise<T>,
): Promise<T> {
  return administer(url, work, {
    role: roles.owner,
    search_path: 'fund, pg_temp',
    // the migrations grant to these two, whose names differ from database to database
    'fund.app_role': roles.app,
    'fund.audit_role': roles.audit,
  });
}

/** An address of the same database for another login. */
export function withLogin(url: string, user: string, password: string): string {
  const address = new URL(url);
  address.username = user;
  address.password = password;
  return address.href;
}

/** An address of another database of the same server. */
export function withDatabase(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}
