import type { Sql } from 'postgres';

/** Who and what the generated vouchers name. */
export interface FillOptions {
  vouchers: number;
  /** Lines of each voucher: one debit of the bank, the others income of a restricted fund. */
  lines: number;
  /** An account that may post. */
  actor: string;
  fund: string;
  drive?: string | undefined;
  donor?: string | undefined;
}

/**
 * Small: within one transaction every update of a balance row leaves a version behind that the next
 * one must pass.
 */
const BATCH = 100;

/**
 * Posts many vouchers through the database's own posting function, each with its act and its entry
 * of the trail. `sql` has the owner's rights, since the application's role may not call that
 * function.
 */
export async function fillBooks(sql: Sql, options: FillOptions): Promise<void> {
  // a kind of document of its own, which no rule of the product expects anything of
  await sql`insert into document_kinds (kind, by_lines, reversible) values ('bench', false, false)
    on conflict do nothing`;
  for (let done = 0; done < options.vouchers; done += BATCH) {
    await fillBatch(sql, { ...options, vouchers: Math.min(BATCH, options.vouchers - done) }, done);
    // plans that were made for empty tables would read them from end to end for ever
    if (Math.log2(done / BATCH + 1) % 1 === 0) await sql`analyze`;
  }
  await sql`analyze`;
}

async function fillBatch(sql: Sql, options: FillOptions, offset: number): Promise<void> {
  const parameters = JSON.stringify({ ...options, offset });
  await sql.begin(async (tx) => {
    await tx`select set_config('bench.fill', ${parameters}, true)`;
    await tx.unsafe(`
      DO $$
      DECLARE
        o jsonb := current_setting('bench.fill')::jsonb;
        lines jsonb; op uuid; day date; at timestamptz; n int;
      BEGIN
        FOR i IN 1..(o ->> 'vouchers')::int LOOP
          n := i + (o ->> 'offset')::int;
          day := date '2026-01-01' + (n % 28);
          at := day + interval '2 hours';
          SELECT jsonb_build_array(jsonb_build_object('account', '100201', 'side', 'debit',
            'amount', to_char(
              sum((k * 10 + n % 977) + (n % 100) / 100.0), 'FM999999990.00'))) ||
                jsonb_agg(jsonb_build_object(
              'account', '410102', 'fund', o ->> 'fund', 'side', 'credit', 'drive', o ->> 'drive',
              'donor', o ->> 'donor', 'amount', to_char((k * 10 + n % 977) + (n % 100) / 100.0,
                'FM999999990.00')))
            INTO lines FROM generate_series(1, (o ->> 'lines')::int - 1) k;
          INSERT INTO operations (actor_id, client_key, action, fingerprint, created_at)
            VALUES ((o ->> 'actor')::uuid, gen_random_uuid(), 'bench.posted', '', at) RETURNING id
              INTO op;
          PERFORM post_voucher(op, 1, '记', day, 'E04', '募捐箱开箱清点 ' || n, 'bench',
            gen_random_uuid(), NULL,
            (o ->> 'actor')::uuid, at, 1, lines);
          PERFORM finish_operation(op, 200, '{}', 'bench:' || n, '{}', at);
        END LOOP;
      END $$`);
  });
}
