import type { AidRequest, AidRequestSummary, AidStatus, Notice } from '../../shared/aid.ts';
import type { Context, PublicContext } from '../core/context.ts';
import { maybe } from '../core/rows.ts';

type Client = Context['client'];

/** A request in a list, with its place in the order of filing. */
export type SummaryRow = AidRequestSummary & { seq: string };

/** A request with everything that hangs on it; what is sealed is opened by the view. */
export interface FileRow extends Omit<
  AidRequest,
  | 'applicant'
  | 'story'
  | 'summary'
  | 'findings'
  | 'order'
  | 'payment'
  | 'allowedActions'
  | 'refusedActions'
  | 'householdId'
> {
  householdId: string;
  communityId: string;
  householdCode: string;
  applicantIsMinor: boolean;
  nameSealed: string;
  storySealed: string;
  summarySealed: string;
  findingsSealed: string | null;
  keyId: string;
  wrapped: Buffer | null;
  order:
    | (NonNullable<AidRequest['order']> & {
        payeeNameSealed: string;
      })
    | null;
  payment:
    | (Omit<NonNullable<AidRequest['payment']>, 'voucherNumber'> & { word: string; number: number })
    | null;
}

/** What the summary of a request shows, for lists and at the head of its page. */
const summaryColumns = (sql: Client, today: string) => sql`
  r.id, r.case_number as "caseNumber", c.name as "communityName", h.category,
  r.need_code as "needCode", r.lane, r.status, f.code as "fundCode", r.requested, r.proposed,
  r.granted, r.filed_on::text as "filedOn",
  case when r.status in ('rejected', 'paid', 'withdrawn', 'ratified', 'to_recover')
    then (select (max(s.at) at time zone 'Asia/Shanghai')::date from aid_steps s
      where s.request_id = r.id)
    else ${today}::date end - r.filed_on as "daysWaiting",
  r.papers_due_on::text as "papersDueOn",
  coalesce(r.status = 'emergency_paid' and r.papers_due_on < ${today}::date, false)
    as "papersOverdue",
  (select count(*)::int from votes v where v.request_id = r.id and v.approves) as "votesFor",
  r.votes_needed as "votesNeeded"`;

const sources = (sql: Client) => sql`
  from aid_requests r join communities c on c.id = r.community_id
    join households h on h.id = r.household_id join funds f on f.id = r.fund_id`;

/** Whose requests somebody sees: all, or those of one community and those that they visited. */
export interface Scope {
  all: boolean;
  communityId: string | null;
  personId: string;
}

/** Requests from the newest down: `limit` at most, before the place `before`. */
export async function listRequests(
  sql: Client,
  by: Scope & {
    status: AidStatus | null;
    before: number | null;
    limit: number;
    today: string;
  },
): Promise<SummaryRow[]> {
  return sql<SummaryRow[]>`select r.seq, ${summaryColumns(sql, by.today)} ${sources(sql)}
    where (${by.all} or r.community_id = ${by.communityId}::uuid
        or exists (select 1 from visits v where v.request_id = r.id
          and ${by.personId} in (v.first_person_id, v.second_person_id)))
      and (${by.status}::text is null or r.status = ${by.status})
      and (${by.before}::bigint is null or r.seq < ${by.before})
    order by r.seq desc limit ${by.limit}`;
}

/** One request with its visit, votes, orders, notice, payment and timeline; undefined for none. */
export async function requestFile(
  sql: Client,
  id: string,
  today: string,
): Promise<FileRow | undefined> {
  return maybe(
    await sql<FileRow[]>`select ${summaryColumns(sql, today)}, r.household_id as "householdId",
      r.community_id as "communityId", h.code as "householdCode",
      h.applicant_is_minor as "applicantIsMinor", h.name_sealed as "nameSealed",
      r.story_sealed as "storySealed", r.summary_sealed as "summarySealed", k.id as "keyId",
      k.wrapped, r.fund_id as "fundId", f.name as "fundName",
      (b.balance - b.not_cash - b.committed_cash) as "fundAvailable",
      r.policy_version as "policyVersion", ${visitColumns(sql)}, ${decisionColumns(sql)},
      ${paymentColumns(sql, today)},
      (select coalesce(json_agg(json_build_object('step', s.step, 'at', s.at, 'personName', p.name,
          'amount', s.amount::text) order by s.seq), '[]')
        from aid_steps s join persons p on p.id = s.person_id where s.request_id = r.id) as timeline
    ${sources(sql)} join data_keys k on k.id = h.key_id join fund_balances b on b.fund_id = f.id
    where r.id = ${id}`,
  );
}

