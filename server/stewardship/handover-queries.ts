import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import {
  accounts,
  handovers,
  handoverSignatures,
  persons,
  users,
} from '../../drizzle/schema/index.ts';
import type { BooksAtHandover, HandoverPart } from '../../shared/handovers.ts';
import type { Role } from '../../shared/roles.ts';
import type { PublicContext, Tx } from '../core/context.ts';
import { maybe, one } from '../core/rows.ts';

const giver = alias(persons, 'giver');
const receiver = alias(persons, 'receiver');
const witness = alias(persons, 'witness');

/** How many of the three have signed. */
const signed = sql<number>`(select count(*)::int from handover_signatures s
  where s.handover_id = ${handovers.id})`;
/** Whether the same giver made a newer list for the same duty. */
const superseded = sql<boolean>`exists (select 1 from handovers x where x.kind = ${handovers.kind}
  and x.from_person_id = ${handovers.fromPersonId} and x.seq > ${handovers.seq})`;

const columns = {
  id: handovers.id,
  kind: handovers.kind,
  handedOn: handovers.handedOn,
  fromName: giver.name,
  toName: receiver.name,
  witnessName: witness.name,
  fromPersonId: handovers.fromPersonId,
  toPersonId: handovers.toPersonId,
  witnessPersonId: handovers.witnessPersonId,
  items: handovers.items,
  balances: handovers.balances,
  signed,
  superseded,
};

const selectFrom = (db: PublicContext['database'] | Tx['db']) =>
  db
    .select(columns)
    .from(handovers)
    .innerJoin(giver, eq(giver.id, handovers.fromPersonId))
    .innerJoin(receiver, eq(receiver.id, handovers.toPersonId))
    .innerJoin(witness, eq(witness.id, handovers.witnessPersonId));

/** The last hundred handovers, the newest first. */
export async function listHandovers(context: PublicContext) {
  return selectFrom(context.database).orderBy(desc(handovers.seq)).limit(100);
}

/** One handover, or undefined. */
export async function handoverById(db: PublicContext['database'] | Tx['db'], id: string) {
  return maybe(await selectFrom(db).where(eq(handovers.id, id)));
}

/** Who signed a handover, in the order of signing. */
export async function signaturesOf(context: PublicContext, id: string) {
  return context.database
    .select({
      part: handoverSignatures.part,
      name: persons.name,
      signedAt: handoverSignatures.signedAt,
    })
    .from(handoverSignatures)
    .innerJoin(persons, eq(persons.id, handoverSignatures.personId))
    .where(eq(handoverSignatures.handoverId, id))
    .orderBy(asc(handoverSignatures.seq));
}

/** The names of accounts by their codes. */
export async function accountNames(context: PublicContext, codes: string[]) {
  const rows = await context.database
    .select({ code: accounts.code, zh: accounts.nameZh, en: accounts.nameEn })
    .from(accounts)
    .where(inArray(accounts.code, codes));
  return Object.fromEntries(rows.map(({ code, zh, en }) => [code, { zh, en }]));
}

const KEEPERS: Role[] = ['treasurer', 'cashier', 'chair'];

/** The active people who keep books, cash or stamps, each with all roles of their accounts. */
export async function keepers(db: PublicContext['database'] | Tx['db']) {
  const rows = await db
    .select({ personId: persons.id, name: persons.name, roles: users.roles })
    .from(users)
    .innerJoin(persons, eq(persons.id, users.personId))
    .where(and(eq(users.status, 'active'), sql`${users.roles} && ${sql.param(KEEPERS)}::text[]`))
    .orderBy(asc(persons.name), asc(users.login));
  const people = new Map<string, { personId: string; name: string; roles: Role[] }>();
  for (const { personId, name, roles } of rows) {
    const known = people.get(personId)?.roles ?? [];
    people.set(personId, { personId, name, roles: [...new Set([...known, ...roles])] });
  }
  return [...people.values()];
}

/** Whether what a list says of the books still holds. */
export async function booksStill(context: PublicContext, id: string): Promise<boolean> {
  const rows = await context.client<{ still: boolean }[]>`
    select balances = books_at_handover() as still from handovers where id = ${id}`;
  return one(rows).still;
}

/** What the books say, with every post held off until the command ends. */
export async function lockBooks(tx: Tx): Promise<BooksAtHandover> {
  const rows = await tx.sql<
    { books: BooksAtHandover }[]
  >`select lock_books_for_handover() as books`;
  return one(rows).books;
}

/** Adds a list; it is complete only with the giver's signature in the same command. */
export async function insertHandover(tx: Tx, row: typeof handovers.$inferInsert): Promise<string> {
  return one(await tx.db.insert(handovers).values(row).returning({ id: handovers.id })).id;
}

/** Adds a signature of one of the three. */
export async function insertHandoverSignature(
  tx: Tx,
  row: {
    handoverId: string;
    part: HandoverPart;
    userId: string;
    personId: string;
    sessionId: string;
    signedAt: Date;
  },
): Promise<void> {
  await tx.db.insert(handoverSignatures).values(row);
}
