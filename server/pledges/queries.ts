import type { pledgeArrivals, pledges } from '../../drizzle/schema/index.ts';
import type { Money } from '../../shared/money.ts';
import type { Pledge } from '../../shared/pledges.ts';
import type { PublicContext, Tx } from '../core/context.ts';
import { maybe } from '../core/rows.ts';

export interface PledgeRow extends Omit<Pledge, 'outstanding' | 'overdue'> {
  seq: string;
}

/**
 * A page of pledges, newest first, before sequence `before`, with the gifts that may be named for
 * each: of the same donor to the same fund, not taken back and not named for any pledge.
 */
export async function pledgesPage(
  context: PublicContext,
  page: { before: number | undefined; limit: number },
): Promise<PledgeRow[]> {
  return context.client<PledgeRow[]>`
    select p.id, p.seq, o.name_masked as "donorMasked", f.code as "fundCode",
      r.code as "driveCode", p.amount::text, x.arrived::text, p.agreed_on::text as "agreedOn",
      p.due_on::text as "dueOn", p.agreement_number as "agreementNumber",
      n.name as "recordedByName", y.candidates
    from pledges p join donors o on o.id = p.donor_id join funds f on f.id = p.fund_id
    left join drives r on r.id = p.drive_id join users u on u.id = p.recorded_by
    join persons n on n.id = u.person_id
    cross join lateral (select coalesce(sum(d.gross), 0)::numeric(18, 2) as arrived
      from pledge_arrivals a join donations d on d.id = a.donation_id where a.pledge_id = p.id
        and not exists (select 1 from donation_reversals b where b.donation_id = d.id)) x
    cross join lateral (select coalesce(jsonb_agg(jsonb_build_object('donationId', d.id,
        'label', d.received_on::text || ' ' || d.gross::text) order by d.seq desc), '[]')
          as candidates
      from donations d where d.donor_id = p.donor_id and d.fund_id = p.fund_id
        and d.received_on >= p.agreed_on and d.gross <= p.amount - x.arrived
        and not exists (select 1 from pledge_arrivals a where a.donation_id = d.id)
        and not exists (select 1 from donation_reversals b where b.donation_id = d.id)) y
    where p.seq < ${page.before ?? Number.MAX_SAFE_INTEGER} order by p.seq desc limit ${page.limit}`;
}

/** What a pledge still waits for, or undefined when there is no such pledge. */
export async function pledgeOpen(tx: Tx, id: string) {
  return maybe(
    await tx.sql<{ donor_id: string; fund_id: string; agreed_on: string; outstanding: Money }[]>`
      select p.donor_id, p.fund_id, p.agreed_on::text, (p.amount - coalesce((select sum(d.gross)
        from pledge_arrivals a join donations d on d.id = a.donation_id where a.pledge_id = p.id
          and not exists (select 1 from donation_reversals b where b.donation_id = d.id)), 0)
        )::numeric(18, 2)::text as outstanding
      from pledges p where p.id = ${id}`,
  );
}

/** A gift as far as naming it for a pledge asks. */
export async function arrivedGift(tx: Tx, donationId: string) {
  return maybe(
    await tx.sql<
      {
        donor_id: string;
        fund_id: string;
        received_on: string;
        gross: Money;
        reversed: boolean;
        named: boolean;
      }[]
    >`select d.donor_id, d.fund_id, d.received_on::text, d.gross::text,
        exists (select 1 from donation_reversals b where b.donation_id = d.id) as reversed,
        exists (select 1 from pledge_arrivals a where a.donation_id = d.id) as named
      from donations d where d.id = ${donationId}`,
  );
}

/** Adds a pledge. */
export async function insertPledge(tx: Tx, row: typeof pledges.$inferInsert): Promise<void> {
  await tx.sql`insert into pledges (id, donor_id, drive_id, fund_id, amount, agreed_on, due_on,
      agreement_number, recorded_by, created_at)
    values (${row.id}, ${row.donorId}, ${row.driveId ?? null}, ${row.fundId}, ${row.amount},
      ${row.agreedOn}, ${row.dueOn}, ${row.agreementNumber}, ${row.recordedBy},
      ${row.createdAt.toISOString()})`;
}

/** Names a gift for a pledge. */
export async function insertArrival(
  tx: Tx,
  row: typeof pledgeArrivals.$inferInsert,
): Promise<void> {
  await tx.sql`insert into pledge_arrivals (donation_id, pledge_id, recorded_by, created_at)
    values (${row.donationId}, ${row.pledgeId}, ${row.recordedBy}, ${row.createdAt.toISOString()})`;
}
