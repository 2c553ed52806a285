import type { CloseChecklist } from '../../shared/closing.ts';
import { monthEnd } from '../../shared/dates.ts';
import type { Context } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { type ClosingVoucher, monthClosed, yearClosed } from '../ledger/postings-closing.ts';
import { actionsOn } from './policy.ts';
import {
  isEmptyDecember,
  listYears,
  pendingReopening,
  periodState,
  readDeficits,
  readNames,
  readPoints,
  readRegime,
  readStanding,
} from './queries.ts';

/**
 * What keeps a month open, what its closing will post, and what this reader may do. Of a closed
 * month only the last remains. Fails with NOT_FOUND for a month without any voucher.
 */
export async function readChecklist(context: Context, period: number): Promise<CloseChecklist> {
  const { client: sql, actor } = context;
  const known = await periodState(sql, period);
  if (!known && !(await isEmptyDecember(sql, period))) {
    throw new AppError('NOT_FOUND', 'There is no such month in the books.');
  }
  const state = known ?? { status: 'open' as const, closedAt: null, mayReopen: false };
  const isOpen = state.status === 'open';
  const regime = await readRegime(sql, period);
  const points = isOpen ? await readPoints(sql, { period, today: context.today() }) : [];
  const deficits = await readDeficits(sql, period);
  const posts = isOpen ? await readPreview(context, period, regime) : [];
  const asked = await pendingReopening(sql, period);
  const month = {
    status: state.status,
    isReady: points.every(({ level, count }) => level === 'warning' || count === 0),
    waitsForSignature: deficits.some(({ signable, signed }) => signable && !signed),
    mayReopen: state.mayReopen,
    askedBy: asked?.personId,
  };
  return {
    id: period,
    status: state.status,
    endsOn: monthEnd(period),
    closedAt: state.closedAt === null ? null : new Date(state.closedAt).toISOString(),
    regime,
    points,
    deficits,
    posts,
    reopening: asked ? { ...asked, askedAt: new Date(asked.askedAt).toISOString() } : null,
    allowedActions: actionsOn(month, actor),
  };
}

/** The closing vouchers as they would be posted now. */
async function readPreview(
  context: Context,
  period: number,
  regime: CloseChecklist['regime'],
): Promise<CloseChecklist['posts']> {
  const rows = await readStanding(context.client, period);
  const standing = rows.map(({ account, fundId, fundCode, fundKind, net }) => ({
    account,
    fund: { id: fundId, code: fundCode, kind: fundKind },
    net,
  }));
  const isYearly = (account: string) => account.startsWith('32');
  const vouchers = [
    ...monthClosed(
      standing.filter(({ account }) => !isYearly(account)),
      regime,
    ),
    ...(period % 100 === 12 ? yearClosed(standing.filter(({ account }) => isYearly(account))) : []),
  ];
  const fundCodes = new Map(rows.map(({ fundId, fundCode }) => [fundId, fundCode]));
  return await named(context, vouchers, fundCodes);
}

async function named(
  context: Context,
  vouchers: readonly ClosingVoucher[],
  fundCodes: ReadonlyMap<string, string>,
): Promise<CloseChecklist['posts']> {
  const codes = [...new Set(vouchers.flatMap(({ lines }) => lines.map(({ account }) => account)))];
  const names = new Map(
    (await readNames(context.client, codes)).map((each) => [each.code, each] as const),
  );
  return vouchers.map(({ event, lines }) => ({
    event,
    lines: lines.map(({ account, fund = '', side, amount }) => ({
      accountCode: account,
      accountNameZh: names.get(account)?.nameZh ?? '',
      accountNameEn: names.get(account)?.nameEn ?? '',
      fundCode: fundCodes.get(fund) ?? '',
      side,
      amount,
    })),
  }));
}

/** The years of the books and the audits that locked them. */
export async function readYears(context: Context) {
  const mayLock = context.actor.roles.includes('chair');
  const years = await listYears(context);
  return {
    items: years.map((year) => ({
      ...year,
      mayLock: mayLock && year.mayLock,
      lockedAt: year.lockedAt === null ? null : new Date(year.lockedAt).toISOString(),
    })),
  };
}
