import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import request from 'supertest';
import { afterAll, afterEach, expect, test } from 'vitest';
import { family, ok } from '../support/cases.ts';
import { linkFor } from '../support/acts.ts';
import { everyPost, send } from '../support/every-post.ts';
import { makeWorld } from '../support/world.ts';
import { reached } from './report.ts';

const world = await makeWorld();
const admin = postgres(world.adminUrl, { max: 1, onnotice: () => {} });
afterAll(() => admin.end());
await admin.unsafe(`set search_path = fund;
  create function fund.no_audit() returns trigger language plpgsql as
    $$ begin raise exception 'no room' using errcode = '53100'; end $$;
  create trigger no_audit before insert on audit_entries for each row execute function fund.no_audit();
  alter table audit_entries disable trigger no_audit`);
const audit = (works: boolean) =>
  admin.unsafe(`alter table audit_entries ${works ? 'disable' : 'enable'} trigger no_audit`);
afterEach(() => audit(true));

/**
 * A digest of every row of every table, but for when sessions were last seen and for the attempts
 * to sign in, which are counted before anything is done.
 */
async function everything(): Promise<string> {
  const tables = await admin`select tablename from pg_tables where schemaname = 'fund'
    and tablename not in ('sessions', 'sign_in_failures') order by 1`;
  const parts: string[] = [];
  for (const { tablename: name } of tables) {
    const [row] = await admin.unsafe(
      `select md5(coalesce(string_agg(t::text, '' order by t::text), '')) as sum from ${name as string} t`,
    );
    parts.push(`${name as string} ${row!['sum'] as string}`);
  }
  return parts.join('\n');
}

/** Tries an act while nothing can be written to the trail: it is refused and leaves no trace. */
async function refusedWithoutAudit(
  act: () => Promise<{ status: number; body: { code?: string } }>,
) {
  const before = await everything();
  await audit(false);
  const { status, body } = await act();
  expect([status, body.code]).toEqual([503, 'STORAGE_FULL']);
  expect(await everything()).toBe(before);
  await audit(true);
}

let acts = 0;
test.each(everyPost)(
  'P19 $route happens with its audit entry or not at all',
  async ({ prepare }) => {
    const ready = await prepare(world);
    const key = randomUUID();
    await refusedWithoutAudit(() => send(world, ready, key));
    ok(await send(world, ready, key));
    const entries = await world.client`select a.action from audit_entries a
    join operations o on o.id = a.operation_id where o.client_key = ${key}`;
    expect(entries).toHaveLength(1);
    acts++;
  },
);

test('P19 a family file is not shown when the view cannot be written down', async () => {
  const { id } = ok(await world.as('worker').post('/households', family(world)));
  const body = { reason: '核对身份' };
  const view = () => world.as('auditor').post(`/households/${id}/unmask`, body);
  await refusedWithoutAudit(view);
  ok(await view());
  const [row] = await world.client`select count(*)::int as views from audit_entries
    where action = 'household.unmasked' and subject = ${`household:${id}`}`;
  expect(row).toEqual({ views: 1 });
  acts++;
});

test('P19 nobody signs in, out or up without an entry', async () => {
  const password = '一个足够长的通行口令二零二六年';
  const { id } = ok(
    await world.as('admin').post('/users', { name: '审', login: 'p19', roles: ['auditor'] }),
  );
  const token = await linkFor(world, id as string);
  const post = (path: string, body: object, bearer?: string) => {
    const call = request(world.app).post(`/api/v1${path}`);
    if (bearer !== undefined) call.set('Authorization', `Bearer ${bearer}`);
    return call.send(body).then(({ status, body: said }) => ({
      status,
      body: said as { code?: string; accessToken: string },
    }));
  };
  const accept = () => post('/invitations/accept', { token, password });
  await refusedWithoutAudit(accept);
  ok({ ...(await accept()), headers: {} });
  const signIn = () => post('/session', { login: 'p19', password });
  await refusedWithoutAudit(signIn);
  const signedIn = await signIn();
  expect(signedIn.status).toBe(201);
  const end = () => post('/session/end', {}, signedIn.body.accessToken);
  await refusedWithoutAudit(end);
  expect((await end()).status).toBe(200);
  acts += 3;
});

test('P19 every operation has one entry and every entry its operation', async () => {
  const [row] = await world.client`
    select (select count(*) from operations)::int as operations,
      (select count(*) from audit_entries)::int as entries,
      (select count(distinct operation_id) from audit_entries)::int as audited,
      (select count(*) from vouchers v where not exists
        (select 1 from audit_entries a where a.operation_id = v.operation_id))::int as silent`;
  const { operations, entries, audited, silent } = row as unknown as Record<string, number>;
  expect([entries, audited, silent]).toEqual([operations, operations, 0]);
  reached(
    'P19',
    'rolled back; 1:1 for 100 %',
    `${acts} acts rolled back; ${operations} operations, ${entries} entries`,
  );
});
