import { aidStatus, type AidAction, type AidLane, type AidStatus } from '../../shared/aid.ts';
import { exceeds, type Money } from '../../shared/money.ts';
import type { Role } from '../../shared/roles.ts';
import type { AppError } from '../core/errors.ts';
import type { Case, Hand, History, RequestState } from './case.ts';
import { conditions, refusal, type Condition } from './conditions.ts';

interface Step {
  roles: readonly Role[];
  /**
   * The statuses in which a request of each lane takes the step; a lane left out never takes it.
   */
  from: Partial<Record<AidLane, readonly AidStatus[]>>;
  /** Who had one of these hands in the request does not take the step. */
  barred: readonly Hand[];
  /** What this person, or somebody, did already: said before anything about the status. */
  once?: readonly Condition[];
  /** What must hold besides. */
  needs?: readonly Condition[];
  /** A caseworker of another community may take it too, being named in the case. */
  elsewhere?: true;
}

const everyStatus = (...statuses: readonly AidStatus[]) => ({
  small: statuses,
  ordinary: statuses,
  urgent: statuses,
});
const visitable = {
  small: ['submitted'],
  ordinary: ['submitted'],
  urgent: ['emergency_paid'],
} as const;

/**
 * The whole life of a request: who takes which step, from where, and whose hands keep them from it
 * (decisions 16 to 21). The guards of the database hold the same rules a second time.
 */
export const steps: Record<AidAction, Step> = {
  submit: { roles: ['caseworker'], from: everyStatus('draft'), barred: [] },
  withdraw: {
    roles: ['caseworker'],
    from: {
      small: ['visited', 'approved'],
      ordinary: ['draft', 'submitted', 'visited', 'approved', 'in_notice'],
      urgent: ['draft', 'submitted'],
    },
    barred: [],
  },
  record_visit: {
    roles: ['caseworker'],
    from: visitable,
    barred: ['voter', 'leader', 'recused', 'preparer', 'payer'],
    once: ['visit_unrecorded'],
  },
  sign_visit: {
    roles: ['caseworker', 'committee', 'chair', 'treasurer'],
    from: visitable,
    barred: ['voter', 'leader', 'recused', 'preparer', 'payer'],
    once: ['visit_unsigned'],
    needs: ['named_as_visitor'],
    elsewhere: true,
  },
  vote: {
    roles: ['committee', 'chair'],
    from: { small: ['visited'], ordinary: ['visited'], urgent: ['emergency_paid'] },
    barred: ['filer', 'visitor', 'leader', 'preparer', 'payer'],
    once: ['not_voted', 'not_recused'],
    needs: ['visit_signed'],
  },
  recuse: {
    roles: ['committee', 'chair'],
    from: {
      small: ['visited'],
      ordinary: ['submitted', 'visited'],
      urgent: ['submitted', 'emergency_ordered', 'emergency_payable', 'emergency_paid'],
    },
    barred: [],
    once: ['not_recused', 'not_decided'],
    needs: ['quorum_kept'],
  },
  order_urgent: {
    roles: ['chair'],
    from: { urgent: ['submitted'] },
    barred: ['filer', 'visitor', 'leader', 'preparer', 'payer'],
    once: ['not_recused'],
    needs: ['papers_in_time'],
  },
  confirm_urgent: {
    roles: ['chair', 'committee'],
    from: { urgent: ['emergency_ordered'] },
    barred: ['filer', 'visitor', 'leader', 'preparer', 'payer'],
    once: ['not_recused'],
    needs: ['not_granted'],
  },
  post_notice: {
    roles: ['caseworker', 'chair', 'treasurer'],
    from: { small: ['paid'], ordinary: ['approved'], urgent: ['ratified'] },
    barred: [],
    once: ['notice_unposted'],
  },
  prepare_order: {
    roles: ['treasurer'],
    from: { small: ['approved'], ordinary: ['in_notice'], urgent: ['emergency_ordered'] },
    barred: ['filer', 'visitor', 'voter', 'leader', 'recused'],
    needs: ['granted', 'notice_ended'],
  },
  pay: {
    roles: ['cashier'],
    from: { small: ['payable'], ordinary: ['payable'], urgent: ['emergency_payable'] },
    barred: ['filer', 'visitor', 'voter', 'leader', 'recused', 'preparer'],
    once: ['unpaid'],
    needs: ['order_as_granted'],
  },
  record_proof: {
    roles: ['cashier', 'caseworker'],
    from: {
      small: ['paid'],
      ordinary: ['paid'],
      urgent: ['emergency_paid', 'ratified', 'to_recover'],
    },
    barred: [],
    once: ['proof_missing'],
  },
  void_order: {
    roles: ['treasurer'],
    from: { small: ['payable'], ordinary: ['payable'], urgent: ['emergency_payable'] },
    barred: [],
    once: ['unpaid'],
    needs: ['no_void_asked'],
  },
  decide_void: {
    roles: ['chair', 'caseworker'],
    from: { small: ['payable'], ordinary: ['payable'], urgent: ['emergency_payable'] },
    barred: [],
    once: ['unpaid'],
    needs: ['void_asked', 'void_is_mine_to_decide'],
  },
  unmask: {
    roles: ['caseworker', 'chair', 'auditor'],
    from: everyStatus(...aidStatus.options),
    barred: [],
  },
};

