import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type {
  householdRegistered,
  HouseholdUnmasked,
  registerHouseholdBody,
} from '../../shared/households.ts';
import { isBirthDateOn } from '../../shared/dates.ts';
import { birthDateOf, maskName } from '../../shared/identity.ts';
import { runCommand } from '../core/command.ts';
import type { Context, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import type { Vault, WrappedKey } from '../core/vault.ts';
import { drawNumber } from '../ledger/journal.ts';
import { isMinorOn, seesHousehold } from './policy.ts';
import { householdById, insertHousehold, wasUnmaskedBy, type HouseholdRow } from './queries.ts';

type Registration = z.output<typeof registerHouseholdBody>;

/**
 * Registers a family in the caseworker's own community; what names or locates it is sealed with a
 * key of its own. Fails with NOT_FOUND (another community), DATE_RANGE (not born yet, or over 130
 * years old), REQUIRED (a minor without guardian) and HOUSEHOLD_EXISTS, which says nothing about
 * the other file.
 */
export async function registerHousehold(
  context: Context,
  body: Registration,
): Promise<z.input<typeof householdRegistered>> {
  requireOwnCommunity(context, body.communityId);
  if (!isBirthDateOn(birthDateOf(body.idNumber), context.today())) {
    throw fieldError('DATE_RANGE', '/idNumber');
  }
  const applicantIsMinor = isMinorOn(body.idNumber, context.today());
  if (applicantIsMinor && body.guardianName === null) throw fieldError('REQUIRED', '/guardianName');
  return runCommand(context, 'household.registered', body, async (tx) => {
    const { vault, actor } = context;
    const id = randomUUID();
    const key = vault.newKey();
    const seal = (column: string, text: string) => vault.seal(key, placeOf(column, id), text);
    const { applicantName, idNumber, phone, address, guardianName, ...plain } = body;
    const code = `H${String(await drawNumber(tx, 'household')).padStart(4, '0')}`;
    await insertHousehold(tx, {
      ...plain,
      id,
      code,
      key,
      applicantIsMinor,
      nameSealed: seal('name', applicantName),
      idNumberSealed: seal('id_number', idNumber),
      idNumberIndex: vault.index('households.id_number', idNumber),
      phoneSealed: phone === null ? null : seal('phone', phone),
      addressSealed: seal('address', address),
      guardianSealed: guardianName === null ? null : seal('guardian', guardianName),
      registeredBy: actor.userId,
      at: context.now().toISOString(),
    });
    const facts = { code, communityId: body.communityId, category: body.category };
    return { result: { id, code }, subject: `household:${id}`, facts };
  });
}

/**
 * Opens a family's file in clear. The view and its reason are in the audit trail before anything is
 * shown, and the clear text is never stored in an answer. Fails with NOT_FOUND for a family out of
 * sight.
 */
export async function unmaskHousehold(
  context: Context,
  id: string,
  reason: string,
): Promise<HouseholdUnmasked> {
  const row = await requireHousehold(context, id);
  await runCommand(context, 'household.unmasked', { id, reason }, async () => ({
    result: { id },
    subject: `household:${id}`,
    facts: { code: row.code, reason },
  }));
  const open = (column: string, sealed: string | null) =>
    openSealed(context.vault, row.key, placeOf(column, id), sealed);
  return {
    id,
    code: row.code,
    applicantName: open('name', row.nameSealed) ?? '',
    idNumber: open('id_number', row.idNumberSealed) ?? '',
    phone: open('phone', row.phoneSealed),
    address: open('address', row.addressSealed) ?? '',
    guardianName: open('guardian', row.guardianSealed),
  };
}

/**
 * The family as this reader may see it. Fails with NOT_FOUND when it does not exist or is out of
 * sight.
 */
export async function requireHousehold(context: Context, id: string): Promise<HouseholdRow> {
  const row = await householdById(context.client, id);
  if (!row || !seesHousehold(context.actor, row.communityId)) throw noSuchHousehold();
  return row;
}

/** What a case needs of its family: the key that seals it, and what a notice must take care of. */
export interface Family {
  id: string;
  key: WrappedKey;
  communityId: string;
  communityName: string;
  category: HouseholdRow['category'];
  applicantIsMinor: boolean;
  violenceRisk: boolean;
  /** The name in clear, for masking only; undefined once the family was erased. */
  applicantName: string | undefined;
  code: string;
}

/** The family of a case. Whoever calls it has already decided that the case is in sight. */
export async function familyOf(context: Context, tx: Tx, id: string): Promise<Family> {
  const row = await householdById(tx.sql, id);
  if (!row) throw noSuchHousehold();
  return asFamily(context.vault, row);
}

/** The family of a case of the caseworker's own community. Fails with NOT_FOUND for any other. */
export async function requireOwnFamily(context: Context, tx: Tx, id: string): Promise<Family> {
  const row = await householdById(tx.sql, id);
  if (!row || row.communityId !== context.actor.communityId) throw noSuchHousehold();
  return asFamily(context.vault, row);
}

function asFamily(vault: Vault, row: HouseholdRow): Family {
  const name = openSealed(vault, row.key, placeOf('name', row.id), row.nameSealed);
  return { ...row, applicantName: name ?? undefined };
}

/** The applicant for those who may know roughly who it is: a child by the file's code only. */
export function maskedApplicant(family: {
  applicantIsMinor: boolean;
  applicantName: string | undefined;
  code: string;
}): string {
  if (family.applicantIsMinor || family.applicantName === undefined) return family.code;
  return maskName(family.applicantName);
}

/** Decrypts a field, or says null when there is none or the family's key was destroyed. */
export function openSealed(
  vault: Vault,
  key: WrappedKey,
  place: string,
  sealed: string | null,
): string | null {
  return sealed === null || key.wrapped === null ? null : vault.open(key, place, sealed);
}

/** Whether this person has opened the family's file today, with a reason on record. */
export function hasUnmasked(context: Context, householdId: string): Promise<boolean> {
  return wasUnmaskedBy(context.client, householdId, {
    personId: context.actor.personId,
    day: context.today(),
  });
}

/** The place to which a sealed field of a family is bound. */
export function placeOf(column: string, id: string): string {
  return `households.${column}_sealed:${id}`;
}

function requireOwnCommunity({ actor }: Context, communityId: string): void {
  if (actor.communityId !== communityId) {
    throw new AppError('NOT_FOUND', 'This is not a community of yours.');
  }
}

function noSuchHousehold(): AppError {
  return new AppError('NOT_FOUND', 'There is no such household.');
}

function fieldError(code: 'DATE_RANGE' | 'REQUIRED', pointer: string): AppError {
  return new AppError(code, `Refused: ${pointer}.`, { fields: [{ pointer, code }] });
}
