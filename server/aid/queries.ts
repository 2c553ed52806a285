import type { AidLane, AidStatus, AidStep, NeedCode } from '../../shared/aid.ts';
import type { Money } from '../../shared/money.ts';
import type { Context, Tx } from '../core/context.ts';
import { maybe, one } from '../core/rows.ts';
import type { History } from './case.ts';

type Sql = Context['client'] | Tx['sql'];

/** A request with the limits of the policy that it began with. */
export interface RequestRow {
  id: string;
  caseNumber: string;
  householdId: string;
  communityId: string;
  needCode: NeedCode;
  lane: AidLane;
  status: AidStatus;
  fundId: string;
  requested: Money;
  proposed: Money | null;
  granted: Money | null;
  votesNeeded: number | null;
  policyVersion: number;
  filedOn: string;
  smallLimit: Money;
  urgentFloat: Money;
  noticeDays: number;
  papersDays: number;
}

/**
 * The request, locked until the command ends, so that whoever decides next sees what was decided.
 */
export async function lockRequest(tx: Tx, id: string): Promise<RequestRow | undefined> {
  return maybe(
    await tx.sql<RequestRow[]>`
      select r.id, r.case_number as "caseNumber", r.household_id as "householdId",
        r.community_id as "communityId", r.need_code as "needCode", r.lane, r.status,
        r.fund_id as "fundId", r.requested, r.proposed, r.granted, r.votes_needed as "votesNeeded",
        r.policy_version as "policyVersion", r.filed_on::text as "filedOn",
        p.small_limit as "smallLimit", p.urgent_float as "urgentFloat",
        p.notice_days as "noticeDays", p.papers_days as "papersDays"
      from aid_requests r join policies p on p.version = r.policy_version
      where r.id = ${id} for update of r`,
  );
}

/**
 * What happened to a request so far, as it looks to one person on one day. Null for an unknown one.
 */
export async function historyOf(
  sql: Sql,
  id: string,
  by: { personId: string; today: string },
): Promise<History | undefined> {
  return maybe(
    await sql<History[]>`
      with h as materialized (select hand, person_id from hands_of(${id}))
      select
        (select coalesce(json_agg(json_build_object('hand', hand, 'personId', person_id)), '[]')
          from h) as hands,
        (select json_build_object('firstPersonId', v.first_person_id,
            'secondPersonId', v.second_person_id, 'signedBy',
            (select coalesce(json_agg(s.person_id), '[]') from visit_signatures s
              where s.visit_id = v.id))
          from visits v where v.request_id = r.id) as visit,
        (select count(*)::int from votes v where v.request_id = r.id and v.approves) as "votesFor",
        (select count(*)::int from votes v where v.request_id = r.id and not v.approves)
          as "votesAgainst",
        (select coalesce(json_agg(distinct u.person_id), '[]') from users u
          where u.status = 'active' and u.roles && '{committee,chair}'
            and not exists (select 1 from h where h.person_id = u.person_id
              and h.hand in ('filer', 'visitor', 'leader', 'preparer', 'payer', 'recused',
                'voter')))
          as "mayVote",
        coalesce(r.votes_needed, votes_needed(r.policy_version, r.requested)) as "votesNeeded",
        (select o.amount from urgent_orders o where o.request_id = r.id order by o.seq limit 1)
          as "firstOrder",
        (select n.ends_on::text from notices n where n.request_id = r.id) as "noticeEndsOn",
        (select o.amount from payment_orders o join live_orders l on l.order_id = o.id
          where o.request_id = r.id) as "orderAmount",
        (select json_build_object('outcome', v.outcome, 'askedPersonId', v.asked_person_id)
          from order_voids v join live_orders l on l.order_id = v.order_id
          where l.request_id = r.id
            and not exists (select 1 from order_void_decisions d where d.id = v.id)) as voiding,
        exists (select 1 from payments p where p.request_id = r.id) as "isPaid",
        exists (select 1 from payments p join payment_proofs x on x.payment_id = p.id
          where p.request_id = r.id) as "hasProof",
        exists (select 1 from urgent_orders o join aid_requests x on x.id = o.request_id
          where o.person_id = ${by.personId} and x.status = 'emergency_paid'
            and x.papers_due_on < ${by.today}::date
            and o.seq = (select min(y.seq) from urgent_orders y where y.request_id = x.id))
          as "papersOverdue",
        ${by.today}::text as today
      from aid_requests r where r.id = ${id}`,
  );
}

