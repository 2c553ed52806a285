import type { Sql } from 'postgres';

/** Fills the template that every test database is a clone of; runs as the owner of the tables. */
export async function seedTemplate(_owner: Sql): Promise<void> {
  // the seed of drizzle/seed.ts comes here
}
