import { ok } from './cases.ts';
import { made, money, next, post, today } from './prepared.ts';
import type { World } from './world.ts';

const year = (world: World) => Number(today(world).slice(0, 4));

/** A sheet of one fen, so that it can be taken back whatever happened since. */
export const openingBody = (world: World) => ({
  firstMonth: year(world) * 100 + 1,
  rows: [
    { accountCode: '100201', debit: '0.01', credit: '0.00' },
    { accountCode: '3102', fundCode: 'F01', debit: '0.00', credit: '0.01' },
  ],
  funds: [{ fundCode: 'F01', balance: '0.01' }],
});

/** Goods that were named out of an opening go first. */
async function goodsTakenBack(world: World): Promise<void> {
  const { items } = ok(await world.as('treasurer2').get('/goods-documents?limit=200'));
  for (const { id, kind, status } of items) {
    if (kind !== 'opening' || status !== 'posted') continue;
    const body = { reason: '重录', reversedOn: today(world) };
    ok(await world.as('treasurer2').post(`/goods-documents/${id}/reverse`, body));
  }
}

/** Takes back whatever opening vouchers stand, so that the books can be opened again. */
export async function takenBack(world: World): Promise<void> {
  await goodsTakenBack(world);
  const { sheet } = ok(await world.as('treasurer').get('/opening'));
  if (sheet?.status !== 'posted') return;
  for (const { id } of sheet.vouchers) {
    const body = { reason: '重录', reversedOn: today(world) };
    ok(await world.as('treasurer2').post(`/vouchers/${id}/reverse`, body));
  }
}

const entered = async (world: World) => {
  await takenBack(world);
  return made(await world.as('treasurer').post('/opening-sheets', openingBody(world))).id;
};

/** A sheet that another person reviewed. */
export async function reviewedOpening(world: World): Promise<string> {
  const id = await entered(world);
  ok(await world.as('chair').post(`/opening-sheets/${id}/review`));
  return id;
}

const subAccount = async (world: World) => {
  const body = { parentCode: '1122', nameZh: `往来${next()}`, nameEn: `Dues ${next()}` };
  return ok(await world.as('treasurer').post('/accounts', body)).accountCode as string;
};

export const choice = (world: World) => ({
  ruleBook: '2026',
  version: 2,
  effectiveFrom: `${year(world) + 1}-01-01`,
});

/** The routes of the rule books, the accounts and the opening balances. */
export const opening = [
  post('/opening-sheets', async (world) => {
    await takenBack(world);
    return { login: 'treasurer', path: '/opening-sheets', body: openingBody(world) };
  }),
  post('/opening-sheets/:id/review', async (world) => ({
    login: 'treasurer2',
    path: `/opening-sheets/${await entered(world)}/review`,
    body: {},
  })),
  post(
    '/opening-sheets/:id/post',
    async (world) => ({
      login: 'treasurer',
      path: `/opening-sheets/${await reviewedOpening(world)}/post`,
      body: {},
    }),
    money,
  ),
  post('/rule-book-choices', async (world) => ({
    login: 'treasurer',
    path: '/rule-book-choices',
    body: choice(world),
  })),
  post('/rule-book-choices/:id/approve', async (world) => {
    const { id } = made(await world.as('treasurer').post('/rule-book-choices', choice(world)));
    return { login: 'chair', path: `/rule-book-choices/${id}/approve`, body: {} };
  }),
  post('/accounts', async () => ({
    login: 'treasurer',
    path: '/accounts',
    body: { parentCode: '2209', nameZh: `暂收${next()}`, nameEn: `Held ${next()}` },
  })),
  post('/account-closures', async (world) => ({
    login: 'treasurer',
    path: '/account-closures',
    body: { accountCode: await subAccount(world), closedOn: today(world), reason: '不再使用' },
  })),
  post('/bank-accounts', async (world) => ({
    login: 'treasurer',
    path: '/bank-accounts',
    body: {
      bankName: `银行${next()}`,
      lastFour: next().padStart(4, '0').slice(-4),
      kind: 'own',
      openedOn: today(world),
    },
  })),
];
