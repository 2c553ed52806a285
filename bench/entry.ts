import type postgres from 'postgres';

/**
 * What the database does for one post: a document of two lines, its voucher and its entry of the
 * trail, in one statement; no key, no round trips between, no HTTP. `owner` is a superuser, `role`
 * the owner of the tables. The kind of document is made for this and lives in the throw-away
 * database only.
 */
export async function makeEntries(
  owner: postgres.Sql,
  { actor, role }: { actor: string; role: string },
) {
  await owner.unsafe(`
    set role ${role};
    set search_path = fund;
    create table bench_documents (id uuid primary key default gen_random_uuid(), debit text not null,
      credit text not null, day date not null);
    create function lines_of_bench(p_source uuid) returns table (event text, day date, account text, fund uuid,
      side text, amount numeric(18,2), drive uuid, donor uuid, request uuid, beneficiary text)
    language sql stable set search_path = fund, pg_temp as $$
      select 'BENCH', d.day, x.account, null::uuid, x.side, 1.00, null::uuid, null::uuid, null::uuid, null
      from bench_documents d cross join lateral (values (d.debit, 'debit'), (d.credit, 'credit')) x(account, side)
      where d.id = p_source
    $$;
    insert into document_kinds (kind, by_lines, reversible) values ('bench', true, false);
    insert into posting_rules (event, source, debits, credits) values ('BENCH', 'bench', '{1}', '{2}');
    create function bench_post(p_debit text, p_credit text, p_day date) returns void language plpgsql
    set search_path = fund, pg_temp as $$
    declare o uuid; d uuid;
    begin
      insert into operations (actor_id, client_key, action, fingerprint, created_at)
        values ('${actor}', gen_random_uuid(), 'bench.posted', '', now()) returning id into o;
      insert into bench_documents (debit, credit, day) values (p_debit, p_credit, p_day) returning id into d;
      perform post_entry(o, 1, '记', p_day, 'BENCH', 'x', 'bench', d, '${actor}', now(), 0, jsonb_build_array(
        jsonb_build_object('account', p_debit, 'side', 'debit', 'amount', '1.00'),
        jsonb_build_object('account', p_credit, 'side', 'credit', 'amount', '1.00')));
      perform finish_operation(o, 200, '{}', 'bench:' || d, '{}', now());
    end $$;
    reset role;
    reset search_path`);
  // accounts that any document may fill up: never below zero by what is posted here
  const codes = async (side: string, first: string) =>
    (
      await owner<{ code: string }[]>`
        select code from fund.accounts where takes_lines and not needs_fund
          and not needs_beneficiary and side = ${side} and code like ${`${first}%`} order by code`
    ).map(({ code }) => code);
  const debits = await codes('debit', '1');
  const credits = await codes('credit', '2');
  const any = (list: string[]) => list[Math.floor(Math.random() * list.length)]!;
  const post = (debit: string, credit: string, day: string) =>
    owner`select fund.bench_post(${debit}, ${credit}, ${day}::date)`;
  return {
    /** All clients post to the same two accounts. */
    hot: (day: string) => post(debits[0]!, credits[0]!, day),
    /** Each post takes two accounts of chance; the number counter stays common to all. */
    spread: (day: string) => post(any(debits), any(credits), day),
  };
}