/** The policy in force on a day: its version and the cap of one case. */
export async function policyOn(
  tx: Tx,
  today: string,
): Promise<{ version: number; caseCap: Money } | undefined> {
  return maybe(
    await tx.sql<{ version: number; caseCap: Money }[]>`
      select version, case_cap as "caseCap" from policies where effective_from <= ${today}
      order by version desc limit 1`,
  );
}

export interface NewRequest {
  id: string;
  caseNumber: string;
  householdId: string;
  communityId: string;
  needCode: NeedCode;
  lane: AidLane;
  fundId: string;
  requested: Money;
  policyVersion: number;
  storySealed: string;
  summarySealed: string;
  filedBy: string;
  filedOn: string;
  at: string;
}

/** Writes a draft. */
export async function insertRequest(tx: Tx, row: NewRequest): Promise<void> {
  await tx.sql`insert into aid_requests (id, case_number, household_id, community_id, need_code,
      lane, status, fund_id, requested, policy_version, story_sealed, summary_sealed, filed_by,
      filed_on, created_at)
    values (${row.id}, ${row.caseNumber}, ${row.householdId}, ${row.communityId}, ${row.needCode},
      ${row.lane}, 'draft', ${row.fundId}, ${row.requested}, ${row.policyVersion},
      ${row.storySealed}, ${row.summarySealed}, ${row.filedBy}, ${row.filedOn}, ${row.at})`;
}

/** What a step can change of a request; what is left out stays. */
export interface Progress {
  status?: AidStatus | undefined;
  lane?: AidLane | undefined;
  proposed?: Money | undefined;
  granted?: Money | undefined;
  votesNeeded?: number | undefined;
}

/**
 * Moves a request on. The guard of the database refuses what the life of a request does not allow.
 */
export async function moveRequest(tx: Tx, id: string, to: Progress): Promise<void> {
  await tx.sql`update aid_requests set status = coalesce(${to.status ?? null}, status),
      lane = coalesce(${to.lane ?? null}, lane),
      proposed = coalesce(${to.proposed ?? null}, proposed),
      granted = coalesce(${to.granted ?? null}, granted),
      votes_needed = coalesce(${to.votesNeeded ?? null}, votes_needed), version = version + 1
    where id = ${id}`;
}

/** Writes down who did what to a request. */
export async function insertStep(
  tx: Tx,
  row: {
    requestId: string;
    step: AidStep;
    userId: string;
    personId: string;
    amount: Money | null;
    at: string;
  },
): Promise<void> {
  await tx.sql`insert into aid_steps (request_id, step, user_id, person_id, amount, at)
    values (${row.requestId}, ${row.step}, ${row.userId}, ${row.personId}, ${row.amount},
      ${row.at})`;
}

interface Signed {
  personId: string;
  userId: string;
  at: string;
}

/** Writes a visit and the first visitor's own signature. */
export async function insertVisit(
  tx: Tx,
  row: Signed & {
    id: string;
    requestId: string;
    visitedOn: string;
    secondPersonId: string;
    findingsSealed: string;
    suggested: Money;
  },
): Promise<void> {
  await tx.sql`insert into visits (id, request_id, visited_on, recorded_by, first_person_id,
      second_person_id, findings_sealed, suggested, created_at)
    values (${row.id}, ${row.requestId}, ${row.visitedOn}, ${row.userId}, ${row.personId},
      ${row.secondPersonId}, ${row.findingsSealed}, ${row.suggested}, ${row.at})`;
  await insertSignature(tx, row.id, row);
}

