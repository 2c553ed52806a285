import { feeOf, moneySchema } from '../../shared/money.ts';
import { addDays, monthEnd, monthStart, periodOf } from '../../shared/dates.ts';
import { type Act, playInOrder } from './agenda.ts';
import type { Player } from './player.ts';
import { approve, ask, fundId, give, type Need, pay, visit } from './scenes.ts';

const surnames = '赵钱李周郑冯陈卫蒋韩杨朱秦许何吕张孔曹严';
const givenNames = ['建军', '丽华', '志强', '桂芳', '国庆', '秀英', '海峰', '玉兰', '德顺', '晓燕'];
const firms = ['新时代超市', '民生药房', '永发粮油店', '育才书店', '顺达运输队'];
/** Who visits together: two caseworkers of one community. */
export const workersOf: [string, string][] = [
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

type Dice = ReturnType<typeof makeDice>;

const pick = <T>(dice: Dice, list: ArrayLike<T>): T => list[dice(list.length)]!;

function donor(dice: Dice) {
  const roll = dice(10);
  if (roll < 3) return { kind: 'anonymous' as const };
  if (roll < 5) return { kind: 'organisation' as const, name: pick(dice, firms) };
  return { kind: 'person' as const, name: pick(dice, surnames) + pick(dice, givenNames) };
}

/** A month of gifts, and the box money banked once. */
function giftsOf(player: Player, dice: Dice, period: number, driveId: string): Act[] {
  const start = monthStart(period);
  const acts: Act[] = [];
  let box = 0;
  for (let n = 0; n < 7; n++) {
    const on = addDays(start, 1 + n * 3);
    const channel = pick(dice, ['cash', 'cash', 'bank', 'wechat', 'alipay'] as const);
    const yuan = pick(dice, [20, 50, 100, 100, 200, 300, 500, 1000]);
    const fee =
      channel === 'wechat' || channel === 'alipay'
        ? { fee: feeOf(moneySchema.parse(`${yuan}.00`), '6') }
        : {};
    const reference = channel === 'cash' ? {} : { reference: `${channel}-${period}-${n}` };
    const gross = `${yuan}.00`;
    if (channel === 'cash') box += yuan;
    const gift = { driveId, channel, gross, on, donor: donor(dice), ...fee, ...reference };
    acts.push({ on, time: '15:00', play: () => give(player, gift) });
  }
  const on = addDays(start, 21);
  const slip = {
    kind: 'cash',
    amount: `${box}.00`,
    depositedOn: on,
    slipReference: `JKD-${period}`,
  };
  const bank = { on, time: '10:00', play: () => player.post('chuna', '/deposits', slip) };
  return box === 0 ? acts : [...acts, bank];
}

interface Case {
  workers: [string, string];
  need: Omit<Need, 'workers'>;
  payeeName: string;
  voter: string;
}

function inventCase(dice: Dice, period: number, fund: string): Case {
  const workers = pick(dice, workersOf);
  const need = pick(dice, needs);
  const amount = `${pick(dice, [1600, 1800, 2000, 2400])}.00`;
  const payeeName = pick(dice, surnames) + pick(dice, givenNames);
  const household = {
    category: need.category,
    applicantName: payeeName,
    idNumber: inventedIdNumber(`19${60 + dice(35)}-0${1 + dice(9)}-1${dice(9)}`, period % 1000),
    address: `${workers[0] === 'baoda' ? '报达' : '红河'}社区${1 + dice(60)}号`,
    memberCount: 1 + dice(4),
    minimumLivingAllowance: dice(2) === 0,
  };
  const story = '家庭突遇变故，三条保障线之外仍有困难。';
  const { needCode, summary } = need;
  const asked = { household, needCode, fundId: fund, amount, story, summary };
  return {
    workers,
    need: asked,
    payeeName,
    voter: pick(dice, ['weiyuan', 'weiyuan2', 'weiyuan3']),
  };
}

/** One family a month is helped by the ordinary lane. */
function familyOf(player: Player, period: number, each: Case): Act[] {
  const { workers, need, payeeName, voter } = each;
  const { amount } = need;
  const day = (after: number) => addDays(monthStart(period), 5 + after);
  let id = '';
  const payee = {
    payeeKind: 'applicant' as const,
    payeeName,
    payeeAccount: '6200000000000005',
    payeeBank: '储蓄银行',
  };
  const file = async () => {
    ({ id } = await ask(player, { workers, ...need }));
  };
  const look = () => visit(player, { id, workers, on: day(1), suggested: amount });
  const decide = () => approve(player, { id, amount, voters: [voter] });
  const tell = () => player.post('zhuren', `/aid-requests/${id}/notice`);
  const payOut = () => pay(player, { id, on: day(10), payee, reference: `ZF-${period}` });
  return [
    { on: day(0), time: '09:00', play: file },
    { on: day(1), time: '10:00', play: look },
    { on: day(2), time: '14:00', play: decide },
    { on: day(2), time: '16:00', play: tell },
    { on: day(10), time: '09:30', play: payOut },
  ];
}

/** The second treasurer signs every voucher of a month; it is closed, and what closed it signed. */
async function closeMonth(player: Player, period: number): Promise<void> {
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
 * The months from March 2026 to the last full month before `today`, with gifts, a family each,
 * signatures and closings, in the order of time. The last month stays open.
 */
export async function playMonths(
  player: Player,
  { today, say }: { today: string; say: (line: string) => void },
): Promise<void> {
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
  const last = Math.min(periodOf(addDays(monthStart(periodOf(today)), -1)), 202712);
  const close = (period: number, on = addDays(monthEnd(period), 3)): Act => ({
    on,
    time: '16:00',
    play: () => closeMonth(player, period),
  });
  // January waits for February's last papers
  const acts: Act[] = [close(202601, '2026-03-03'), close(202602)];
  for (let period = 202603; period <= last; period = nextMonth(period)) {
    const tell = () => say(`  ${String(period).slice(0, 4)}-${String(period).slice(4)} …`);
    acts.push({ on: monthStart(period), time: '10:00', play: tell });
    acts.push(...giftsOf(player, dice, period, driveId));
    acts.push(...familyOf(player, period, inventCase(dice, period, f01)));
    if (period < last) acts.push(close(period));
  }
  await playInOrder(player, acts);
}

const nextMonth = (period: number) => periodOf(addDays(monthEnd(period), 1));
