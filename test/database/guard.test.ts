import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import postgres, { type Sql, type TransactionSql } from 'postgres';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../server/database/connect.ts';
import { freshDatabase } from '../support/database.ts';

const { adminUrl } = await freshDatabase();
const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
await admin.unsafe(`
  create table note (text text);
  create table strict_note (text text check (text <> 'stray'))`);
afterAll(() => admin.end());
beforeEach(async () => {
  await admin`truncate note, strict_note`;
});

const ours = () => connect(adminUrl, { max: 1 }).client;
const theDriversOwn = () => postgres(adminUrl, { max: 1, onnotice: () => {} });
const texts = async () => (await admin`select text from note order by text`).map((row) => row.text);
const codeOf = (error: unknown) => (error as { code?: string }).code ?? 'no code';

/** How a query ends, also one that is refused before it is sent. */
const attempt = (query: () => PromiseLike<unknown>) =>
  Promise.resolve()
    .then(query)
    .then(() => 'written', codeOf);

async function loseBackend(tx: TransactionSql): Promise<void> {
  const [row] = await tx`select pg_backend_pid() as pid`;
  await admin`select pg_terminate_backend(${row!.pid as number})`;
  await sleep(100); // the callback waits for something else meanwhile
}

/**
 * A transaction loses its backend, the pool reconnects for another request, the callback writes on.
 */
async function strayWrite(client: Sql): Promise<{ begin: string; write: string }> {
  let write = '';
  let done = () => {};
  const finished = new Promise<void>((resolve) => (done = resolve));
  const begin = await client
    .begin(async (tx) => {
      await tx`insert into note values ('first line')`;
      await loseBackend(tx);
      await client`select 1`;
      write = await attempt(() => tx`insert into note values ('stray line')`);
      done();
    })
    .then(() => 'acknowledged', codeOf);
  await finished;
  await sleep(50);
  return { begin, write };
}

/**
 * Meanwhile another request works in its transaction on the replacement connection; `end` is its
 * last act.
 */
async function innocentBeside(
  client: Sql,
  victim: (tx: TransactionSql) => Promise<void>,
  end: (tx: TransactionSql) => Promise<unknown>,
): Promise<string> {
  let innocent: Promise<string> = Promise.resolve('');
  let done = () => {};
  const finished = new Promise<void>((resolve) => (done = resolve));
  await client
    .begin(async (tx) => {
      try {
        await loseBackend(tx);
        innocent = client
          .begin(async (other) => {
            await other`insert into note values ('innocent one')`;
            await sleep(300);
            await end(other);
          })
          .then(() => 'acknowledged', codeOf);
        await sleep(150);
        await victim(tx);
      } finally {
        done();
      }
    })
    .catch(() => {});
  await finished;
  const outcome = await innocent;
  await sleep(50);
  return outcome;
}

const writeMore = (tx: TransactionSql) => tx`insert into note values ('innocent two')`;
const giveUp = async () => await Promise.reject(new Error('the innocent one changed its mind'));
const strayIntoCheck = async (tx: TransactionSql) => {
  await tx`insert into strict_note values ('stray')`.catch(() => {});
};
const swallow = async () => {};
const fail = async () => await Promise.reject(new Error('the victim gives up'));

