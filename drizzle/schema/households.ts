import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { HouseholdCategory } from '../../shared/households.ts';
import { binary, instant, key } from './columns.ts';
import { communities, users } from './people.ts';

/** One data key per family, wrapped by the key-encryption key: destroying it erases the family. */
export const dataKeys = pgTable('data_keys', {
  id: key(),
  wrapped: binary(),
  wrappedBy: text().notNull(),
  createdAt: instant().notNull(),
  destroyedAt: instant(),
});

/** A family. What names or locates it is encrypted with its own key. */
export const households = pgTable(
  'households',
  {
    id: key(),
    code: text().notNull(),
    communityId: uuid()
      .notNull()
      .references(() => communities.id),
    category: text().$type<HouseholdCategory>().notNull(),
    memberCount: integer().notNull(),
    applicantIsMinor: boolean().notNull(),
    violenceRisk: boolean().notNull(),
    laidOffAllowance: boolean().notNull(),
    unemploymentInsurance: boolean().notNull(),
    minimumLivingAllowance: boolean().notNull(),
    keyId: uuid()
      .notNull()
      .references(() => dataKeys.id),
    nameSealed: text().notNull(),
    idNumberSealed: text().notNull(),
    idNumberIndex: binary().notNull(),
    phoneSealed: text(),
    addressSealed: text().notNull(),
    guardianSealed: text(),
    version: integer().notNull().default(1),
    registeredBy: uuid()
      .notNull()
      .references(() => users.id),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique('household_coded_once').on(table.code),
    unique('household_registered_once').on(table.idNumberIndex),
    index('household_by_community').on(table.communityId, table.code),
    check('household_has_members', sql`${table.memberCount} between 1 and 30`),
    check(
      'household_minor_has_guardian',
      sql`not ${table.applicantIsMinor} or ${table.guardianSealed} is not null`,
    ),
  ],
);
