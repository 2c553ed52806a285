import { toCapitals } from '../../shared/capitals.ts';
import { moneySchema } from '../../shared/money.ts';
import type { Ledger } from './figures.ts';
import { balancesOf, fundFigures, fundId, give, moneyHeld, voucherLines } from './scenes.ts';
import { helpTheMother } from './story-aid.ts';
import type { Player } from './player.ts';

async function openFunds(player: Player): Promise<string> {
  player.at('2026-01-04', '09:00');
  await player.post('kuaiji', '/funds', {
    code: 'F01',
    name: '街道突发性特困救助资金',
    kind: 'restricted',
    purpose: '三条保障线之外仍有困难、因突发事件致贫的居民家庭',
  });
  return fundId(player, 'F01');
}

const drive = (code: string, name: string, fund: string, target: string, startsOn: string) => ({
  code,
  name,
  fundId: fund,
  purpose: '救助辖区突发性特困家庭',
  target,
  startsOn,
  fundraisingBasis: 'mutual_aid',
  surplusClause: '活动结束后的剩余资金转入街道突发性特困救助资金',
});

async function driveTotal(player: Player, id: string): Promise<string> {
  return String((await player.get('kuaiji', `/drives/${id}`))['received']);
}

/** V01: two drives, ¥25,900. Answers the id of fund F01. */
export async function twoDrives(player: Player, ledger: Ledger): Promise<string> {
  const f01 = await openFunds(player);
  const first = String(
    (
      await player.post(
        'kuaiji',
        '/drives',
        drive('D1', '元旦爱心募捐', f01, '15000.00', '2026-01-04'),
      )
    )['id'],
  );
  const second = String(
    (
      await player.post(
        'kuaiji',
        '/drives',
        drive('D2', '温暖过冬募捐', f01, '12000.00', '2026-01-06'),
      )
    )['id'],
  );
  player.at('2026-01-05', '15:00');
  const one = await give(player, {
    driveId: first,
    channel: 'cash',
    gross: '8400.00',
    on: '2026-01-05',
  });
  await give(player, {
    driveId: first,
    channel: 'bank',
    gross: '7000.00',
    on: '2026-01-05',
    donor: { kind: 'organisation', name: '大有机械厂' },
    reference: 'YH20260105001',
  });
  player.at('2026-01-07', '15:00');
  await give(player, { driveId: second, channel: 'cash', gross: '3500.00', on: '2026-01-07' });
  const last = await give(player, {
    driveId: second,
    channel: 'bank',
    gross: '7000.00',
    on: '2026-01-07',
    donor: { kind: 'person', name: '韩庆丰' },
    reference: 'YH20260107002',
  });
  ledger.expect('V01', 'first receipt', '2026-000001', one['receiptNumber']);
  ledger.expect('V01', 'last receipt', '2026-000004', last['receiptNumber']);
  ledger.expect('V01', 'drive D1', '15400.00', await driveTotal(player, first));
  ledger.expect('V01', 'drive D2', '10500.00', await driveTotal(player, second));
  const { balance } = await fundFigures(player, 'F01');
  ledger.expect('V01', 'fund F01', '25900.00', balance);
  const capitals = toCapitals(moneySchema.parse(balance));
  ledger.expect('V01', 'in capitals', '人民币贰万伍仟玖佰元整', capitals);
  const row = (await balancesOf(player, 202601))('410102');
  ledger.expect('V01', 'income 410102 credit', '25900.00', row['credit']);
  ledger.expect('V01', 'F01 available', '25900.00', (await fundFigures(player, 'F01')).available);
  ledger.expect('V01', 'cash 100101', '11900.00', await moneyHeld(player, 'cash'));
  ledger.expect('V01', 'bank 100201', '14000.00', await moneyHeld(player, 'bank'));
  return f01;
}

const deposit = (kind: string, amount: string, on: string, slip: string) => ({
  kind,
  amount,
  depositedOn: on,
  slipReference: slip,
});

/** V02: the box money is banked in one voucher. */
export async function bankTheCash(player: Player, ledger: Ledger): Promise<void> {
  player.at('2026-01-08', '10:00');
  const slip = deposit('cash', '11900.00', '2026-01-08', 'JKD-0108');
  const banked = await player.post('chuna', '/deposits', slip);
  ledger.expect(
    'V02',
    'voucher',
    'debit 100201 11900.00, credit 100101 11900.00',
    await voucherLines(player, String(banked['voucherId'])),
  );
  ledger.expect('V02', 'cash', '0.00', await moneyHeld(player, 'cash'));
  ledger.expect('V02', 'bank', '25900.00', await moneyHeld(player, 'bank'));
  ledger.expect('V02', 'fund F01', '25900.00', (await fundFigures(player, 'F01')).balance);
}

