import { sql } from 'drizzle-orm';
import { users } from '../../drizzle/schema/index.ts';
import type { Tx } from '../core/context.ts';

/**
 * Whether a confirmed cover of this account waits for its first day that has come, or runs past its
 * last one. A condition of the query that reads the account.
 */
export const coverDueOn = (today: string) => sql<boolean>`exists (
  select 1 from covers c join cover_steps k on k.cover_id = c.id and k.step = 'confirmed'
  left join cover_steps b on b.cover_id = c.id and b.step = 'begun'
  where c.covering_user_id = ${users.id}
    and not exists (select 1 from cover_steps e where e.cover_id = c.id and e.step = 'ended')
    and case when b.cover_id is null then c.from_on <= ${today}::date
      else c.until_on < ${today}::date end)`;

/** A step that the calendar takes by itself. */
export interface DueStep {
  id: string;
  role: string;
  step: 'begun' | 'ended';
}

/** The due steps of an account, which stays locked until the command ends. */
export async function lockDueSteps(tx: Tx, userId: string, today: string): Promise<DueStep[]> {
  await tx.sql`select 1 from users where id = ${userId} for update`;
  return await tx.sql<DueStep[]>`
    select c.id, c.role, case when b.cover_id is null and c.until_on >= ${today}::date
      and u.status = 'active' and not c.role = any (u.roles)
      and not incompatible_for(u.person_id, c.role) then 'begun' else 'ended' end as step
    from covers c join users u on u.id = c.covering_user_id
    join cover_steps k on k.cover_id = c.id and k.step = 'confirmed'
    left join cover_steps b on b.cover_id = c.id and b.step = 'begun'
    where u.id = ${userId}
      and not exists (select 1 from cover_steps e where e.cover_id = c.id and e.step = 'ended')
      and case when b.cover_id is null then c.from_on <= ${today}::date
        else c.until_on < ${today}::date end
    order by step desc, c.seq`;
}

/** Notes that a cover began or ended by itself; the role moves with it. */
export async function insertDueStep(tx: Tx, { id, step }: DueStep, at: Date): Promise<void> {
  await tx.sql`insert into cover_steps (cover_id, step, user_id, at)
    values (${id}, ${step}, null, ${at.toISOString()})`;
}
