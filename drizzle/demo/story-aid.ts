import {
  approve,
  ask,
  askAgain,
  fundFigures,
  moneyHeld,
  noticeThenPay,
  pay,
  visit,
  voucherLines,
} from './scenes.ts';
import type { Ledger } from './figures.ts';
import type { Player } from './player.ts';

const hospital = {
  payeeKind: 'hospital' as const,
  payeeName: '市儿童医院',
  payeeAccount: '08057101040012345',
  payeeBank: '市商业银行中山路支行',
};

/** V03: a critically ill orphan; aid first, papers later. */
export async function aidFirst(player: Player, ledger: Ledger, f01: string): Promise<void> {
  player.at('2026-01-12', '09:00');
  const workers: [string, string] = ['baoda', 'baoda2'];
  const request = await ask(player, {
    workers,
    household: {
      category: 'orphan',
      applicantName: '吴小宏',
      idNumber: '230199201908150043',
      address: '报达社区兴业街1号',
      guardianName: '报达社区居委会',
      memberCount: 1,
    },
    needCode: '01',
    fundId: f01,
    amount: '6000.00',
    urgent: true,
    story: '患儿病危住院，无法定赡养人，无力支付押金。',
    summary: '重病住院，急需押金，无其他来源。',
  });
  player.at('2026-01-12', '10:00');
  const orders = `/aid-requests/${request.id}/urgent-orders`;
  const first = await player.post('zhuren', orders, { amount: '6000.00' });
  ledger.expect('V03', 'after one leader', 'emergency_ordered', first['status']);
  ledger.expect(
    'V03',
    'committed after one leader',
    '0.00',
    (await fundFigures(player, 'F01')).committed,
  );
  await player.post('weiyuan', orders, { amount: '6000.00' });
  ledger.expect(
    'V03',
    'committed after two',
    '6000.00',
    (await fundFigures(player, 'F01')).committed,
  );
  const on = '2026-01-12';
  const reference = 'ZF20260112001';
  const payment = await pay(player, { id: request.id, on, payee: hospital, reference });
  ledger.expect(
    'V03',
    'voucher',
    'debit 510102 6000.00, credit 100201 6000.00',
    await voucherLines(player, String(payment['voucherId'])),
  );
  const paid = await player.get('shenji', `/aid-requests/${request.id}`);
  ledger.expect('V03', 'status', 'emergency_paid', paid['status']);
  ledger.expect('V03', 'papers due', '2026-01-26', paid['papersDueOn']);
  ledger.expect('V03', 'fund F01', '19900.00', (await fundFigures(player, 'F01')).balance);
  ledger.expect('V03', 'committed', '0.00', (await fundFigures(player, 'F01')).committed);
  ledger.expect('V03', 'bank', '19900.00', await moneyHeld(player, 'bank'));
  await overduePapers(player, ledger, f01);
  await visit(player, { id: request.id, workers, on: '2026-01-28', suggested: '6000.00' });
  player.at('2026-01-29', '14:00');
  await approve(player, { id: request.id, amount: '6000.00', voters: ['weiyuan2', 'weiyuan3'] });
  await player.post('zhuren', `/aid-requests/${request.id}/notice`);
  const ratified = await player.get('shenji', `/aid-requests/${request.id}`);
  ledger.expect('V03', 'after its papers', 'ratified', ratified['status']);
}

/** On 27 January the papers are late, and the chair's next urgent order waits for them. */
async function overduePapers(player: Player, ledger: Ledger, f01: string): Promise<void> {
  player.at('2026-01-27', '09:00');
  const next = await ask(player, {
    workers: ['honghe', 'honghe2'],
    household: {
      category: 'elderly_alone',
      applicantName: '佟淑芬',
      idNumber: '230199195203040022',
      address: '红河社区红河路8号',
      memberCount: 1,
    },
    needCode: '03',
    fundId: f01,
    amount: '800.00',
    urgent: true,
    story: '住处失火，临时安置。',
    summary: '火灾后临时安置。',
  });
  const path = `/aid-requests/${next.id}/urgent-orders`;
  ledger.expect(
    'V03',
    'next urgent order while papers are late',
    'PAPERS_OVERDUE',
    await player.refusal('zhuren', path, { amount: '800.00' }),
  );
  await player.post('honghe', `/aid-requests/${next.id}/withdraw`);
  player.at('2026-01-28', '15:00');
}

/** 3,800.00 to the hospital by the ordinary lane, 500.00 for living by the small lane. */
export async function helpTheMother(player: Player, f02: string): Promise<void> {
  player.at('2026-02-05', '09:00');
  const workers: [string, string] = ['honghe', 'honghe2'];
  const need = {
    workers,
    household: {
      category: 'single_mother',
      applicantName: '王秀云',
      idNumber: '230199198001010021',
      phone: '13800138000',
      address: '红河社区红河路32号',
      memberCount: 2,
    },
    needCode: '01',
    fundId: f02,
    amount: '3800.00',
    story: '离异，女儿六岁重病住院，无收入，无住处。',
    summary: '单亲家庭患儿住院，无收入。',
  };
  const hospitalBill = await ask(player, need);
  const living = await askAgain(player, hospitalBill.householdId, {
    ...need,
    needCode: '12',
    amount: '500.00',
    summary: '过渡期基本生活。',
  });
  await visit(player, { id: hospitalBill.id, workers, on: '2026-02-05', suggested: '3800.00' });
  await visit(player, { id: living.id, workers, on: '2026-02-05', suggested: '500.00' });
  player.at('2026-02-06', '14:00');
  await approve(player, { id: hospitalBill.id, amount: '3800.00', voters: ['weiyuan'] });
  await approve(player, { id: living.id, amount: '500.00', voters: ['zhuren'] });
  const mother = {
    payeeKind: 'applicant' as const,
    payeeName: '王秀云',
    payeeAccount: '6200000000000005',
    payeeBank: '储蓄银行红河支行',
  };
  await pay(player, { id: living.id, on: '2026-02-06', payee: mother, reference: 'ZF20260206001' });
  await player.post('zhuren', `/aid-requests/${living.id}/notice`);
  await noticeThenPay(player, {
    id: hospitalBill.id,
    on: '2026-02-06',
    payee: hospital,
    reference: 'ZF20260214001',
  });
}
