import { gift, openDrive } from './acts.ts';
import type { Answer, World } from './world.ts';

/** The answer's body, or the refusal as an error of the test. */
export function ok(answer: Answer): Answer['body'] {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A valid identity number of nobody: region 230199 is not assigned. */
export function idNumberOf(serial: number, born = '19800101'): string {
  const body = `230199${born}${String(serial).padStart(3, '0')}`;
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(body[at]), 0);
  return body + '10X98765432'[sum % 11];
}

let serial = 100;

/** A body for POST /households, of another applicant each time. */
export const family = (world: World, values: object = {}) => ({
  communityId: world.communities['报达'],
  category: 'single_mother',
  applicantName: '王小芳',
  idNumber: idNumberOf(serial++),
  phone: '13800138000',
  address: '报达路1号2单元301',
  memberCount: 2,
  ...values,
});

/** Gives fund F01 this much in the bank, through a drive of its own. */
export async function fillFund(world: World, gross: string, receivedOn = '2026-01-10') {
  const driveId = await openDrive(world, { code: `D${100 + serial++}` });
  ok(await world.as('treasurer').post('/donations', gift({ driveId, gross, receivedOn })));
}

/** Registers a family and files a request for it; answers its id. */
export async function filed(
  world: World,
  values: {
    household?: object;
    requested?: string;
    needCode?: string;
    fundId?: string;
    urgent?: boolean;
    summary?: string;
    story?: string;
    householdId?: string;
  } = {},
): Promise<string> {
  const { household = {}, ...request } = values;
  const worker = world.as('worker');
  const { id } = ok(await worker.post('/households', family(world, household)));
  const body = {
    householdId: id,
    needCode: '01',
    fundId: world.funds.F01,
    requested: '3800.00',
    story: '王小芳的孩子病了',
    summary: '孩子重病，医疗支出大',
    ...request,
  };
  return ok(await worker.post('/aid-requests', body))['id'] as string;
}

/** A request that was handed in. */
export async function submitted(
  world: World,
  values: Parameters<typeof filed>[1] = {},
): Promise<string> {
  const id = await filed(world, values);
  ok(await world.as('worker').post(`/aid-requests/${id}/submit`));
  return id;
}

/** The body of a visit by worker and worker2. */
export const visitBody = (world: World, values: object = {}) => ({
  visitedOn: world.core.today(),
  secondPersonId: world.personOf['worker2'],
  findings: '家中确有困难，王小芳无业',
  suggested: '3800.00',
  ...values,
});

/** Has a request visited and signed by worker and worker2. */
export async function visit(world: World, id: string, suggested: string): Promise<void> {
  const body = visitBody(world, { suggested });
  ok(await world.as('worker').post(`/aid-requests/${id}/visit`, body));
  ok(await world.as('worker2').post(`/aid-requests/${id}/sign-visit`));
}

/** A request of this sum that is up for its votes. */
export async function visited(
  world: World,
  requested: string,
  values: Parameters<typeof filed>[1] = {},
) {
  const id = await submitted(world, { requested, ...values });
  await visit(world, id, requested);
  return id;
}

export const vote = (world: World, login: string, id: string, amount: string, approves = true) =>
  world.as(login).post(`/aid-requests/${id}/votes`, { approves, amount, reason: '同意' });

/** A small request that was approved, with its order ready for the cashier; answers both ids. */
export async function payable(world: World, requested = '500.00') {
  const id = await visited(world, requested);
  ok(await vote(world, 'member1', id, requested));
  const order = ok(await world.as('treasurer').post('/payment-orders', orderBody(id)));
  return { id, orderId: order['id'] as string };
}

/** A body for POST /payment-orders. */
export const orderBody = (requestId: string, values: object = {}) => ({
  requestId,
  method: 'bank',
  payeeKind: 'applicant',
  payeeName: '王小芳',
  payeeAccount: '6200000000000005',
  payeeBank: '某银行',
  ...values,
});

/** What a fund holds now. */
export async function fundNow(world: World, code: string) {
  const { items } = ok(await world.as('treasurer').get('/funds'));
  return (items as { code: string }[]).find((each) => each.code === code) as unknown as {
    id: string;
    balance: string;
    committed: string;
    available: string;
  };
}

/** Debit less credit of an account, from the table that posting keeps. */
export async function accountNow(world: World, code: string): Promise<string> {
  const [row] = await world.core.client`select coalesce(sum(debit - credit), 0)::numeric(18,2) as x
    from account_balances where account_code = ${code}`;
  return row!['x'] as string;
}

/** What the database says when the application's own login tries this directly: the SQLSTATE. */
export async function sqlStateOf(query: PromiseLike<unknown>): Promise<string> {
  try {
    await query;
    return 'allowed';
  } catch (error) {
    return String((error as { code?: unknown }).code);
  }
}
