import { addDays } from '../../shared/dates.ts';
import type { Player } from './player.ts';

type Items<Row> = { items: Row[] };

/** The id of the fund with this code. */
export async function fundId(player: Player, code: string): Promise<string> {
  const { items } = (await player.get('kuaiji', '/funds')) as unknown as Items<{
    id: string;
    code: string;
  }>;
  return items.find((fund) => fund.code === code)!.id;
}

/** What a fund holds, as the API answers it. */
export async function fundFigures(player: Player, code: string) {
  const { items } = (await player.get('shenji', '/funds')) as unknown as Items<{
    code: string;
    balance: string;
    committed: string;
    available: string;
  }>;
  return items.find((fund) => fund.code === code)!;
}

export interface Gift {
  driveId: string | null;
  channel: 'cash' | 'bank' | 'wechat' | 'alipay';
  gross: string;
  fee?: string;
  on: string;
  donor?: { kind: 'person' | 'organisation' | 'anonymous'; name?: string };
  reference?: string;
}

/** The treasurer records a gift. */
export async function give(player: Player, gift: Gift) {
  return player.post('kuaiji', '/donations', {
    driveId: gift.driveId,
    donor: gift.donor ?? { kind: 'anonymous' },
    channel: gift.channel,
    gross: gift.gross,
    ...(gift.fee !== undefined && { fee: gift.fee }),
    receivedOn: gift.on,
    ...(gift.reference !== undefined && { transactionReference: gift.reference }),
  });
}

export interface Need {
  workers: [filer: string, second: string];
  household: object;
  needCode: string;
  fundId: string;
  amount: string;
  urgent?: boolean;
  story: string;
  summary: string;
}

/** A caseworker registers a family and files its request. Answers the ids. */
export async function ask(player: Player, need: Need) {
  const [filer] = need.workers;
  const me = await player.get(filer, '/session');
  const household = await player.post(filer, '/households', {
    communityId: me['communityId'],
    ...need.household,
  });
  return askAgain(player, String(household['id']), need);
}

/** A request of a family that is known already. */
export async function askAgain(player: Player, householdId: string, need: Need) {
  const [filer] = need.workers;
  const request = await player.post(filer, '/aid-requests', {
    householdId,
    needCode: need.needCode,
    fundId: need.fundId,
    requested: need.amount,
    urgent: need.urgent ?? false,
    story: need.story,
    summary: need.summary,
  });
  const id = String(request['id']);
  await player.post(filer, `/aid-requests/${id}/submit`);
  return { id, householdId, caseNumber: String(request['caseNumber']) };
}

/** Two people visit; each signs in their own session. */
export async function visit(
  player: Player,
  request: { id: string; workers: [string, string]; on: string; suggested: string },
): Promise<void> {
  const [first, second] = request.workers;
  const { personId } = (await player.get(second, '/session')) as { personId: string };
  await player.post(first, `/aid-requests/${request.id}/visit`, {
    visitedOn: request.on,
    secondPersonId: personId,
    findings: '入户核实：家庭情况与申请一致，邻里反映属实。',
    suggested: request.suggested,
  });
  await player.post(second, `/aid-requests/${request.id}/sign-visit`);
}

/** Members vote for the proposal. */
export async function approve(
  player: Player,
  request: { id: string; amount: string; voters: string[] },
): Promise<void> {
  for (const voter of request.voters) {
    await player.post(voter, `/aid-requests/${request.id}/votes`, {
      approves: true,
      amount: request.amount,
      reason: '同意',
    });
  }
}

export interface Payee {
  payeeKind: 'applicant' | 'guardian' | 'hospital' | 'school' | 'landlord';
  payeeName: string;
  payeeAccount?: string;
  payeeBank?: string;
}

/** The treasurer prepares the order, the cashier pays it. Answers the payment. */
export async function pay(
  player: Player,
  request: { id: string; on: string; payee: Payee; reference: string },
) {
  const order = await player.post('kuaiji', '/payment-orders', {
    requestId: request.id,
    method: request.payee.payeeAccount === undefined ? 'cash' : 'bank',
    ...request.payee,
  });
  return player.post('chuna', `/payment-orders/${String(order['id'])}/pay`, {
    paidOn: request.on,
    bankReference: request.reference,
  });
}

/** The ordinary lane after the votes: the notice runs its days, then the money goes out. */
export async function noticeThenPay(
  player: Player,
  request: { id: string; on: string; payee: Payee; reference: string },
) {
  player.at(request.on, '16:00');
  await player.post('zhuren', `/aid-requests/${request.id}/notice`);
  const payday = addDays(request.on, 8);
  player.at(payday, '09:30');
  return pay(player, { ...request, on: payday });
}

/** What the box, the bank or the WeChat account holds. */
export async function moneyHeld(
  player: Player,
  place: 'cash' | 'bank' | 'wechat',
): Promise<string> {
  return String((await player.get('kuaiji', '/cash'))[place]);
}

/** The lines of a voucher as its page shows them: "debit 100201 11900.00, …". */
export async function voucherLines(player: Player, id: string): Promise<string> {
  const voucher = await player.get('shenji', `/vouchers/${id}`);
  const lines = voucher['lines'] as { side: string; accountCode: string; amount: string }[];
  return lines
    .map(({ side, accountCode, amount }) => `${side} ${accountCode} ${amount}`)
    .join(', ');
}

/** Finds a row of the auditor's trial balance of a month by its account; empty when it has none. */
export async function balancesOf(player: Player, period: number) {
  const balance = await player.get('shenji', `/reports/trial-balance?period=${period}`);
  const rows = balance['rows'] as Record<string, string>[];
  return (code: string) => rows.find((row) => row['accountCode'] === code) ?? {};
}
