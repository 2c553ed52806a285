import { eq } from 'drizzle-orm';
import {
  communities,
  funds,
  invitations,
  organisations,
  persons,
  users,
} from '../../drizzle/schema/index.ts';
import type { AcceptInvitationBody, SetupBody } from '../../shared/session.ts';
import { login as loginSchema } from '../../shared/users.ts';
import { runCommand } from '../core/command.ts';
import type { PublicContext } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { one } from '../core/rows.ts';
import { hashPassword, requireStrongPassword } from './passwords.ts';
import {
  endSessions,
  forgetFailures,
  invitationState,
  lockInvitation,
  organisationName,
} from './queries.ts';
import { subjectOf } from './service.ts';
import { digestOf, sameDigest } from './tokens.ts';

/**
 * The first run: creates the organisation, its communities, the unrestricted fund and the first
 * administrator. Needs the token that was printed in the terminal; fails with SETUP_TOKEN_INVALID
 * or SETUP_DONE.
 */
export async function setUp(context: PublicContext, body: SetupBody): Promise<{ id: string }> {
  if ((await organisationName(context)) !== null) {
    throw new AppError('SETUP_DONE', 'This fund is already set up. Sign in.');
  }
  const expected = context.setupToken;
  if (expected === undefined || !sameDigest(digestOf(expected), digestOf(body.token))) {
    throw new AppError('SETUP_TOKEN_INVALID', 'The token is the one printed in the terminal.', {
      fields: [{ pointer: '/token', code: 'SETUP_TOKEN_INVALID' }],
    });
  }
  const login = loginSchema.safeParse(body.login.toLowerCase());
  if (!login.success) {
    throw new AppError('VALUE_INVALID', 'A login is lower-case letters, digits, dot or dash.', {
      fields: [{ pointer: '/login', code: 'VALUE_INVALID' }],
    });
  }
  requireStrongPassword(body.password);
  const passwordHash = await hashPassword(context.secrets, body.password);
  return runCommand(context, 'organisation.set_up', { login: login.data }, async (tx) => {
    const createdAt = context.now();
    await tx.db.insert(organisations).values({ name: body.organisationName, createdAt });
    await tx.db
      .insert(communities)
      .values([...new Set(body.communities)].map((name) => ({ name })));
    await tx.db.insert(funds).values({
      code: 'F00',
      name: '非限定资金',
      kind: 'unrestricted',
      purpose: '未限定用途的捐赠与利息',
      createdAt,
    });
    const name = body.administratorName;
    const person = one(await tx.db.insert(persons).values({ name, createdAt }).returning());
    const user = one(
      await tx.db
        .insert(users)
        .values({
          personId: person.id,
          login: login.data,
          roles: ['administrator'],
          passwordHash,
          status: 'active',
          createdAt,
        })
        .returning({ id: users.id }),
    );
    return { result: { id: user.id }, subject: `user:${user.id}`, facts: { first: true } };
  });
}

/**
 * Sets the password of an invited person; the link works once. Fails with INVITATION_INVALID, and
 * with INVITATION_UNCONFIRMED until a second person has confirmed the link.
 */
export async function acceptInvitation(
  context: PublicContext,
  body: AcceptInvitationBody,
): Promise<{ id: string }> {
  requireStrongPassword(body.password);
  const digest = digestOf(body.token);
  const now = context.now();
  // hashing is dear: nobody gets it for a link that was made up
  requireOpen(await invitationState(context.database, digest, now));
  const passwordHash = await hashPassword(context.secrets, body.password);
  return runCommand(context, 'invitation.accepted', {}, async (tx) => {
    const found = await lockInvitation(tx, digest);
    if (!found) throw invitationInvalid();
    requireOpen(await invitationState(tx.db, digest, now));
    await tx.db.update(invitations).set({ usedAt: now }).where(eq(invitations.id, found.id));
    const user = one(
      await tx.db
        .update(users)
        .set({ passwordHash, status: 'active' })
        .where(eq(users.id, found.userId))
        .returning({ login: users.login }),
    );
    await endSessions(tx, { userId: found.userId, reason: 'new password', at: now });
    await forgetFailures(tx, subjectOf(context, 'login', user.login));
    return { result: { id: found.userId }, subject: `user:${found.userId}`, facts: {} };
  });
}

const invitationInvalid = () =>
  new AppError('INVITATION_INVALID', 'This link was used or is too old. Ask for a new one.');

function requireOpen(state: 'open' | 'waiting' | 'closed'): void {
  if (state === 'closed') throw invitationInvalid();
  if (state === 'waiting') {
    throw new AppError('INVITATION_UNCONFIRMED', 'A second person has to confirm this link.');
  }
}
