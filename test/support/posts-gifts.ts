import { openDrive } from './acts.ts';
import { ok } from './cases.ts';
import { give, made, money, next, post, today } from './prepared.ts';
import type { World } from './world.ts';

const firm = (name = '爱心企业') => ({ kind: 'organisation', name });

/** A body for POST /pledges: 5,000.00 of a firm for the unrestricted fund. */
export const pledgeOf = (world: World, values: object = {}) => ({
  driveId: null,
  donor: firm(),
  amount: '5000.00',
  agreedOn: today(world),
  dueOn: '2027-06-30',
  agreementNumber: `P-${next()}`,
  ...values,
});

/** A pledge of a firm of its own, and a gift of that firm of this sum. */
export async function pledgeWithGift(world: World, gross: string, values: object = {}) {
  const donor = firm(`爱心企业${next()}`);
  const treasurer = world.as('treasurer');
  const pledge = pledgeOf(world, { donor, ...values });
  const pledgeId = made(await treasurer.post('/pledges', pledge)).id;
  const { driveId } = pledge;
  const { id: donationId } = await give(world, { donor, gross, driveId });
  return { pledgeId, donationId: donationId as string };
}

/** A body for POST /refunds of this gift from the bank. */
export const refundOf = (world: World, donationId: string, values: object = {}) => ({
  donationId,
  kind: 'refund',
  till: 'bank',
  amount: '100.00',
  refundedOn: today(world),
  documentNumber: `TK-${next()}`,
  reason: '误转',
  ...values,
});

/** A prepared refund of a gift of 100.00 to the unrestricted fund. */
export async function preparedRefund(world: World, values: object = {}): Promise<string> {
  const { id } = await give(world);
  const body = refundOf(world, id as string, values);
  return made(await world.as('treasurer').post('/refunds', body)).id;
}

/** A debt of 100.00 to a donor that the chair agreed to. */
export async function owedRefund(world: World): Promise<string> {
  const id = await preparedRefund(world, { kind: 'obligation', till: null });
  ok(await world.as('chair').post(`/refunds/${id}/decide`, { agrees: true }));
  return id;
}

/** A body for POST /donations/:id/bounce. */
export const bounce = (world: World, values: object = {}) => ({
  reason: '银行退票',
  bouncedOn: today(world),
  bankReference: `TP-${next()}`,
  ...values,
});

/** A gift of 100.00 to F01 through a drive of its own. */
export async function giftToDrive(world: World, values: object = {}): Promise<string> {
  const driveId = await openDrive(world, { code: `D${6000 + Number(next())}` });
  return (await give(world, { driveId, ...values })).id as string;
}

/** A body for POST /unidentified-receipts. */
const unknownOf = (world: World, values: object = {}) => ({
  amount: '10.00',
  receivedOn: today(world),
  bankReference: `DC-${next()}`,
  payer: '王某',
  ...values,
});

/** Money of an unknown giver that is noted; answers its id and its bank slip. */
export async function unknownMoney(world: World, values: object = {}) {
  const body = unknownOf(world, values);
  const { id } = made(await world.as('treasurer').post('/unidentified-receipts', body));
  return { id, bankReference: body.bankReference };
}

/** A body for POST /unidentified-receipts/:id/identify. */
export const identification = (world: World, values: object = {}) => ({
  driveId: null,
  donor: { kind: 'person', name: '王建国' },
  identifiedOn: today(world),
  ...values,
});

/** The POST routes of pledges, refunds and bounced gifts. */
export const giftPosts = [
  post('/pledges', async (world) => ({
    login: 'treasurer',
    path: '/pledges',
    body: pledgeOf(world),
  })),
  post('/pledges/:id/arrivals', async (world) => {
    const { pledgeId, donationId } = await pledgeWithGift(world, '30.00');
    return { login: 'treasurer', path: `/pledges/${pledgeId}/arrivals`, body: { donationId } };
  }),
  post('/refunds', async (world) => ({
    login: 'treasurer',
    path: '/refunds',
    body: refundOf(world, (await give(world)).id as string),
  })),
  post(
    '/refunds/:id/decide',
    async (world) => ({
      login: 'chair',
      path: `/refunds/${await preparedRefund(world)}/decide`,
      body: { agrees: true },
    }),
    money,
  ),
  post(
    '/refunds/:id/pay',
    async (world) => ({
      login: 'cashier',
      path: `/refunds/${await owedRefund(world)}/pay`,
      body: { paidOn: today(world), bankReference: `TF-${next()}` },
    }),
    money,
  ),
  post(
    '/donations/:id/bounce',
    async (world) => ({
      login: 'treasurer',
      path: `/donations/${(await give(world)).id}/bounce`,
      body: bounce(world),
    }),
    money,
  ),
  post(
    '/unidentified-receipts',
    async (world) => ({
      login: 'treasurer',
      path: '/unidentified-receipts',
      body: unknownOf(world),
    }),
    money,
  ),
  post(
    '/unidentified-receipts/:id/identify',
    async (world) => ({
      login: 'treasurer',
      path: `/unidentified-receipts/${(await unknownMoney(world)).id}/identify`,
      body: identification(world),
    }),
    money,
  ),
  post(
    '/unidentified-receipts/:id/return',
    async (world) => ({
      login: 'chair',
      path: `/unidentified-receipts/${(await unknownMoney(world)).id}/return`,
      body: { returnedOn: today(world), reason: '退回' },
    }),
    money,
  ),
];
