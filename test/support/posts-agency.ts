import { ok } from './cases.ts';
import { give, made, money, next, post, today } from './prepared.ts';
import type { World } from './world.ts';

/** Opens a beneficiary of agency money. */
export async function openBeneficiary(world: World, code: string): Promise<void> {
  ok(
    await world.as('treasurer').post('/agency-beneficiaries', {
      code,
      beneficiaryName: '李小花',
      principalName: '爱心企业',
      purpose: '助学',
      agreementNumber: `XY-${code}`,
      agreedOn: today(world),
    }),
  );
}

/** A beneficiary of agency money with this much in the bank. */
export async function heldFor(world: World, amount: string): Promise<string> {
  const code = `A${String(10 + Number(next()))}`;
  await openBeneficiary(world, code);
  const money_in = { kind: 'money_in', till: 'bank', amount };
  ok(await world.as('treasurer').post('/agency-movements', movement(world, code, money_in)));
  return code;
}

/** A body for POST /agency-movements. */
export const movement = (world: World, beneficiary: string, values: object) => ({
  beneficiary,
  movedOn: today(world),
  documentName: '委托协议',
  documentNumber: `W-${next()}`,
  ...values,
});

/** A body for POST /fund-transfers from F01 to the fund with this id. */
export const transferTo = (world: World, toFundId: string, values: object = {}) => ({
  kind: 'transfer',
  fromFundId: world.funds.F01,
  toFundId,
  amount: '1.00',
  transferredOn: today(world),
  basis: 'donor_consent',
  documentName: '捐赠人同意书',
  documentNumber: `T-${next()}`,
  reason: '按捐赠人意愿',
  ...values,
});

const restricted = async (world: World) => {
  const code = `F${7000 + Number(next())}`;
  const body = { code, name: '另一专项', kind: 'restricted', purpose: '试' };
  return made(await world.as('treasurer').post('/funds', body)).id;
};

/** The POST routes of bank events, transfers between funds and agency money. */
export const agencyPosts = [
  post(
    '/bank-events',
    async (world) => ({
      login: 'treasurer',
      path: '/bank-events',
      body: {
        kind: 'interest',
        fundId: world.funds.F00,
        amount: '12.37',
        happenedOn: today(world),
        reference: `I-${next()}`,
      },
    }),
    money,
  ),
  post('/fund-transfers', async (world) => ({
    login: 'treasurer',
    path: '/fund-transfers',
    body: transferTo(world, await restricted(world)),
  })),
  post(
    '/fund-transfers/:id/decide',
    async (world) => {
      const to = await restricted(world);
      const free = { kind: 'set_aside', basis: 'office_decision', fromFundId: world.funds.F00 };
      const fund = { code: `F${8000 - Number(next())}`, name: '指定', kind: 'designated' };
      const aside = made(await world.as('treasurer').post('/funds', { ...fund, purpose: '试' })).id;
      await give(world, { gross: '5.00' });
      const body = transferTo(world, to, { ...free, toFundId: aside });
      const { id } = made(await world.as('treasurer').post('/fund-transfers', body));
      return { login: 'chair', path: `/fund-transfers/${id}/decide`, body: { agrees: true } };
    },
    money,
  ),
  post('/agency-beneficiaries', async (world) => ({
    login: 'treasurer',
    path: '/agency-beneficiaries',
    body: {
      code: `A${5000 + Number(next())}`,
      beneficiaryName: '李小花',
      principalName: '王建国',
      purpose: '助学',
      agreementNumber: 'XY-1',
      agreedOn: today(world),
    },
  })),
  post(
    '/agency-movements',
    async (world) => {
      const code = await heldFor(world, '5.00');
      const body = movement(world, code, { kind: 'money_in', till: 'bank', amount: '3.00' });
      return { login: 'treasurer', path: '/agency-movements', body };
    },
    money,
  ),
  post(
    '/agency-movements/:id/decide',
    async (world) => {
      const code = await heldFor(world, '5.00');
      const body = movement(world, code, { kind: 'money_out', till: 'bank', amount: '5.00' });
      const { id } = made(await world.as('treasurer').post('/agency-movements', body));
      return { login: 'cashier', path: `/agency-movements/${id}/decide`, body: { agrees: true } };
    },
    money,
  ),
];
