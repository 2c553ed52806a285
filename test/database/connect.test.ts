import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { admission, connect, constraintName, sqlState } from '../../server/database/connect.ts';
import { freshDatabase } from '../support/database.ts';

const { adminUrl } = await freshDatabase();

describe('admission', () => {
  it('lets no more than its limit work at once, in the order of coming', async () => {
    const admit = admission(3);
    const order: number[] = [];
    let inside = 0;
    let most = 0;
    const work = (number: number) => async () => {
      order.push(number);
      most = Math.max(most, ++inside);
      await sleep(1);
      inside--;
      if (number % 5 === 0) throw new Error('work may fail');
    };
    const all = Array.from({ length: 40 }, (_, number) => admit(work(number)));
    const outcomes = await Promise.allSettled(all);
    expect(most).toBe(3);
    expect(order).toEqual(Array.from({ length: 40 }, (_, number) => number));
    expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toHaveLength(8);
  });

  it('answers OVERLOADED when the queue is full or the wait too long, and recovers', async () => {
    const admit = admission(1, 2, 50);
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const first = admit(() => held);
    const waiting = [admit(async () => 2), admit(async () => 3)];
    await expect(admit(async () => 4)).rejects.toMatchObject({ code: 'OVERLOADED' });
    for (const each of waiting) await expect(each).rejects.toMatchObject({ code: 'OVERLOADED' });
    release();
    await first;
    expect(await admit(async () => 5)).toBe(5);
  });
});

describe('database errors', () => {
  it('give their SQLSTATE and constraint through the wrapping of drizzle', async () => {
    const { client, database } = connect(adminUrl, { max: 2 });
    await client`create table gift (amount int constraint gift_is_positive check (amount > 0))`;
    const refused = await database
      .execute(sql`insert into gift values (${-1})`)
      .catch((error: unknown) => error);
    expect(sqlState(refused)).toBe('23514');
    expect(constraintName(refused)).toBe('gift_is_positive');
    expect(sqlState(new Error('something else'))).toBeUndefined();
    expect(constraintName(undefined)).toBeUndefined();
    await client.end();
  });

  it('give the code of a connection that failed', async () => {
    const { client, database } = connect('postgres://nobody@127.0.0.1:1/nowhere', { max: 1 });
    const refused = await database.execute(sql`select 1`).catch((error: unknown) => error);
    expect(sqlState(refused)).toBe('ECONNREFUSED');
    await client.end({ timeout: 1 });
  });

  it('a terminated connection is replaced at once', async () => {
    const { client } = connect(adminUrl, { max: 1 });
    const killer = connect(adminUrl, { max: 1 }).client;
    const [row] = await client`select pg_backend_pid() as pid`;
    await killer`select pg_terminate_backend(${row!.pid as number})`;
    await sleep(50);
    const started = performance.now();
    expect(await client`select 1 as alive`).toEqual([{ alive: 1 }]);
    expect(performance.now() - started).toBeLessThan(2000);
    await Promise.all([client.end(), killer.end()]);
  });
});

describe('many statements queued on one connection', () => {
  it('never let a BEGIN leak into the statements of others', async () => {
    const { client } = connect(adminUrl, { max: 1 });
    await client`create table leak (text text)`;
    for (const queued of [98, 99, 100, 101]) {
      const before = Array.from({ length: queued }, () => client`select 1`.execute());
      const rolledBack = client.begin(async (tx) => {
        await tx`insert into leak values ('inside')`;
        throw new Error('roll back');
      });
      const outside = client`insert into leak values (${`outside ${queued}`})`.execute();
      await expect(rolledBack).rejects.toThrow('roll back');
      await Promise.all([...before, outside]);
    }
    const rows = await client`select text from leak order by text`;
    const expected = ['outside 100', 'outside 101', 'outside 98', 'outside 99'];
    expect(rows.map((row) => row.text as string)).toEqual(expected);
    await client.end();
  });
});