/** Writes a visitor's signature, given in the visitor's own session. */
export async function insertSignature(tx: Tx, visitId: string, by: Signed): Promise<void> {
  await tx.sql`insert into visit_signatures (visit_id, person_id, user_id, signed_at)
    values (${visitId}, ${by.personId}, ${by.userId}, ${by.at})`;
}

/** The visit of a request, how many have signed it, and the votes that its suggestion needs. */
export async function visitOf(
  tx: Tx,
  requestId: string,
): Promise<{ id: string; suggested: Money; signatures: number; votesNeeded: number }> {
  return one(
    await tx.sql<{ id: string; suggested: Money; signatures: number; votesNeeded: number }[]>`
      select v.id, v.suggested, votes_needed(r.policy_version, v.suggested) as "votesNeeded",
        (select count(*)::int from visit_signatures s where s.visit_id = v.id) as signatures
      from visits v join aid_requests r on r.id = v.request_id where v.request_id = ${requestId}`,
  );
}

/** Whether an active account of this person may go along as a visitor. */
export async function mayVisit(tx: Tx, personId: string): Promise<boolean> {
  const rows = await tx.sql`select 1 from users where person_id = ${personId} and status = 'active'
    and roles && '{caseworker,committee,chair,treasurer}' limit 1`;
  return rows.length > 0;
}

/** Writes a vote; a second one of the same person breaks `one_vote_per_person`. */
export async function insertVote(
  tx: Tx,
  requestId: string,
  row: Signed & { approves: boolean; amount: Money; reason: string },
): Promise<void> {
  await tx.sql`insert into votes (request_id, person_id, user_id, approves, amount, reason, at)
    values (${requestId}, ${row.personId}, ${row.userId}, ${row.approves}, ${row.amount},
      ${row.reason}, ${row.at})`;
}

/** Writes that a member declared an interest. */
export async function insertRecusal(
  tx: Tx,
  requestId: string,
  row: Signed & { reason: string },
): Promise<void> {
  await tx.sql`insert into recusals (request_id, person_id, user_id, reason, at)
    values (${requestId}, ${row.personId}, ${row.userId}, ${row.reason}, ${row.at})`;
}

/** Writes a leader's order to pay an urgent case before its papers. */
export async function insertUrgentOrder(
  tx: Tx,
  requestId: string,
  row: Signed & { amount: Money },
): Promise<void> {
  await tx.sql`insert into urgent_orders (request_id, person_id, user_id, amount, at)
    values (${requestId}, ${row.personId}, ${row.userId}, ${row.amount}, ${row.at})`;
}

/** Reserves what was decided. Fails with FUND_INSUFFICIENT, which names what the fund has left. */
export async function reserveAid(tx: Tx, requestId: string, at: string): Promise<Money> {
  const row = one(
    await tx.sql<{ amount: Money }[]>`
      select reserve_aid(${tx.operationId}, ${requestId}, ${at}) as amount`,
  );
  return row.amount;
}

/** Gives a reservation back to its fund. */
export async function releaseAid(tx: Tx, requestId: string, at: string): Promise<void> {
  await tx.sql`select release_aid(${tx.operationId}, ${requestId}, 'withdrawn', ${at})`;
}

export interface NewNotice {
  number: number;
  requestId: string;
  maskedName: string | null;
  communityName: string | null;
  needCode: NeedCode | null;
  amount: Money;
  postedOn: string;
  endsOn: string;
  postedBy: string;
}

/** Posts a masked notice under the name of the request's fund. */
export async function insertNotice(tx: Tx, row: NewNotice): Promise<void> {
  await tx.sql`insert into notices (number, request_id, masked_name, community_name, need_code,
      fund_name, amount, posted_on, ends_on, posted_by)
    select ${row.number}, r.id, ${row.maskedName}, ${row.communityName}, ${row.needCode}, f.name,
      ${row.amount}, ${row.postedOn}, ${row.endsOn}, ${row.postedBy}
    from aid_requests r join funds f on f.id = r.fund_id where r.id = ${row.requestId}`;
}
