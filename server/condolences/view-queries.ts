import type {
  Condolence,
  CondolencePayment,
  CondolenceRow,
  SignatureWay,
  YearlyAid,
} from '../../shared/condolences.ts';
import type { Money } from '../../shared/money.ts';
import type { Context, PublicContext } from '../core/context.ts';
import { maybe } from '../core/rows.ts';

type Client = PublicContext['client'];

/** Whose batches are asked for: all, or those in sight of a caseworker. */
export interface Sight {
  all: boolean;
  personId: string;
  communityId: string | null;
}

/** A batch in the list, and what decides what this person may do with it. */
export interface CondolenceFound extends Condolence {
  seq: string;
  reason: string;
  votesNeeded: number;
  preparedPersonId: string;
  /** Whether this person prepared it or holds an advance for it. */
  mine: boolean;
  voted: boolean;
  out: string;
  waits: boolean;
}

const found = (sql: Client, sight: Sight) => sql`
  select b.id, b.seq, b.name, f.code as "fundCode", f.kind = 'restricted' as restricted,
    b.planned_on::text as "plannedOn", b.line_count as "lineCount",
    b.cash_total::text as "cashTotal", b.budget::text, b.reason, b.votes_needed as "votesNeeded",
    b.prepared_person_id as "preparedPersonId", p.name as "preparedByName",
    (select coalesce(sum(c.amount), 0)::numeric(18, 2)::text from condolence_commitments c
      where c.batch_id = b.id and c.movement = 'consumed') as paid,
    (select count(*)::int from handouts h join condolence_payments y on y.id = h.payment_id
      where y.batch_id = b.id and condolence_day(y.id) is not null) as "paidLines",
    condolence_committed(b.id)::numeric(18, 2)::text as committed,
    coalesce((select s.step from condolence_steps s where s.batch_id = b.id
      order by s.seq desc limit 1), 'voting') as status,
    b.prepared_person_id = ${sight.personId} or exists (select 1 from advances a
      where a.batch_id = b.id and a.holder_person_id = ${sight.personId}) as mine,
    exists (select 1 from condolence_votes v where v.batch_id = b.id
      and v.person_id = ${sight.personId}) as voted,
    condolence_out(b.id)::numeric(18, 2)::text as out,
    exists (select 1 from condolence_payments y where y.batch_id = b.id
      and condolence_day(y.id) is null and not exists (select 1 from condolence_payment_steps s
        where s.payment_id = y.id and s.step = 'refused')) as waits
  from condolence_batches b join funds f on f.id = b.fund_id
  join persons p on p.id = b.prepared_person_id
  where (${sight.all} or b.prepared_person_id = ${sight.personId}
    or exists (select 1 from advances a where a.batch_id = b.id
      and a.holder_person_id = ${sight.personId})
    or exists (select 1 from condolence_lines l join households h on h.id = l.household_id
      where l.batch_id = b.id and h.community_id = ${sight.communityId}::uuid))`;

/** A page of batches in sight, newest first, before sequence `before`. */
export async function condolencesPage(
  context: PublicContext,
  page: Sight & { before: number | undefined; limit: number },
): Promise<CondolenceFound[]> {
  const sql = context.client;
  return sql<CondolenceFound[]>`${found(sql, page)}
    and b.seq < ${page.before ?? Number.MAX_SAFE_INTEGER} order by b.seq desc limit ${page.limit}`;
}

/** One batch in sight, or undefined. */
export async function condolenceById(
  context: PublicContext,
  id: string,
  sight: Sight,
): Promise<CondolenceFound | undefined> {
  const sql = context.client;
  return maybe(await sql<CondolenceFound[]>`${found(sql, sight)} and b.id = ${id}`);
}

/** The votes on a batch, in their order. */
export async function votesOf(context: PublicContext, batchId: string) {
  return context.client<{ name: string; agrees: boolean; reason: string }[]>`
    select p.name, v.agrees, v.reason from condolence_votes v join persons p on p.id = v.person_id
    where v.batch_id = ${batchId} order by v.seq`;
}

/** A line of a roster with its family as it is kept: the name is sealed. */
export interface RosterLine extends Omit<
  CondolenceRow,
  'name' | 'voucherNumber' | 'state' | 'packsValue'
> {
  packsDocument: string | null;
  householdId: string;
  communityId: string;
  applicantIsMinor: boolean;
  nameSealed: string;
  keyId: string;
  wrapped: Buffer | null;
  posted: boolean;
  word: string | null;
  number: number | null;
  way: SignatureWay | null;
}

