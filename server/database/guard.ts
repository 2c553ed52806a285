import type { Sql, TransactionSql } from 'postgres';

/** The error of every call through a transaction whose connection is gone. */
export const transactionLost = 'TX_CONNECTION_LOST';

/**
 * postgres.js replaces a broken connection under a transaction that is still being written: its
 * later statements run on the new connection, outside any transaction or, worse, inside somebody
 * else's; even the ROLLBACK or COMMIT that it sends at the end of the callback lands there. This
 * replaces `begin` so that, once the connection is lost, the promise of `begin` rejects, every
 * later call through the transaction (and its savepoints) throws, and the driver never learns how
 * the callback ended, so that it sends nothing.
 */
export function guardBegin(client: Sql): void {
  const begin = client.begin.bind(client) as unknown as (
    options: string,
    work: (tx: TransactionSql) => unknown,
  ) => Promise<unknown>;
  const guarded = (first: string | Work, second?: Work): Promise<unknown> => {
    const [options, work] = typeof first === 'string' ? [first, second] : ['', first];
    if (!work) throw new TypeError('begin needs a function');
    const fate = new ConnectionFate();
    const outcome = begin(options, (tx) => fate.settleUnlessLost(() => work(fate.guard(tx))));
    outcome.catch((error: unknown) => fate.lose(error));
    return Promise.race([outcome, fate.lost]);
  };
  client.begin = guarded as typeof client.begin;
}

type Work = (tx: TransactionSql) => unknown;
type AnyCall = (...args: unknown[]) => unknown;

/** Whether one transaction still has the connection that it began on. */
class ConnectionFate {
  readonly lost: Promise<never>;
  #reason: unknown;
  #isLost = false;
  #reject: (error: unknown) => void = () => {};

  constructor() {
    this.lost = new Promise((_, reject) => {
      this.#reject = reject;
    });
    this.lost.catch(() => {}); // it is raced; alone it must not count as unhandled
  }

  lose(error: unknown): void {
    if (this.#isLost) return;
    this.#isLost = true;
    this.#reason = error;
    this.#reject(error);
  }

  /**
   * The outcome of `work` for the driver: it waits for ever when the connection was lost meanwhile.
   */
  settleUnlessLost<T>(work: () => T | Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        if (!this.#isLost) act();
      };
      (async () => await work())().then(
        (value) => settle(() => resolve(value)),
        (error: unknown) => settle(() => reject(error)),
      );
    });
  }

  /** A transaction whose every call first asks whether the connection is still there. */
  guard(tx: TransactionSql): TransactionSql {
    return new Proxy(tx, {
      apply: (target, self, args) => this.#watch(this.#call(target as AnyCall, self, args)),
      get: (target, key) => {
        const member: unknown = Reflect.get(target, key);
        if (typeof member !== 'function') return member;
        if (key === 'savepoint') return this.#savepoint(member as AnyCall);
        return (...args: unknown[]) => this.#watch(this.#call(member as AnyCall, target, args));
      },
    });
  }

  #savepoint(savepoint: AnyCall): AnyCall {
    return (...args) => {
      const work = args.pop() as Work;
      const nested = (tx: TransactionSql) => this.settleUnlessLost(() => work(this.guard(tx)));
      const outcome = this.#call(savepoint, undefined, [...args, nested]) as Promise<unknown>;
      return Promise.race([outcome, this.lost]);
    };
  }

  #call(callee: AnyCall, self: unknown, args: unknown[]): unknown {
    if (this.#isLost) {
      const error = new Error('the connection of this transaction was lost', {
        cause: this.#reason,
      });
      throw Object.assign(error, { code: transactionLost });
    }
    return Reflect.apply(callee, self, args);
  }

  /**
   * A query is a promise that begins to run when somebody awaits it, so it cannot be awaited here.
   * The driver reports a failure by calling its `reject`: noticing the loss there is noticing it
   * before the callback can go on.
   */
  #watch(result: unknown): unknown {
    if (result instanceof Promise && 'reject' in result && typeof result.reject === 'function') {
      const reject = result.reject as (error: unknown) => void;
      result.reject = (error: unknown) => {
        if (endsConnection(error)) this.lose(error);
        reject(error);
      };
    }
    return result;
  }
}

/**
 * Whether a failed query means that its connection is gone: the driver says so, or PostgreSQL's
 * severity does.
 */
function endsConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  if (error.name === 'PostgresError') {
    const { severity } = error as Error & { severity?: string };
    return severity === 'FATAL' || severity === 'PANIC';
  }
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' && isConnectionCode(code);
}

/**
 * Whether an error code of the driver or the system (not an SQLSTATE) tells of a lost or impossible
 * connection.
 */
export function isConnectionCode(code: string): boolean {
  return /^(CONNECT|TX_CONNECTION|ECONN|EPIPE|ETIMEDOUT|EHOST|ENETUNREACH|ENOTFOUND|EAI_)/.test(
    code,
  );
}
