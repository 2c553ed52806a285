import type { Cover, CoveredRole } from '../../shared/covers.ts';
import type { Role } from '../../shared/roles.ts';
import type { PublicContext, Tx } from '../core/context.ts';
import { maybe, one } from '../core/rows.ts';

/** A cover with its steps and the persons behind it. */
export interface CoverRow {
  id: string;
  role: CoveredRole;
  coveredName: string;
  coveringName: string;
  coveringLogin: string;
  coveringUserId: string;
  /** Covered, covering and entering: none of them confirms. */
  persons: string[];
  fromOn: string;
  untilOn: string;
  reason: string;
  enteredByName: string;
  confirmedByName: string | null;
  begun: boolean;
  ended: boolean;
}

const coverRows = (sql: PublicContext['client'] | Tx['sql'], id: string | null) => sql<CoverRow[]>`
  select c.id, c.role, cp.name as "coveredName", vp.name as "coveringName",
    v.login as "coveringLogin", v.id as "coveringUserId",
    array[cp.id, vp.id, ep.id]::text[] as persons, c.from_on::text as "fromOn",
    c.until_on::text as "untilOn", c.reason, ep.name as "enteredByName",
    kp.name as "confirmedByName", b.cover_id is not null as begun, n.cover_id is not null as ended
  from covers c
  join users cu on cu.id = c.covered_user_id join persons cp on cp.id = cu.person_id
  join users v on v.id = c.covering_user_id join persons vp on vp.id = v.person_id
  join users e on e.id = c.entered_by join persons ep on ep.id = e.person_id
  left join cover_steps k on k.cover_id = c.id and k.step = 'confirmed'
  left join users ku on ku.id = k.user_id left join persons kp on kp.id = ku.person_id
  left join cover_steps b on b.cover_id = c.id and b.step = 'begun'
  left join cover_steps n on n.cover_id = c.id and n.step = 'ended'
  where ${id}::uuid is null or c.id = ${id} order by c.seq desc limit 100`;

/** The last hundred covers, the newest first. */
export async function listCovers(context: PublicContext): Promise<CoverRow[]> {
  return await coverRows(context.client, null);
}

/** One cover, its covering account locked until the command ends; or undefined. */
export async function lockCover(tx: Tx, id: string): Promise<CoverRow | undefined> {
  await tx.sql`select 1 from users where id =
    (select covering_user_id from covers where id = ${id}) for update`;
  return maybe(await coverRows(tx.sql, id));
}

/** An account with its person and whether a role would clash with what that person holds. */
export async function standInOf(tx: Tx, userId: string, role: CoveredRole) {
  return maybe(
    await tx.sql<{ personId: string; status: string; roles: Role[]; clashes: boolean }[]>`
      select person_id as "personId", status, roles, incompatible_for(person_id, ${role}) as clashes
      from users where id = ${userId}`,
  );
}

export interface NewCover {
  role: CoveredRole;
  coveredUserId: string;
  coveringUserId: string;
  fromOn: string;
  untilOn: string;
  reason: string;
  enteredBy: string;
  at: Date;
}

/** Adds a cover that waits for the chair. */
export async function insertCover(tx: Tx, cover: NewCover): Promise<string> {
  const rows = await tx.sql<{ id: string }[]>`
    insert into covers (role, covered_user_id, covering_user_id, from_on, until_on, reason,
      entered_by, created_at)
    values (${cover.role}, ${cover.coveredUserId}, ${cover.coveringUserId}, ${cover.fromOn},
      ${cover.untilOn}, ${cover.reason}, ${cover.enteredBy}, ${cover.at.toISOString()})
    returning id`;
  return one(rows).id;
}

/** Notes a step; beginning gives the role, ending takes it back. */
export async function insertCoverStep(
  tx: Tx,
  step: { id: string; step: 'confirmed' | 'begun' | 'ended'; userId: string | null; at: Date },
): Promise<void> {
  await tx.sql`insert into cover_steps (cover_id, step, user_id, at)
    values (${step.id}, ${step.step}, ${step.userId}, ${step.at.toISOString()})`;
}

/** Where a cover stands on a day. */
export function coverStatusOn(row: CoverRow, today: string): Cover['status'] {
  if (row.ended || row.untilOn < today) return 'ended';
  if (row.begun) return 'running';
  return row.confirmedByName === null ? 'entered' : 'confirmed';
}
