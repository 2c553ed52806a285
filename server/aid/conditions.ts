import { AppError } from '../core/errors.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Case, Hand } from './case.ts';

/** A refusal of a step, with what the client may put into its words. */
export function refusal(
  code: ErrorCode,
  detail: string,
  params?: Record<string, string>,
): AppError {
  return new AppError(code, detail, { params });
}

const isMine = (asked: Case, ...wanted: Hand[]) =>
  asked.history.hands.some(
    ({ hand, personId }) => personId === asked.actor.personId && wanted.includes(hand),
  );

/** What a step can need besides role, status and hands: each says why it is not met, or nothing. */
export const conditions = {
  visit_unrecorded: ({ history }) =>
    history.visit ? refusal('STATE_CONFLICT', 'The visit is recorded already.') : undefined,

  visit_unsigned: ({ history, actor }) =>
    history.visit?.signedBy.includes(actor.personId)
      ? refusal('ALREADY_SIGNED', 'You have signed this visit.')
      : undefined,

  named_as_visitor({ history, actor }) {
    const { visit } = history;
    if (!visit) return refusal('STATE_CONFLICT', 'No visit is recorded yet.');
    const named = [visit.firstPersonId, visit.secondPersonId].includes(actor.personId);
    return named
      ? undefined
      : refusal('SOD_VIOLATION', 'Only the two visitors sign, each for themselves.');
  },

  visit_signed: ({ request }) =>
    request.votesNeeded === null
      ? refusal('STATE_CONFLICT', 'Both visitors have to sign the visit first.')
      : undefined,

  not_voted: (asked) =>
    isMine(asked, 'voter')
      ? refusal('ALREADY_VOTED', 'You have voted on this request.')
      : undefined,

  not_decided: (asked) =>
    isMine(asked, 'voter', 'leader')
      ? refusal('ALREADY_VOTED', 'You have already decided on this request.')
      : undefined,

  not_recused: (asked) =>
    isMine(asked, 'recused')
      ? refusal('RECUSED', 'You have declared an interest in this request.')
      : undefined,

  quorum_kept({ history, actor }) {
    const left = history.mayVote.filter((personId) => personId !== actor.personId).length;
    const counted = left + history.votesFor + history.votesAgainst;
    return counted >= history.votesNeeded
      ? undefined
      : refusal(
          'STATE_CONFLICT',
          `This request needs ${history.votesNeeded} votes and only ${counted} members would be ` +
            'left: name an alternate member first.',
          { needed: String(history.votesNeeded), left: String(counted) },
        );
  },

  papers_in_time: ({ history }) =>
    history.papersOverdue
      ? refusal('PAPERS_OVERDUE', 'Papers of an earlier urgent case of yours are overdue.')
      : undefined,

  not_granted: ({ request }) =>
    request.granted === null
      ? undefined
      : refusal('STATE_CONFLICT', 'This urgent order needs no further confirmation.'),

  granted: ({ request }) =>
    request.granted === null
      ? refusal('STATE_CONFLICT', 'A second leader has to confirm this urgent order first.')
      : undefined,

  notice_unposted: ({ history }) =>
    history.noticeEndsOn === null
      ? undefined
      : refusal('STATE_CONFLICT', 'The notice of this request is posted already.'),

  notice_ended({ request, history }) {
    const until = history.noticeEndsOn;
    if (request.lane !== 'ordinary' || until === null || history.today > until) return undefined;
    return refusal('NOTICE_RUNNING', `The notice runs until ${until}.`, { until });
  },

  unpaid: ({ history }) =>
    history.isPaid ? refusal('ALREADY_DISBURSED', 'This request has been paid.') : undefined,

  order_as_granted: ({ request, history }) =>
    history.orderAmount === request.granted
      ? undefined
      : refusal('EXCEEDS_APPROVAL', 'The order is not what was decided.'),

  no_void_asked: ({ history }) =>
    history.voiding ? refusal('STATE_CONFLICT', 'A void of this order waits already.') : undefined,

  void_asked: ({ history }) =>
    history.voiding ? undefined : refusal('STATE_CONFLICT', 'Nobody asked to void this order.'),

  /** The chair agrees to another order, the caseworker says that the family withdrew. */
  void_is_mine_to_decide({ history, request, actor }) {
    const { voiding } = history;
    if (!voiding) return undefined;
    const speaks =
      voiding.outcome === 'again'
        ? actor.roles.includes('chair')
        : actor.roles.includes('caseworker') && actor.communityId === request.communityId;
    if (!speaks) return refusal('FORBIDDEN', 'Another role decides on this void.');
    return voiding.askedPersonId === actor.personId
      ? refusal('SOD_VIOLATION', 'Who asked to void an order does not decide on it.')
      : undefined;
  },

  proof_missing: ({ history }) =>
    history.hasProof ? refusal('DUPLICATE', 'The proof is recorded already.') : undefined,
} satisfies Record<string, (asked: Case) => AppError | undefined>;

export type Condition = keyof typeof conditions;