describe('a backend dies in the middle of a transaction', () => {
  it('nothing is written outside it', async () => {
    const client = ours();
    const outcome = await strayWrite(client);
    expect(outcome).toEqual({ begin: 'CONNECTION_CLOSED', write: 'TX_CONNECTION_LOST' });
    expect(await texts()).toEqual([]);
    await client.end();
  });

  it('the same through drizzle, and in a savepoint', async () => {
    const { client, database } = connect(adminUrl, { max: 1 });
    for (const nested of [false, true]) {
      let code = '';
      const lost = database.transaction(async (tx) => {
        const body = async (inner: typeof tx) => {
          const [row] = await inner.execute(sql`select pg_backend_pid() as pid`);
          await inner.execute(sql`insert into note values ('first line')`);
          await admin`select pg_terminate_backend(${row!.pid as number})`;
          await sleep(100);
          await client`select 1`;
          await inner.execute(sql`insert into note values ('stray')`).catch((error: Error) => {
            code = codeOf(error.cause ?? error);
            throw error;
          });
        };
        await (nested ? tx.transaction((inner) => body(inner)) : body(tx));
      });
      await expect(lost).rejects.toThrow(/connection|CONNECTION/);
      await expect.poll(() => code).toBe('TX_CONNECTION_LOST');
      expect(await texts()).toEqual([]);
    }
    await client.end();
  });

  it('going on right after a failed query is noticed too', async () => {
    const client = ours();
    let code = '';
    const lost = client.begin(async (tx) => {
      const [row] = await tx`select pg_backend_pid() as pid`;
      setTimeout(
        () => void admin`select pg_terminate_backend(${row!.pid as number})`.execute(),
        50,
      );
      await tx`select pg_sleep(5)`.catch(() => {});
      code = await attempt(() => tx`insert into note values ('stray')`);
    });
    await expect(lost).rejects.toThrow(/connection/i);
    expect(code).toBe('TX_CONNECTION_LOST');
    expect(await texts()).toEqual([]);
    // the driver hands the old error to the first query on the new connection, which it does not
    // run
    expect(['written', '57P01']).toContain(await attempt(() => client`select 1`));
    expect((await client`select 1 as alive`)[0]).toEqual({ alive: 1 });
    await client.end();
  });

  it.each([
    ['writes into it', strayIntoCheck],
    ['ends well', swallow],
    ['ends with an error', fail],
  ])('another request keeps its transaction when the victim %s', async (_, victim) => {
    const client = ours();
    expect(await innocentBeside(client, victim, writeMore)).toBe('acknowledged');
    expect(await texts()).toEqual(['innocent one', 'innocent two']);
    await admin`truncate note`;
    expect(await innocentBeside(client, victim, giveUp)).toBe('no code');
    expect(await texts()).toEqual([]);
    await client.end();
  });

  it('an ordinary transaction commits, rolls back and nests as before', async () => {
    const client = ours();
    const value = await client.begin('isolation level repeatable read', async (tx) => {
      const [level] = await tx`show transaction_isolation`;
      const rows = [{ text: 'kept' }, { text: 'kept too' }];
      await tx`insert into note ${tx(rows)}`;
      await tx.savepoint(async (inner) => await inner`insert into note values ('nested')`);
      const undone = tx.savepoint('named', async (inner) => {
        await inner`insert into note values ('undone')`;
        throw new Error('undo');
      });
      await expect(undone).rejects.toThrow('undo');
      return level;
    });
    expect(value).toEqual({ transaction_isolation: 'repeatable read' });
    const second = client.begin(async (tx) => {
      await tx`insert into note values ('second')`;
      throw new Error('changed my mind');
    });
    await expect(second).rejects.toThrow('changed my mind');
    expect(await texts()).toEqual(['kept', 'kept too', 'nested']);
    await client.end();
  });
});

describe('the driver alone', () => {
  it('commits a line outside its transaction', async () => {
    const client = theDriversOwn();
    expect(await strayWrite(client)).toEqual({ begin: 'CONNECTION_CLOSED', write: 'written' });
    expect(await texts()).toContain('stray line');
    await client.end();
  });

  it('acknowledges a write that is gone', async () => {
    const client = theDriversOwn();
    expect(await innocentBeside(client, strayIntoCheck, async () => {})).toBe('acknowledged');
    expect(await texts()).toEqual([]);
    await client.end();
  });

  it('ends the transaction of another request', async () => {
    const client = theDriversOwn();
    expect(await innocentBeside(client, swallow, giveUp)).toBe('no code');
    expect(await texts()).toEqual(['innocent one']); // committed although its request failed
    await admin`truncate note`;
    expect(await innocentBeside(client, fail, writeMore)).toBe('acknowledged');
    expect(await texts()).toEqual(['innocent two']); // half of an acknowledged request
    await client.end();
  });
});
