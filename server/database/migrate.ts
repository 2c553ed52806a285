import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import type { Sql } from 'postgres';
import { administer, administerAsOwner } from './administer.ts';
import type { DatabaseRoles } from './roles.ts';

const shippedMigrations = fileURLToPath(new URL('../../drizzle/migrations', import.meta.url));

/**
 * Applies the migrations that a database lacks, as its owner, and returns how many there are.
 * Drizzle's migrator takes no lock and looks at the newest timestamp only; so others wait on an
 * advisory lock, and every migration is compared by hash afterwards: one that was skipped, or
 * edited after it was applied, is an error.
 */
export async function migrateDatabase(
  url: string,
  roles: DatabaseRoles,
  migrationsFolder: string = shippedMigrations,
): Promise<number> {
  return await administer(url, async (lock) => {
    await lock`select pg_advisory_lock(hashtextextended('hardship-fund:migrate', 0))`;
    return await administerAsOwner(url, roles, async (client) => {
      await migrate(drizzle(client), { migrationsFolder, migrationsSchema: 'fund' });
      return await compareHashes(client, migrationsFolder);
    });
  });
}

async function compareHashes(client: Sql, folder: string): Promise<number> {
  const journal = JSON.parse(readFileSync(path.join(folder, 'meta/_journal.json'), 'utf8')) as {
    entries: { tag: string }[];
  };
  const rows = await client`select hash from fund.__drizzle_migrations`;
  const applied = new Set(rows.map((row) => row.hash as string));
  for (const { tag } of journal.entries) {
    const text = readFileSync(path.join(folder, `${tag}.sql`), 'utf8');
    if (applied.delete(createHash('sha256').update(text).digest('hex'))) continue;
    throw new Error(`The migration ${tag} was skipped, or edited after it had been applied.`);
  }
  if (applied.size > 0) {
    throw new Error(
      'The database holds migrations that this release does not know: start the newer release that made them.',
    );
  }
  return journal.entries.length;
}
