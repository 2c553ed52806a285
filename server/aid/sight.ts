import type { HouseholdCategory } from '../../shared/households.ts';
import type { NeedCode } from '../../shared/aid.ts';
import type { Role } from '../../shared/roles.ts';
import type { Actor, History } from './case.ts';

/** What a reader sees of a request beside its figures (decision 21). */
export interface Sight {
  applicant: 'masked' | 'pseudonym';
  /** Whether the family's own file may be opened from here. */
  household: boolean;
  summary: boolean;
  /**
   * The family's own account and what the visitors found: names and diagnoses may stand in both.
   */
  story: boolean;
  findings: boolean;
  /** Why members voted or stepped aside. */
  reasons: boolean;
  payee: 'clear' | 'masked' | 'hidden';
}

const tills: Sight = {
  applicant: 'masked',
  household: false,
  summary: false,
  story: false,
  findings: false,
  reasons: false,
  payee: 'masked',
};
const member: Sight = {
  ...tills,
  applicant: 'pseudonym',
  summary: true,
  reasons: true,
  payee: 'hidden',
};
const opened = { applicant: 'masked', story: true, findings: true } as const;

const sights: Record<Role, Sight | undefined> = {
  administrator: undefined,
  treasurer: tills,
  cashier: { ...tills, payee: 'clear' },
  caseworker: { ...tills, ...opened, household: true, summary: true, reasons: true },
  committee: member,
  chair: { ...member, household: true },
  auditor: { ...tills, household: true, summary: true, reasons: true },
};
const visitor: Sight = { ...tills, summary: true, findings: true };

const seesAll: readonly Role[] = ['committee', 'chair', 'treasurer', 'cashier', 'auditor'];

/**
 * Whose requests this person sees: all, or those of their community and those that they visited.
 */
export function scopeOf(actor: Actor) {
  return {
    all: actor.roles.some((role) => seesAll.includes(role)),
    communityId: actor.roles.includes('caseworker') ? actor.communityId : null,
    personId: actor.personId,
  };
}

/**
 * What this person sees of a request of that community, or undefined when it is out of sight.
 * Several roles add up. The chair reads what the family said once the chair has unmasked it, with a
 * reason on record.
 */
export function sightOf(
  actor: Actor,
  request: { communityId: string; visit: History['visit'] },
  hasUnmasked = false,
): Sight | undefined {
  const found = actor.roles
    .filter((role) => role !== 'caseworker' || actor.communityId === request.communityId)
    .map((role) => sights[role]);
  if (isVisitor(actor, request.visit)) found.push(visitor);
  if (actor.roles.includes('chair') && hasUnmasked) found.push({ ...member, ...opened });
  return found.reduce(wider, undefined);
}

function isVisitor(actor: Actor, visit: History['visit']): boolean {
  return visit?.firstPersonId === actor.personId || visit?.secondPersonId === actor.personId;
}

const payees: readonly Sight['payee'][] = ['hidden', 'masked', 'clear'];

function wider(left: Sight | undefined, right: Sight | undefined): Sight | undefined {
  if (!left || !right) return left ?? right;
  const payee = payees[Math.max(payees.indexOf(left.payee), payees.indexOf(right.payee))];
  return {
    applicant: [left, right].some((each) => each.applicant === 'masked') ? 'masked' : 'pseudonym',
    household: left.household || right.household,
    summary: left.summary || right.summary,
    story: left.story || right.story,
    findings: left.findings || right.findings,
    reasons: left.reasons || right.reasons,
    payee: payee ?? 'hidden',
  };
}

/** What a public notice says of who is helped (domain.md §2.6). */
export interface NoticeFace {
  maskedName: string | null;
  communityName: string | null;
  needCode: NeedCode | null;
}

/**
 * What of a family may hang on the wall: of violence nothing but code and amount, of a child or an
 * orphan no name, else the masked name, the community and the need.
 */
export function noticeFace(family: {
  category: HouseholdCategory;
  applicantIsMinor: boolean;
  violenceRisk: boolean;
  maskedName: string;
  communityName: string;
  needCode: NeedCode;
}): NoticeFace {
  const { category, needCode } = family;
  if (family.violenceRisk || category === 'domestic_violence' || needCode === '08') {
    return { maskedName: null, communityName: null, needCode: null };
  }
  const isChild = family.applicantIsMinor || category === 'orphan' || needCode === '09';
  const maskedName = isChild ? null : family.maskedName;
  return { maskedName, communityName: family.communityName, needCode };
}
