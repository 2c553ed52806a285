import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The least that a post can be: one entry, two lines, two balances; no check, no key, no trail. */
export const floorSql = `
  create schema floor;
  create table floor.entry (id bigint generated always as identity primary key, memo text);
  create table floor.line (entry_id bigint, line_no smallint, account int, amount numeric(18,2),
    primary key (entry_id, line_no));
  create index on floor.line (account, entry_id);
  create table floor.balance (account int primary key, balance numeric(18,2) not null default 0)
    with (fillfactor = 50);
  insert into floor.balance (account) select generate_series(1, 1000);
  create function floor.post(a int, b int, x numeric) returns bigint language plpgsql as $$
  declare e bigint;
  begin
    insert into floor.entry (memo) values ('x') returning id into e;
    insert into floor.line values (e, 1, a, x), (e, 2, b, -x);
    update floor.balance set balance = balance + x where account = least(a, b);
    update floor.balance set balance = balance - x where account = greatest(a, b);
    return e;
  end $$;`;

/**
 * The same floor called by pgbench, PostgreSQL's own tool, which spends next to nothing outside of
 * the database; posts a second, or undefined where it is not installed.
 */
export function pgbenchFloor(
  url: string,
  { clients, seconds, folder }: { clients: number; seconds: number; folder: string },
): number | undefined {
  const script = join(folder, 'floor.sql');
  writeFileSync(script, '\\set a random(1, 999)\nselect floor.post(:a, 1000, 1.00);\n');
  const command = ['-n', '-M', 'prepared', '-c', `${clients}`, '-j', '2', '-T', `${seconds}`];
  const { status, stdout } = spawnSync('pgbench', [...command, '-f', script, url], {
    encoding: 'utf8',
  });
  const found = status === 0 ? /^tps = ([\d.]+)/m.exec(stdout) : null;
  return found ? Number(found[1]) : undefined;
}
