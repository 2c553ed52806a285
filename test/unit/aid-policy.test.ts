import { describe, expect, test } from 'vitest';
import { hands, nothingYet, type Case, type Hand, type History } from '../../server/aid/case.ts';
import { actionsFor, refusalOf, steps, takeStep } from '../../server/aid/policy.ts';
import { aidStatus, type AidAction, type AidLane, type AidStatus } from '../../shared/aid.ts';
import { moneySchema } from '../../shared/money.ts';
import { roles, type Role } from '../../shared/roles.ts';

const ME = 'me';
const money = (text: string) => moneySchema.parse(text);

interface Row {
  /** Where the step is taken in the example below. */
  lane: AidLane;
  status: AidStatus;
  /** All statuses of that lane from which it is taken. */
  from: AidStatus[];
  roles: Role[];
  /** The code for a person with one of these hands; a hand left out does not matter. */
  refused: Partial<Record<Hand, string>>;
  history?: Partial<History>;
  granted?: string;
  votesNeeded?: number;
}

const SOD = 'SOD_VIOLATION';
const others = { filer: SOD, visitor: SOD, leader: SOD, preparer: SOD, payer: SOD };
const visit = { firstPersonId: 'a', secondPersonId: ME, signedBy: ['a'] };

const waiting: Omit<Row, 'roles'> = {
  lane: 'ordinary',
  status: 'payable',
  from: ['payable'],
  refused: {},
};
const voiding = { outcome: 'again' as const, askedPersonId: 'a' };

const table: Record<AidAction, Row> = {
  submit: {
    lane: 'ordinary',
    status: 'draft',
    from: ['draft'],
    roles: ['caseworker'],
    refused: {},
  },
  withdraw: {
    lane: 'ordinary',
    status: 'visited',
    from: ['draft', 'submitted', 'visited', 'approved', 'in_notice'],
    roles: ['caseworker'],
    refused: {},
  },
  record_visit: {
    lane: 'ordinary',
    status: 'submitted',
    from: ['submitted'],
    roles: ['caseworker'],
    refused: { voter: SOD, leader: SOD, recused: SOD, preparer: SOD, payer: SOD },
  },
  sign_visit: {
    lane: 'ordinary',
    status: 'submitted',
    from: ['submitted'],
    history: { visit },
    roles: ['caseworker', 'committee', 'chair', 'treasurer'],
    refused: { voter: SOD, leader: SOD, recused: SOD, preparer: SOD, payer: SOD },
  },
  vote: {
    lane: 'ordinary',
    status: 'visited',
    from: ['visited'],
    roles: ['committee', 'chair'],
    votesNeeded: 2,
    refused: {
      filer: SOD,
      visitor: SOD,
      leader: SOD,
      preparer: SOD,
      payer: SOD,
      voter: 'ALREADY_VOTED',
      recused: 'RECUSED',
    },
  },
  recuse: {
    lane: 'urgent',
    status: 'emergency_paid',
    roles: ['committee', 'chair'],
    from: ['submitted', 'emergency_ordered', 'emergency_payable', 'emergency_paid'],
    history: { mayVote: [ME, 'a', 'b'] },
    refused: { voter: 'ALREADY_VOTED', leader: 'ALREADY_VOTED', recused: 'RECUSED' },
  },
  order_urgent: {
    lane: 'urgent',
    status: 'submitted',
    from: ['submitted'],
    roles: ['chair'],
    refused: { ...others, recused: 'RECUSED' },
  },
  confirm_urgent: {
    lane: 'urgent',
    status: 'emergency_ordered',
    from: ['emergency_ordered'],
    roles: ['chair', 'committee'],
    refused: { ...others, recused: 'RECUSED' },
  },
  post_notice: {
    lane: 'ordinary',
    status: 'approved',
    from: ['approved'],
    granted: '3800.00',
    roles: ['caseworker', 'chair', 'treasurer'],
    refused: {},
  },
  prepare_order: {
    lane: 'ordinary',
    status: 'in_notice',
    from: ['in_notice'],
    granted: '3800.00',
    history: { noticeEndsOn: '2026-02-09' },
    roles: ['treasurer'],
    refused: { filer: SOD, visitor: SOD, voter: SOD, leader: SOD, recused: SOD },
  },
  pay: {
    lane: 'ordinary',
    status: 'payable',
    from: ['payable'],
    granted: '3800.00',
    history: { orderAmount: money('3800.00') },
    roles: ['cashier'],
    refused: { filer: SOD, visitor: SOD, voter: SOD, leader: SOD, recused: SOD, preparer: SOD },
  },
  record_proof: {
    lane: 'ordinary',
    status: 'paid',
    from: ['paid'],
    history: { isPaid: true },
    roles: ['cashier', 'caseworker'],
    refused: {},
  },
  void_order: { ...waiting, roles: ['treasurer'] },
  decide_void: { ...waiting, roles: ['chair'], history: { voiding } },
  unmask: {
    lane: 'ordinary',
    status: 'paid',
    from: [...aidStatus.options],
    roles: ['caseworker', 'chair', 'auditor'],
    refused: {},
  },
};