/** V02, the other evening: the count is ten yuan short. */
export async function shortBox(player: Player, ledger: Ledger): Promise<void> {
  player.at('2026-01-08', '10:00');
  const countedAmount = '11890.00';
  const count = await player.post('chuna', '/cash-counts', {
    countedOn: '2026-01-08',
    countedAmount,
  });
  const slip = deposit('cash', '11890.00', '2026-01-08', 'JKD-0108');
  ledger.expect(
    'V02 short',
    'deposit before the difference is signed',
    'CASH_COUNT_OPEN',
    await player.refusal('chuna', '/deposits', slip),
  );
  await player.post('kuaiji', `/cash-counts/${String(count['id'])}/confirm`);
  await player.post('chuna', '/deposits', slip);
  ledger.expect('V02 short', 'cash', '0.00', await moneyHeld(player, 'cash'));
  ledger.expect('V02 short', 'bank', '25890.00', await moneyHeld(player, 'bank'));
  const row = (await balancesOf(player, 202601))('112203');
  ledger.expect('V02 short', 'claimed for the shortage 112203', '10.00', row['closingDebit']);
  ledger.expect('V02 short', 'fund F01', '25900.00', (await fundFigures(player, 'F01')).balance);
}

/** V04: an appeal with a WeChat fee, and what it paid for. */
export async function appeal(player: Player, ledger: Ledger): Promise<void> {
  player.at('2026-02-03', '09:00');
  await give(player, {
    driveId: null,
    channel: 'bank',
    gross: '500.00',
    on: '2026-02-03',
    donor: { kind: 'person', name: '金兆祥' },
    reference: 'YH20260203001',
  });
  const fund = {
    code: 'F02',
    name: '患儿医疗及过渡生活专项',
    kind: 'restricted',
    purpose: '一户单亲家庭患儿的医疗和过渡生活',
  };
  await player.post('kuaiji', '/funds', fund);
  const f02 = await fundId(player, 'F02');
  const plan = drive('D3', '患儿紧急援助', f02, '5000.00', '2026-02-03');
  const d3 = String(
    (await player.post('kuaiji', '/drives', { ...plan, fundraisingBasis: 'public_joint' }))['id'],
  );
  const on = '2026-02-03';
  await give(player, {
    driveId: d3,
    channel: 'bank',
    gross: '3200.00',
    on,
    donor: { kind: 'organisation', name: '宏达商贸有限公司' },
    reference: 'YH20260203002',
  });
  await give(player, {
    driveId: d3,
    channel: 'wechat',
    gross: '860.00',
    fee: '5.16',
    on,
    reference: '4200002607202602031',
  });
  await give(player, { driveId: d3, channel: 'cash', gross: '440.00', on });
  player.at('2026-02-04', '10:00');
  await player.post('chuna', '/deposits', deposit('wechat', '854.84', '2026-02-04', 'WXTX-0204'));
  await player.post('chuna', '/deposits', deposit('cash', '440.00', '2026-02-04', 'JKD-0204'));
  ledger.expect(
    'V04',
    'drive D3 (gross, as donors see it)',
    '4500.00',
    await driveTotal(player, d3),
  );
  ledger.expect('V04', 'WeChat account 100901', '0.00', await moneyHeld(player, 'wechat'));
  await helpTheMother(player, f02);
  ledger.expect('V04', 'fund F02', '200.00', (await fundFigures(player, 'F02')).balance);
  ledger.expect('V04', 'fund F00', '494.84', (await fundFigures(player, 'F00')).balance);
  ledger.expect('V04', 'fund F01', '19900.00', (await fundFigures(player, 'F01')).balance);
  ledger.expect('V04', 'bank', '20594.84', await moneyHeld(player, 'bank'));
}

/** What the auditor's reports say after V01–V04 (V15). */
export async function auditorsFigures(player: Player, ledger: Ledger): Promise<void> {
  const of = await balancesOf(player, 202602);
  ledger.expect('V15', 'bank 1002 closing debit', '20594.84', of('1002')['closingDebit']);
  ledger.expect('V15', 'income 4101 credit', '30900.00', of('4101')['closingCredit']);
  ledger.expect('V15', 'aid 5101 debit', '10300.00', of('5101')['closingDebit']);
  ledger.expect('V15', 'fees 5401 debit', '5.16', of('5401')['closingDebit']);
  ledger.expect('V15', 'income 410101 (F00) credit', '500.00', of('410101')['closingCredit']);
  ledger.expect('V15', 'income 410102 credit', '30400.00', of('410102')['closingCredit']);
  ledger.expect('V15', 'aid 510102 debit', '10300.00', of('510102')['closingDebit']);
  ledger.expect('V15', 'WeChat 100901 in', '854.84', of('100901')['debit']);
  ledger.expect('V15', 'WeChat 100901 out', '854.84', of('100901')['credit']);
  ledger.expect('V15', 'fees 540101 (F00) debit', '5.16', of('540101')['closingDebit']);
  const funds = await player.get('shenji', '/reports/fund-statement?from=202601&to=202602');
  const totals = funds['totals'] as Record<string, string>;
  ledger.expect('V15', 'fund statement closing', '20594.84', totals['closing']);
}
