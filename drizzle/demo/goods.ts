import type { Ledger } from './figures.ts';
import type { Player } from './player.ts';
import { fundFigures, fundId } from './scenes.ts';

/** Where inventory of donated goods stands in the book of an item, by quantity and value. */
async function stockOf(player: Player, itemId: string): Promise<string> {
  const { stock } = (await player.get('shenji', `/goods-items/${itemId}`)) as unknown as {
    stock: { quantity: string; value: string }[];
  };
  return stock.map(({ quantity, value }) => `${quantity} / ${value}`).join(', ');
}

/** V06: coats with an invoice are given and handed out; used clothes are noted only. */
export async function goodsInKind(player: Player, ledger: Ledger): Promise<void> {
  player.at('2026-02-24', '09:00');
  const before = await fundFigures(player, 'F01');
  const item = await player.post('kuaiji', '/goods-items', {
    code: 'COAT',
    name: '棉衣',
    unit: '件',
    accountCode: '120101',
    method: 'fifo',
  });
  const itemId = String(item['id']);
  const fund = await fundId(player, 'F01');
  const drive = await player.post('kuaiji', '/drives', {
    code: 'D9',
    name: '暖冬物资募集',
    fundId: fund,
    purpose: '为困难家庭募集冬衣',
    target: '5000.00',
    startsOn: '2026-02-24',
    fundraisingBasis: 'mutual_aid',
    surplusClause: '剩余物资由街道突发性特困救助资金继续发放',
  });
  const gift = await player.post('kuaiji', '/goods-gifts', {
    driveId: drive['id'],
    donor: { kind: 'organisation', name: '和平路百货商店' },
    receivedOn: '2026-02-24',
    lines: [{ itemId, quantity: '40', value: '4800.00' }],
    paperNumber: '发票 00123456',
  });
  ledger.expect('V06', 'value of 40 coats', '4800.00', gift['value']);
  await player.post('kuaiji', '/goods-memos', {
    description: '旧衣物',
    unit: '袋',
    quantity: '3',
    receivedOn: '2026-02-24',
  });
  player.at('2026-02-25', '09:00');
  const issue = {
    fundId: fund,
    roster: '报达、红河社区冬衣发放 25 户',
    issuedOn: '2026-02-25',
    paperNumber: '签收表 2026-01',
  };
  const lines = (quantity: string) => ({ lines: [{ itemId, quantity }] });
  const issued = await player.post('baoda', '/goods-issues', { ...issue, ...lines('25') });
  ledger.expect('V06', 'value of 25 coats handed out', '3000.00', issued['value']);
  ledger.expect('V06', 'coats in store', '15 / 1800.00', await stockOf(player, itemId));
  const refused = await player.refusal('baoda', '/goods-issues', { ...issue, ...lines('16') });
  ledger.expect('V06', '16 more coats', 'EXCEEDS_STOCK', refused);
  const after = await fundFigures(player, 'F01');
  ledger.expect('V06', 'available money of F01', before.available, after.available);
}