function caseOf(action: AidAction, changed: Partial<Row> = {}, role?: Role): Case {
  const row = { ...table[action], ...changed };
  return {
    request: {
      status: row.status,
      lane: row.lane,
      communityId: 'here',
      requested: money('6000.00'),
      proposed: null,
      granted: row.granted === undefined ? null : money(row.granted),
      votesNeeded: row.votesNeeded ?? null,
    },
    history: { ...nothingYet, today: '2026-02-10', ...row.history },
    actor: { personId: ME, roles: [role ?? row.roles[0]!], communityId: 'here' },
  };
}

const codeOf = (action: AidAction, asked: Case) => refusalOf(action, asked)?.code;
const actions = Object.keys(table) as AidAction[];

describe.each(actions)('%s', (action) => {
  const row = table[action];

  test.each(roles)('by the role %s', (role) => {
    const expected = row.roles.includes(role) ? undefined : 'FORBIDDEN';
    expect(codeOf(action, caseOf(action, {}, role))).toBe(expected);
  });

  test.each(hands)('by who is the %s', (hand) => {
    const history = { ...row.history, hands: [{ hand, personId: ME }] };
    for (const role of row.roles) {
      expect(codeOf(action, caseOf(action, { history }, role))).toBe(row.refused[hand]);
    }
  });

  test.each(hands)('is not kept by another person who is the %s', (hand) => {
    const history = { ...row.history, hands: [{ hand, personId: 'somebody' }] };
    expect(codeOf(action, caseOf(action, { history }))).toBeUndefined();
  });

  test.each(aidStatus.options)('from %s', (status) => {
    const expected = row.from.includes(status) ? undefined : 'STATE_CONFLICT';
    const refused = refusalOf(action, caseOf(action, { status }));
    expect(refused?.code).toBe(expected);
    if (refused) expect(refused.detail).toContain(status);
  });

  test('throws what it refuses', () => {
    const asked = caseOf(action, {}, 'administrator');
    expect(() => takeStep(action, asked)).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
  });
});

describe('lanes', () => {
  test.each([
    ['record_visit', 'urgent', 'submitted'],
    ['order_urgent', 'ordinary', 'submitted'],
    ['post_notice', 'small', 'approved'],
    ['prepare_order', 'ordinary', 'approved'],
    ['pay', 'urgent', 'payable'],
    ['withdraw', 'urgent', 'emergency_ordered'],
    ['vote', 'urgent', 'visited'],
  ] as const)('%s is no step of a %s request that is %s', (action, lane, status) => {
    expect(codeOf(action, caseOf(action, { lane, status }))).toBe('STATE_CONFLICT');
  });

  test.each([
    ['withdraw', 'small', 'visited'],
    ['withdraw', 'small', 'approved'],
    ['withdraw', 'urgent', 'submitted'],
    ['record_visit', 'urgent', 'emergency_paid'],
    ['post_notice', 'small', 'paid'],
    ['post_notice', 'urgent', 'ratified'],
    ['prepare_order', 'small', 'approved'],
    ['prepare_order', 'urgent', 'emergency_ordered'],
    ['pay', 'urgent', 'emergency_payable'],
    ['record_proof', 'urgent', 'to_recover'],
  ] as const)('%s is a step of a %s request that is %s', (action, lane, status) => {
    const history = { ...table[action].history, noticeEndsOn: null };
    expect(codeOf(action, caseOf(action, { lane, status, history }))).toBeUndefined();
  });
});