/** The roster of a batch, by its positions; of one community unless `communityId` is null. */
export async function rosterOf(
  context: PublicContext,
  batchId: string,
  communityId: string | null,
): Promise<RosterLine[]> {
  return context.client<RosterLine[]>`
    select l.id, l.position, l.household_id as "householdId", h.code as "householdCode",
      h.community_id as "communityId", h.applicant_is_minor as "applicantIsMinor",
      h.name_sealed as "nameSealed", k.id as "keyId", k.wrapped, c.name as "communityName",
      h.category, l.amount::text, l.packs, x.way, nullif(x.proxy_relation, '') as "proxyRelation",
      x.handed_on::text as "handedOn", x.handed_by as "handedByName", x.witness as "witnessName",
      case when x.payment_id is null then null when x.advance_id is null then 'box'
        else 'advance' end as "from", x.posted is true as posted, x.voucher_id as "voucherId",
      x.word, x.number,
      (select p.document_id from condolence_packs p where p.line_id = l.id and not exists (
        select 1 from goods_reversals r where r.document_id = p.document_id)) as "packsDocument"
    from condolence_lines l join households h on h.id = l.household_id
    join data_keys k on k.id = h.key_id join communities c on c.id = h.community_id
    left join lateral (
      select o.payment_id, y.advance_id, s.way, s.proxy_relation, s.handed_on,
        a.name as handed_by, w.name as witness, condolence_day(y.id) is not null as posted,
        v.id as voucher_id, v.word, v.number
      from handouts o join condolence_payments y on y.id = o.payment_id
      left join handout_signatures s on s.handout_id = o.id
      left join persons a on a.id = s.recorded_person_id
      left join persons w on w.id = s.witness_person_id
      left join vouchers v on v.source_type = 'condolence' and v.source_id = y.id
      where o.line_id = l.id and not exists (select 1 from condolence_payment_steps r
        where r.payment_id = y.id and r.step = 'refused')) x on true
    where l.batch_id = ${batchId}
      and (${communityId}::uuid is null or h.community_id = ${communityId}::uuid)
    order by l.position`;
}

/** A handing-out of a batch, and what decides who may take its next step. */
export interface PaymentFound extends Omit<
  CondolencePayment,
  'mayReview' | 'mayPay' | 'maySendBack' | 'voucherNumber'
> {
  handedInPersonId: string;
  witnesses: string[];
  word: string | null;
  number: number | null;
}

/** The handings-out of a batch, oldest first. */
export async function paymentsOf(context: PublicContext, batchId: string): Promise<PaymentFound[]> {
  return context.client<PaymentFound[]>`
    select p.id, case when p.advance_id is null then 'box' else 'advance' end as "from",
      p.advance_id as "advanceId", p.spent::text, p.returned::text, p.topped_up::text as "toppedUp",
      p.note, n.name as "handedInByName", p.handed_in_person_id as "handedInPersonId",
      case when condolence_day(p.id) is not null then 'posted'
        else coalesce((select s.step from condolence_payment_steps s where s.payment_id = p.id
          order by s.seq desc limit 1), 'waiting') end as status,
      array(select h.line_id from handouts h where h.payment_id = p.id order by h.seq)
        as "lineIds",
      array(select s.witness_person_id from handouts h
        join handout_signatures s on s.handout_id = h.id where h.payment_id = p.id) as witnesses,
      v.id as "voucherId", v.word, v.number
    from condolence_payments p join persons n on n.id = p.handed_in_person_id
    left join vouchers v on v.source_type = 'condolence' and v.source_id = p.id
    where p.batch_id = ${batchId} order by p.seq`;
}

/** Everybody of the office but this person: whom they may name as the second hand. */
export async function colleaguesOf(context: Context) {
  return context.client<{ personId: string; name: string }[]>`
    select distinct p.id as "personId", p.name from users u join persons p on p.id = u.person_id
    where u.status = 'active' and p.id <> ${context.actor.personId} order by p.name, p.id`;
}

/**
 * What a family got, year by year: grants in the year of their decision (decision 14), condolences
 * in the year in which they were handed out.
 */
export async function yearlyAidOf(
  context: PublicContext,
  householdId: string,
): Promise<YearlyAid['years']> {
  return context.client<YearlyAid['years']>`
    select year, sum(grants)::int as grants, sum(granted)::numeric(18, 2)::text as granted,
      sum(condolences)::int as condolences, sum(condoled)::numeric(18, 2)::text as condoled
    from (
      select extract(year from (c.at at time zone 'Asia/Shanghai'))::int as year, 1 as grants,
        c.amount as granted, 0 as condolences, 0::numeric as condoled
      from commitments c join aid_requests r on r.id = c.request_id
      where c.movement = 'reserved' and r.household_id = ${householdId}
        and not exists (select 1 from commitments x
          where x.reservation_id = c.id and x.movement = 'released')
      union all
      select extract(year from s.handed_on)::int, 0, 0, 1, h.amount
      from condolence_lines l join handouts h on h.line_id = l.id
      join handout_signatures s on s.handout_id = h.id
      where l.household_id = ${householdId} and condolence_day(h.payment_id) is not null) x
    group by year order by year desc`;
}

/** The issues of goods of a batch: what each was worth, and the packs of its lines in order. */
export async function packsOf(context: PublicContext, batchId: string) {
  return context.client<{ documentId: string; value: Money; lineIds: string[]; packs: number[] }[]>`
    select p.document_id as "documentId", (select coalesce(sum(-m.value), 0)::numeric(18, 2)::text
        from goods_movements m where m.document_id = p.document_id and not m.undoes) as value,
      array_agg(p.line_id order by l.position) as "lineIds",
      array_agg(p.packs order by l.position) as packs
    from condolence_packs p join condolence_lines l on l.id = p.line_id
    where l.batch_id = ${batchId} group by p.document_id`;
}

/** What lies in store of the fund of a batch. */
export async function packItemsOf(context: PublicContext, batchId: string) {
  return context.client<{ id: string; name: string; quantity: string }[]>`
    select i.id, i.name, trim_scale(s.quantity)::text as quantity from goods_stock s
    join goods_items i on i.id = s.item_id and i.account_code <> '120103'
    join condolence_batches b on b.fund_id = s.fund_id
    where b.id = ${batchId} and s.quantity > 0 order by i.code`;
}
