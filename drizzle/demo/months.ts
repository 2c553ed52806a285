import { feeOf, moneySchema } from '../../shared/money.ts';
import { addDays, monthEnd, monthStart, periodOf, todayInShanghai } from '../../shared/dates.ts';
import { approve, ask, fundId, give, noticeThenPay, visit } from './scenes.ts';
import type { Player } from './player.ts';

const surnames = '赵钱李周郑冯陈卫蒋韩杨朱秦许何吕张孔曹严';
const givenNames = ['建军', '丽华', '志强', '桂芳', '国庆', '秀英', '海峰', '玉兰', '德顺', '晓燕'];
const firms = ['新时代超市', '民生药房', '永发粮油店', '育才书店', '顺达运输队'];
const workersOf: [string, string][] = [
  ['baoda', 'baoda2'],
  ['honghe', 'honghe2'],
];
const needs = [
  { needCode: '01', category: 'illness_or_disability', summary: '大病住院自付部分过重。' },
  { needCode: '05', category: 'laid_off', summary: '夫妻双方失业，断收。' },
  { needCode: '06', category: 'single_mother', summary: '子女入学费用无力承担。' },
  { needCode: '11', category: 'elderly_alone', summary: '冬季取暖费无力缴纳。' },
];

/** The same numbers at every run: a small linear congruential sequence. */
export function makeDice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A made-up ID number that no real person has: region 230199 is unassigned. */
export function inventedIdNumber(birth: string, order: number): string {
  const body = `230199${birth.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return body + '10X98765432'[sum % 11];
}

const pick = <T>(dice: (sides: number) => number, list: ArrayLike<T>): T =>
  list[dice(list.length)]!;

function donor(dice: (sides: number) => number) {
  const roll = dice(10);
  if (roll < 3) return { kind: 'anonymous' as const };
  if (roll < 5) return { kind: 'organisation' as const, name: pick(dice, firms) };
  return { kind: 'person' as const, name: pick(dice, surnames) + pick(dice, givenNames) };
}

/** A month of gifts: a drive in March and September, else what neighbours bring by themselves. */
async function giftsOf(
  player: Player,
  dice: (sides: number) => number,
  period: number,
  driveId: string,
) {
  const start = monthStart(period);
  let box = 0;
  for (let n = 0; n < 7; n++) {
    const on = addDays(start, 1 + n * 3);
    player.at(on, '15:00');
    const channel = pick(dice, ['cash', 'cash', 'bank', 'wechat', 'alipay'] as const);
    const yuan = pick(dice, [20, 50, 100, 100, 200, 300, 500, 1000]);
    const fee =
      channel === 'wechat' || channel === 'alipay'
        ? { fee: feeOf(moneySchema.parse(`${yuan}.00`), '6') }
        : {};
    const reference = channel === 'cash' ? {} : { reference: `${channel}-${period}-${n}` };
    const gross = `${yuan}.00`;
    if (channel === 'cash') box += yuan;
    await give(player, { driveId, channel, gross, on, donor: donor(dice), ...fee, ...reference });
  }
  if (box === 0) return;
  const on = addDays(start, 21);
  player.at(on, '10:00');
  const slip = {
    kind: 'cash',
    amount: `${box}.00`,
    depositedOn: on,
    slipReference: `JKD-${period}`,
  };
  await player.post('chuna', '/deposits', slip);
}

/** One family a month is helped by the ordinary lane. */
async function familyOf(
  player: Player,
  dice: (sides: number) => number,
  period: number,
  fund: string,
) {
  const on = addDays(monthStart(period), 5);
  player.at(on, '09:00');
  const workers = pick(dice, workersOf);
  const need = pick(dice, needs);
  const amount = `${pick(dice, [1600, 1800, 2000, 2400])}.00`;
  const name = pick(dice, surnames) + pick(dice, givenNames);
  const request = await ask(player, {
    workers,
    household: {
      category: need.category,
      applicantName: name,
      idNumber: inventedIdNumber(`19${60 + dice(35)}-0${1 + dice(9)}-1${dice(9)}`, period % 1000),
      address: `${workers[0] === 'baoda' ? '报达' : '红河'}社区${1 + dice(60)}号`,
      memberCount: 1 + dice(4),
      minimumLivingAllowance: dice(2) === 0,
    },
    needCode: need.needCode,
    fundId: fund,
    amount,
    story: '家庭突遇变故，三条保障线之外仍有困难。',
    summary: need.summary,
  });
  player.at(addDays(on, 1), '10:00');
  await visit(player, { id: request.id, workers, on: addDays(on, 1), suggested: amount });
  player.at(addDays(on, 2), '14:00');
  await approve(player, {
    id: request.id,
    amount,
    voters: [pick(dice, ['weiyuan', 'weiyuan2', 'weiyuan3'])],
  });
  const payee = { payeeKind: 'applicant' as const, payeeName: name };
  const account = { payeeAccount: '6200000000000005', payeeBank: '储蓄银行' };
  const reference = `ZF-${period}`;
  await noticeThenPay(player, {
    id: request.id,
    on: addDays(on, 2),
    payee: { ...payee, ...account },
    reference,
  });
}

/** The second treasurer signs every voucher of a month; it is closed, and what closed it signed. */
async function closeMonth(player: Player, period: number): Promise<void> {
  player.at(addDays(monthEnd(period), 3), '16:00');
  await signMonth(player, period);
  await player.post('kuaiji', `/periods/${period}/close`);
  await signMonth(player, period);
}

async function signMonth(player: Player, period: number): Promise<void> {
  let cursor: string | null = '';
  while (cursor !== null) {
    const next: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const page = await player.get('kuaiji2', `/vouchers?period=${period}&limit=100${next}`);
    for (const voucher of page['items'] as { id: string; signedByName: string | null }[]) {
      if (voucher.signedByName !== null) continue;
      const signer = await signerOf(player, voucher.id);
      await player.post(signer, `/vouchers/${voucher.id}/sign`);
    }
    cursor = page['nextCursor'] as string | null;
  }
}

async function signerOf(player: Player, id: string): Promise<string> {
  const voucher = await player.get('kuaiji2', `/vouchers/${id}`);
  return (voucher['allowedActions'] as string[]).includes('sign') ? 'kuaiji2' : 'kuaiji';
}

/**
 * The months from March 2026 to the last full month, with gifts, a family each, signatures and
 * closings.
 */
export async function playMonths(player: Player, say: (line: string) => void): Promise<void> {
  const dice = makeDice(2026);
  const f01 = await fundId(player, 'F01');
  player.at('2026-03-01', '09:00');
  const plan = {
    name: '日常捐赠',
    fundId: f01,
    purpose: '全年接受居民和单位的日常捐赠',
    target: '20000.00',
    startsOn: '2026-03-01',
    fundraisingBasis: 'mutual_aid',
    surplusClause: '结余留在街道突发性特困救助资金',
  };
  const driveId = String((await player.post('kuaiji', '/drives', { code: 'D4', ...plan }))['id']);
  const last = periodOf(addDays(monthStart(periodOf(todayInShanghai(new Date()))), -1));
  await closeMonth(player, 202601);
  await closeMonth(player, 202602);
  for (let period = 202603; period <= Math.min(last, 202712); period = nextMonth(period)) {
    say(`  ${String(period).slice(0, 4)}-${String(period).slice(4)} …`);
    await giftsOf(player, dice, period, driveId);
    await familyOf(player, dice, period, f01);
    if (period < last) await closeMonth(player, period);
  }
}

const nextMonth = (period: number) => periodOf(addDays(monthEnd(period), 1));

/**
 * What waits this week, for each role: a request to visit, one to sign, one to vote on, one to pay.
 */
export async function playThisWeek(player: Player): Promise<void> {
  const today = todayInShanghai(new Date());
  const f01 = await fundId(player, 'F01');
  const cases = [
    { amount: '1200.00', needCode: '05', name: '孔德顺', steps: 0, born: '1971-05-06' },
    { amount: '5200.00', needCode: '01', name: '严桂芳', steps: 2, born: '1966-08-19' },
    { amount: '2600.00', needCode: '06', name: '吕晓燕', steps: 3, born: '1985-03-21' },
    { amount: '900.00', needCode: '11', name: '许玉兰', steps: 4, born: '1950-11-02' },
  ];
  for (const [index, each] of cases.entries()) {
    const day = addDays(today, -3);
    player.at(day, '09:00');
    const workers = workersOf[index % 2]!;
    const payee = {
      payeeKind: 'applicant' as const,
      payeeName: each.name,
      payeeAccount: '6200000000000005',
    };
    const request = await ask(player, {
      workers,
      household: {
        category: 'illness_or_disability',
        applicantName: each.name,
        idNumber: inventedIdNumber(each.born, 500 + index),
        address: `${index % 2 === 0 ? '报达' : '红河'}社区安居路${index + 5}号`,
        memberCount: 2,
      },
      needCode: each.needCode,
      fundId: f01,
      amount: each.amount,
      story: '家庭突遇变故，申请救助。',
      summary: '突发困难，收入不足以维持基本生活。',
    });
    if (each.steps < 2) continue;
    await visit(player, { id: request.id, workers, on: day, suggested: each.amount });
    if (each.steps < 3) continue;
    player.at(addDays(today, -2), '14:00');
    await approve(player, { id: request.id, amount: each.amount, voters: ['weiyuan'] });
    if (each.steps === 3) await player.post('zhuren', `/aid-requests/${request.id}/notice`);
    else
      await player.post('kuaiji', '/payment-orders', {
        requestId: request.id,
        method: 'bank',
        payeeBank: '储蓄银行',
        ...payee,
      });
  }
}