describe('what a step needs besides', () => {
  const withHistory = (action: AidAction, history: Partial<History>) =>
    refusalOf(action, caseOf(action, { history: { ...table[action].history, ...history } }));

  test('an order waits for the last day of the notice and says until when', () => {
    const refused = withHistory('prepare_order', { noticeEndsOn: '2026-02-10' });
    expect(refused).toMatchObject({ code: 'NOTICE_RUNNING', params: { until: '2026-02-10' } });
  });

  test.each([
    ['order_urgent', { papersOverdue: true }, 'PAPERS_OVERDUE'],
    ['pay', { orderAmount: money('3800.01') }, 'EXCEEDS_APPROVAL'],
    ['pay', { isPaid: true }, 'ALREADY_DISBURSED'],
    ['record_visit', { visit }, 'STATE_CONFLICT'],
    ['sign_visit', { visit: null }, 'STATE_CONFLICT'],
    ['sign_visit', { visit: { ...visit, secondPersonId: 'b' } }, SOD],
    ['sign_visit', { visit: { ...visit, signedBy: ['a', ME] } }, 'ALREADY_SIGNED'],
    ['post_notice', { noticeEndsOn: '2026-02-17' }, 'STATE_CONFLICT'],
    ['record_proof', { hasProof: true }, 'DUPLICATE'],
    ['recuse', { mayVote: [ME], votesNeeded: 1 }, 'STATE_CONFLICT'],
  ] as const)('%s with %o is %s', (action, history, code) => {
    expect(withHistory(action, history as Partial<History>)?.code).toBe(code);
  });

  test('an urgent order that waits for its second leader gets no payment order', () => {
    const asked = caseOf('prepare_order', { lane: 'urgent', status: 'emergency_ordered' });
    expect(codeOf('prepare_order', asked)).toBeUndefined();
    const open = { ...asked, request: { ...asked.request, granted: null } };
    expect(codeOf('prepare_order', open)).toBe('STATE_CONFLICT');
  });

  test('a vote waits for both visitors', () => {
    const asked = caseOf('vote');
    const unsigned = { ...asked, request: { ...asked.request, votesNeeded: null } };
    expect(codeOf('vote', unsigned)).toBe('STATE_CONFLICT');
  });

  test('a caseworker of another community takes no step but a visit that names them', () => {
    for (const action of actions) {
      const asked = caseOf(action, {}, 'caseworker');
      const elsewhere = { ...asked, actor: { ...asked.actor, communityId: 'there' } };
      const expected = action === 'sign_visit' ? undefined : 'FORBIDDEN';
      expect(codeOf(action, elsewhere)).toBe(expected);
    }
  });
});

describe('what the page is told', () => {
  test('allowed and refused actions come from the same table', () => {
    const { allowedActions, refusedActions } = actionsFor(caseOf('vote'));
    expect(allowedActions).toEqual(['vote']);
    expect(refusedActions).toEqual([{ action: 'recuse', code: 'STATE_CONFLICT' }]);
  });

  test('a hand is named as the reason', () => {
    const hand = { hands: [{ hand: 'filer' as const, personId: ME }] };
    const { refusedActions } = actionsFor(caseOf('vote', { history: hand }));
    expect(refusedActions).toContainEqual({ action: 'vote', code: SOD });
  });

  test('every action of the shared list has its row', () => {
    expect(Object.keys(steps).toSorted()).toEqual(actions.toSorted());
  });
});