const visitColumns = (sql: Client) => sql`
  (select json_build_object('id', v.id, 'visitedOn', v.visited_on, 'firstVisitor', p.name,
      'secondVisitor', q.name, 'suggested', v.suggested::text, 'signatures',
      (select coalesce(json_agg(x.name order by s.signed_at), '[]') from visit_signatures s
        join persons x on x.id = s.person_id where s.visit_id = v.id))
    from visits v join persons p on p.id = v.first_person_id
      join persons q on q.id = v.second_person_id where v.request_id = r.id) as visit,
  (select v.findings_sealed from visits v where v.request_id = r.id) as "findingsSealed"`;

const decisionColumns = (sql: Client) => sql`
  (select coalesce(json_agg(json_build_object('personName', p.name, 'approves', v.approves,
      'reason', v.reason, 'at', v.at) order by v.seq), '[]')
    from votes v join persons p on p.id = v.person_id where v.request_id = r.id) as votes,
  (select coalesce(json_agg(json_build_object('personName', p.name, 'reason', x.reason)
      order by x.at), '[]')
    from recusals x join persons p on p.id = x.person_id where x.request_id = r.id) as recusals,
  (select coalesce(json_agg(json_build_object('personName', p.name, 'amount', o.amount::text,
      'at', o.at) order by o.seq), '[]')
    from urgent_orders o join persons p on p.id = o.person_id where o.request_id = r.id)
    as "urgentOrders"`;

const paymentColumns = (sql: Client, today: string) => sql`
  (select json_build_object('id', n.id, 'number', n.number, 'postedOn', n.posted_on,
      'endsOn', n.ends_on, 'running', r.status <> 'withdrawn' and n.ends_on >= ${today}::date)
    from notices n where n.request_id = r.id) as notice,
  (select json_build_object('id', o.id, 'amount', o.amount::text, 'method', o.method,
      'payeeKind', o.payee_kind, 'payeeName', o.payee_name_masked,
      'payeeNameSealed', o.payee_name_sealed, 'payeeAccount', o.payee_account_masked,
      'payeeBank', o.payee_bank, 'voiding',
      (select json_build_object('outcome', v.outcome, 'reason', v.reason, 'askedByName', z.name)
        from order_voids v join persons z on z.id = v.asked_person_id where v.order_id = o.id
          and not exists (select 1 from order_void_decisions d where d.id = v.id)))
    from payment_orders o join live_orders l on l.order_id = o.id
    where o.request_id = r.id) as "order",
  (select json_build_object('id', p.id, 'paidOn', p.paid_on, 'amount', p.amount::text,
      'voucherId', p.voucher_id, 'word', v.word, 'number', v.number,
      'proof', (select json_build_object('kind', x.kind, 'reference', x.reference,
          'receivedOn', x.received_on)
        from payment_proofs x where x.payment_id = p.id))
    from payments p join vouchers v on v.id = p.voucher_id where p.request_id = r.id) as payment`;

/**
 * The notices that hang out on a day, the newest first. Those of withdrawn requests are taken down.
 */
export async function noticesOn(sql: PublicContext['client'], today: string): Promise<Notice[]> {
  return sql<Notice[]>`
    select n.number, r.case_number as "caseNumber", n.masked_name as "maskedName",
      n.community_name as "communityName", n.need_code as "needCode", n.fund_name as "fundName",
      n.amount, n.posted_on::text as "postedOn", n.ends_on::text as "endsOn"
    from notices n join aid_requests r on r.id = n.request_id
    where n.ends_on >= ${today}::date and n.posted_on <= ${today}::date and r.status <> 'withdrawn'
    order by n.seq desc`;
}

/** Whether this account's act with this key was done. */
export async function isAnswered(
  sql: Client,
  act: { actorId: string; key: string },
): Promise<boolean> {
  const rows = await sql`select 1 from operations
    where actor_id = ${act.actorId} and client_key = ${act.key} and status = 200`;
  return rows.length > 0;
}
