import type { AidLane, AidStatus } from '../../shared/aid.ts';
import type { Money } from '../../shared/money.ts';
import type { VoidOutcome } from '../../shared/payments.ts';
import type { Role } from '../../shared/roles.ts';

/**
 * The ways in which a person can have touched a request: duties are separated on them, by person.
 */
export const hands = [
  'filer',
  'visitor',
  'voter',
  'leader',
  'recused',
  'preparer',
  'payer',
] as const;
export type Hand = (typeof hands)[number];

/** The request as it stands, read under its lock. */
export interface RequestState {
  status: AidStatus;
  lane: AidLane;
  communityId: string;
  requested: Money;
  proposed: Money | null;
  granted: Money | null;
  votesNeeded: number | null;
}

/** Everything that happened to a request, as far as rules ask for it. */
export interface History {
  hands: readonly { hand: Hand; personId: string }[];
  visit: { firstPersonId: string; secondPersonId: string; signedBy: readonly string[] } | null;
  votesFor: number;
  votesAgainst: number;
  /** Persons who may still vote: active members without a hand in the request. */
  mayVote: readonly string[];
  /**
   * The votes that the amount needs; before a proposal, those that the requested sum would need.
   */
  votesNeeded: number;
  firstOrder: Money | null;
  noticeEndsOn: string | null;
  orderAmount: Money | null;
  isPaid: boolean;
  hasProof: boolean;
  /** A void of the order that waits for another person's word. */
  voiding: { outcome: VoidOutcome; askedPersonId: string } | null;
  /** Whether an urgent case that the person asking ordered still owes its papers. */
  papersOverdue: boolean;
  today: string;
}

/** The history of a request to which nothing has happened, for callers who look at a part of it. */
export const nothingYet: Omit<History, 'today'> = {
  hands: [],
  visit: null,
  votesFor: 0,
  votesAgainst: 0,
  mayVote: [],
  votesNeeded: 1,
  firstOrder: null,
  noticeEndsOn: null,
  orderAmount: null,
  isPaid: false,
  hasProof: false,
  voiding: null,
  papersOverdue: false,
};

/** Who asks: a person with the roles of the account they use. */
export interface Actor {
  personId: string;
  roles: readonly Role[];
  communityId: string | null;
}

/** A case for the rules: the request, what happened to it, and who asks. */
export interface Case {
  request: RequestState;
  history: History;
  actor: Actor;
}