/** Lets the step pass or fails with the code that says why not (see `refusalOf`). */
export function takeStep(action: AidAction, asked: Case): void {
  const refused = refusalOf(action, asked);
  if (refused) throw refused;
}

/**
 * Why this person may not take this step now, or undefined: FORBIDDEN (role), what was done already
 * (ALREADY_VOTED, RECUSED, ALREADY_SIGNED, ALREADY_DISBURSED, DUPLICATE), STATE_CONFLICT (status),
 * SOD_VIOLATION (an earlier hand), and what the step needs besides.
 */
export function refusalOf(action: AidAction, asked: Case): AppError | undefined {
  const step = steps[action];
  if (!holdsRole(step, asked)) {
    return refusal('FORBIDDEN', `This step needs one of: ${step.roles.join(', ')}.`);
  }
  return (
    firstUnmet(step.once, asked) ??
    wrongStatus(action, asked.request) ??
    barredHand(step, asked) ??
    firstUnmet(step.needs, asked)
  );
}

/** What this person may do now, and what only others may, with the code that says why. */
export function actionsFor(asked: Case): {
  allowedActions: AidAction[];
  refusedActions: { action: AidAction; code: string }[];
} {
  const allowedActions: AidAction[] = [];
  const refusedActions: { action: AidAction; code: string }[] = [];
  for (const action of Object.keys(steps) as AidAction[]) {
    const timely = holdsRole(steps[action], asked) && !wrongStatus(action, asked.request);
    if (!timely) continue;
    const refused = refusalOf(action, asked);
    if (refused) refusedActions.push({ action, code: refused.code });
    else allowedActions.push(action);
  }
  return { allowedActions, refusedActions };
}

/** How a vote stands: decided as soon as the needed votes are there or out of reach. */
export function verdictOf(history: History): 'approved' | 'rejected' | 'open' {
  if (history.votesFor >= history.votesNeeded) return 'approved';
  const within = history.votesFor + history.mayVote.length >= history.votesNeeded;
  return within ? 'open' : 'rejected';
}

/** Whether an urgent order of this amount asks for a second leader before money moves. */
export function needsSecondLeader(amount: Money, urgentFloat: Money): boolean {
  return exceeds(amount, urgentFloat);
}

/** The hands that keep a person from being the second visitor of a request. */
export function barsVisitor(history: History, personId: string): boolean {
  return hasHand(history, personId, steps.record_visit.barred);
}

function holdsRole(step: Step, { request, actor }: Case): boolean {
  const isLocal = step.elsewhere ?? actor.communityId === request.communityId;
  const held = actor.roles.filter((role) => role !== 'caseworker' || isLocal);
  return held.some((role) => step.roles.includes(role));
}

function hasHand(history: History, personId: string, barred: readonly Hand[]): boolean {
  return history.hands.some((each) => each.personId === personId && barred.includes(each.hand));
}

function firstUnmet(names: readonly Condition[] | undefined, asked: Case): AppError | undefined {
  for (const name of names ?? []) {
    const unmet = conditions[name](asked);
    if (unmet) return unmet;
  }
  return undefined;
}

function wrongStatus(action: AidAction, request: RequestState): AppError | undefined {
  const from = steps[action].from[request.lane] ?? [];
  if (from.includes(request.status)) return undefined;
  const needed = from.length > 0 ? from.join(' or ') : 'another lane';
  return refusal(
    'STATE_CONFLICT',
    `This request is ${request.status}; ${action} needs ${needed}.`,
    { status: request.status, lane: request.lane },
  );
}

function barredHand(step: Step, { history, actor }: Case): AppError | undefined {
  const mine = history.hands.filter((each) => each.personId === actor.personId);
  const found = mine.find((each) => step.barred.includes(each.hand));
  if (!found) return undefined;
  return refusal('SOD_VIOLATION', `Another person has to do this: you are the ${found.hand}.`, {
    hand: found.hand,
  });
}
