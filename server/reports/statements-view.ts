import type { Activities, BalanceSheet, CashFlow, RuleBook } from '../../shared/statements.ts';
import type { Reader } from '../database/snapshot.ts';
import {
  readActivity,
  readBalances,
  readMoneyCounters,
  readMoneyStood,
  readNetAssetMoves,
  readShape,
} from './statement-queries.ts';
import { activitiesOf, balanceSheetOf, type Books, cashFlowOf } from './statements.ts';

/** Of which month, and in which shape: without one, in that of the organisation's rule book. */
export interface StatementAsked {
  period: number;
  shape?: RuleBook | undefined;
}

async function booksOf(sql: Reader, { shape, period }: StatementAsked): Promise<Books> {
  return { chart: '2026', shape: shape ?? (await readShape(sql, period)) };
}

/** The balance sheet (资产负债表) at the end of a month. */
export async function balanceSheetFor(sql: Reader, asked: StatementAsked): Promise<BalanceSheet> {
  const accounts = await readBalances(sql, asked.period);
  return balanceSheetOf(accounts, asked.period, await booksOf(sql, asked));
}

/** The statement of activities (业务活动表) of a month and of its year so far. */
export async function activitiesFor(sql: Reader, asked: StatementAsked): Promise<Activities> {
  const { period } = asked;
  const movements = await readActivity(sql, period);
  const month = await readNetAssetMoves(sql, { from: period, to: period });
  const year = await readNetAssetMoves(sql, {
    from: Math.floor(period / 100) * 100 + 1,
    to: period,
  });
  return activitiesOf(movements, { month, year }, period, await booksOf(sql, asked));
}

/** The cash flow statement (现金流量表) of a month and of its year so far. */
export async function cashFlowFor(sql: Reader, asked: StatementAsked): Promise<CashFlow> {
  const counters = await readMoneyCounters(sql, asked.period);
  const stood = await readMoneyStood(sql, asked.period);
  return cashFlowOf(counters, stood, asked.period, await booksOf(sql, asked));
}
