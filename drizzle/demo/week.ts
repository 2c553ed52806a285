import { addDays } from '../../shared/dates.ts';
import { type Act, playInOrder } from './agenda.ts';
import { inventedIdNumber, workersOf } from './months.ts';
import type { Player } from './player.ts';
import { approve, ask, fundId, visit } from './scenes.ts';

const waiting = [
  { amount: '1200.00', needCode: '05', name: '孔德顺', steps: 0, born: '1971-05-06' },
  { amount: '5200.00', needCode: '01', name: '严桂芳', steps: 2, born: '1966-08-19' },
  { amount: '2600.00', needCode: '06', name: '吕晓燕', steps: 3, born: '1985-03-21' },
  { amount: '900.00', needCode: '11', name: '许玉兰', steps: 4, born: '1950-11-02' },
];

function stepsOf(player: Player, today: string, fund: string, index: number): Act[] {
  const each = waiting[index]!;
  const { amount, steps } = each;
  const workers = workersOf[index % 2]!;
  const day = addDays(today, -3);
  let id = '';
  const file = async () => {
    ({ id } = await ask(player, {
      workers,
      household: {
        category: 'illness_or_disability',
        applicantName: each.name,
        idNumber: inventedIdNumber(each.born, 500 + index),
        address: `${index % 2 === 0 ? '报达' : '红河'}社区安居路${index + 5}号`,
        memberCount: 2,
      },
      needCode: each.needCode,
      fundId: fund,
      amount,
      story: '家庭突遇变故，申请救助。',
      summary: '突发困难，收入不足以维持基本生活。',
    }));
  };
  const look = () => visit(player, { id, workers, on: day, suggested: amount });
  const decide = () => approve(player, { id, amount, voters: ['weiyuan'] });
  const order = {
    method: 'bank',
    payeeBank: '储蓄银行',
    payeeKind: 'applicant' as const,
    payeeName: each.name,
    payeeAccount: '6200000000000005',
  };
  const after = () =>
    steps === 3
      ? player.post('zhuren', `/aid-requests/${id}/notice`)
      : player.post('kuaiji', '/payment-orders', { requestId: id, ...order });
  const acts: Act[] = [{ on: day, time: '09:00', play: file }];
  if (steps >= 2) acts.push({ on: day, time: '10:00', play: look });
  if (steps < 3) return acts;
  const decided = addDays(today, -2);
  acts.push(
    { on: decided, time: '14:00', play: decide },
    { on: decided, time: '15:00', play: after },
  );
  return acts;
}

/**
 * What waits this week, for each role: a request to visit, one to vote on, one in its notice, one
 * to pay.
 */
export async function playThisWeek(player: Player, today: string): Promise<void> {
  const f01 = await fundId(player, 'F01');
  const acts = waiting.flatMap((_, index) => stepsOf(player, today, f01, index));
  await playInOrder(player, acts);
}
