import { and, eq, isNull } from 'drizzle-orm';
import { invitationAcknowledgements, invitations } from '../../drizzle/schema/index.ts';
import type { MadeInvitation } from '../../shared/users.ts';
import type { Context, Staff, Tx } from '../core/context.ts';
import { maybe, one } from '../core/rows.ts';

/** Makes every open link of an account useless. */
export async function voidInvitations(tx: Tx, userId: string, at: Date): Promise<void> {
  await tx.db
    .update(invitations)
    .set({ usedAt: at })
    .where(and(eq(invitations.userId, userId), isNull(invitations.usedAt)));
}

/**
 * Adds a one-time link; earlier links of the same account stop working. The database decides
 * whether a second person has to confirm it.
 */
export async function insertInvitation(tx: Tx, row: typeof invitations.$inferInsert) {
  await voidInvitations(tx, row.userId, row.createdAt);
  return one(
    await tx.db
      .insert(invitations)
      .values(row)
      .returning({ id: invitations.id, needsConfirmation: invitations.needsConfirmation }),
  );
}

/** A link with who made it, locked until the command ends. */
export async function lockMadeInvitation(tx: Tx, id: string, now: Date) {
  return maybe(
    await tx.sql<
      {
        userId: string;
        alone: boolean;
        waits: boolean;
        madeByPerson: string | null;
      }[]
    >`select i.user_id as "userId", i.alone, m.person_id as "madeByPerson",
        i.needs_confirmation and i.confirmed_at is null and i.used_at is null
          and i.ends_at > ${now.toISOString()} as waits
      from invitations i left join users m on m.id = i.made_by where i.id = ${id} for update of i`,
  );
}

/** Notes the second person. */
export async function saveConfirmation(
  tx: Tx,
  by: { id: string; userId: string; at: Date },
): Promise<void> {
  await tx.db
    .update(invitations)
    .set({ confirmedBy: by.userId, confirmedAt: by.at })
    .where(eq(invitations.id, by.id));
}

/** Notes that a person has seen the link; answers whether they had not before. */
export async function insertAcknowledgement(
  tx: Tx,
  row: typeof invitationAcknowledgements.$inferInsert,
): Promise<boolean> {
  const added = await tx.db
    .insert(invitationAcknowledgements)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: invitationAcknowledgements.invitationId });
  return added.length > 0;
}

/** Links that wait for a second person, and those made alone that this person has not seen. */
export async function listInvitations(
  sql: Context['client'],
  { actor, now }: { actor: Staff; now: string },
): Promise<MadeInvitation[]> {
  const confirms = actor.roles.some((role) => role === 'chair' || role === 'administrator');
  const sees = actor.roles.some((role) => role === 'chair' || role === 'auditor');
  return await sql<MadeInvitation[]>`
    select i.id, p.name, u.login, u.roles, q.name as "madeByName", i.resets,
      to_char(i.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "madeAt",
      (i.needs_confirmation and ${confirms} and m.person_id <> ${actor.personId})
        as "mayConfirm", (i.alone and ${sees}) as "mayAcknowledge"
    from invitations i join users u on u.id = i.user_id join persons p on p.id = u.person_id
      left join users m on m.id = i.made_by left join persons q on q.id = m.person_id
    where i.needs_confirmation and i.confirmed_at is null and i.used_at is null
        and i.ends_at > ${now}
      or i.alone and ${sees} and not exists (select 1 from invitation_acknowledgements a
        where a.invitation_id = i.id and a.person_id = ${actor.personId})
    order by i.created_at desc, u.login limit 200`;
}
