import type { HouseholdCategory } from '../../shared/households.ts';
import type { Context, Tx } from '../core/context.ts';
import { maybe } from '../core/rows.ts';
import type { WrappedKey } from '../core/vault.ts';

type Sql = Context['client'] | Tx['sql'];

/** A family as the database keeps it: what names or locates it is sealed. */
export interface HouseholdRow {
  id: string;
  code: string;
  communityId: string;
  communityName: string;
  category: HouseholdCategory;
  memberCount: number;
  applicantIsMinor: boolean;
  violenceRisk: boolean;
  laidOffAllowance: boolean;
  unemploymentInsurance: boolean;
  minimumLivingAllowance: boolean;
  nameSealed: string;
  idNumberSealed: string;
  phoneSealed: string | null;
  addressSealed: string;
  guardianSealed: string | null;
  key: WrappedKey;
}

type StoredRow = Omit<HouseholdRow, 'key'> & { keyId: string; wrapped: Buffer | null };

const selected = (sql: Sql) => sql`
  select h.id, h.code, h.community_id as "communityId", c.name as "communityName", h.category,
    h.member_count as "memberCount", h.applicant_is_minor as "applicantIsMinor",
    h.violence_risk as "violenceRisk", h.laid_off_allowance as "laidOffAllowance",
    h.unemployment_insurance as "unemploymentInsurance",
    h.minimum_living_allowance as "minimumLivingAllowance", h.name_sealed as "nameSealed",
    h.id_number_sealed as "idNumberSealed", h.phone_sealed as "phoneSealed",
    h.address_sealed as "addressSealed", h.guardian_sealed as "guardianSealed",
    k.id as "keyId", k.wrapped
  from households h join communities c on c.id = h.community_id
    join data_keys k on k.id = h.key_id`;

function withKey({ keyId, wrapped, ...row }: StoredRow): HouseholdRow {
  return { ...row, key: { id: keyId, wrapped } };
}

/** One family, or undefined. */
export async function householdById(sql: Sql, id: string): Promise<HouseholdRow | undefined> {
  const row = maybe(await sql<StoredRow[]>`${selected(sql)} where h.id = ${id}`);
  return row && withKey(row);
}

/** Families from the newest code down, `limit` at most; those of one community unless `all`. */
export async function listHouseholds(
  sql: Sql,
  by: { all: boolean; communityId: string | null; before: string | null; limit: number },
): Promise<HouseholdRow[]> {
  const rows = await sql<StoredRow[]>`${selected(sql)}
    where (${by.all} or h.community_id = ${by.communityId}::uuid)
      and (${by.before}::text is null
        or (length(h.code), h.code) < (length(${by.before}::text), ${by.before}::text))
    order by length(h.code) desc, h.code desc limit ${by.limit}`;
  return rows.map(withKey);
}

export interface NewHousehold extends Omit<HouseholdRow, 'communityName' | 'key'> {
  idNumberIndex: Buffer;
  key: { id: string; wrapped: Buffer; wrappedBy: string };
  registeredBy: string;
  at: string;
}

/**
 * Writes a family and its key. A second file of the same applicant breaks
 * `household_registered_once`.
 */
export async function insertHousehold(tx: Tx, row: NewHousehold): Promise<void> {
  await tx.sql`insert into data_keys (id, wrapped, wrapped_by, created_at)
    values (${row.key.id}, ${row.key.wrapped}, ${row.key.wrappedBy}, ${row.at})`;
  await tx.sql`insert into households (id, code, community_id, category, member_count,
      applicant_is_minor, violence_risk, laid_off_allowance, unemployment_insurance,
      minimum_living_allowance, key_id, name_sealed, id_number_sealed, id_number_index,
      phone_sealed, address_sealed, guardian_sealed,
      registered_by, created_at)
    values (${row.id}, ${row.code}, ${row.communityId}, ${row.category}, ${row.memberCount},
      ${row.applicantIsMinor}, ${row.violenceRisk}, ${row.laidOffAllowance},
      ${row.unemploymentInsurance}, ${row.minimumLivingAllowance}, ${row.key.id}, ${row.nameSealed},
      ${row.idNumberSealed}, ${row.idNumberIndex}, ${row.phoneSealed}, ${row.addressSealed},
      ${row.guardianSealed}, ${row.registeredBy}, ${row.at})`;
}

/** Whether this person has opened this family's file on that day, as the audit trail has it. */
export async function wasUnmaskedBy(
  sql: Sql,
  id: string,
  by: { personId: string; day: string },
): Promise<boolean> {
  const rows = await sql`select 1 from audit_entries
    where subject = ${`household:${id}`} and action = 'household.unmasked'
      and person_id = ${by.personId} and (at at time zone 'Asia/Shanghai')::date = ${by.day}::date
    limit 1`;
  return rows.length > 0;
}
