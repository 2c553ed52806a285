import { ok } from './cases.ts';
import { byHand, drafted, expense, interest, row, step } from './drafts.ts';
import { give, money, next, post } from './prepared.ts';
import type { World } from './world.ts';

const version = async (world: World, id: string) =>
  ok(await world.as('auditor').get(`/drafts/${id}`)).version as number;

/** A draft of this much progress, with the body that its next step needs. */
async function ready(world: World, steps: readonly string[], action: string, login: string) {
  const id = await drafted(world, interest(world));
  for (const each of steps) {
    ok(await step(world, each === 'review' ? 'treasurer2' : 'treasurer', id, each));
  }
  const body = { version: await version(world, id) };
  return { login, path: `/drafts/${id}/${action}`, body };
}

/** Money going out by hand, submitted and not approved yet. */
async function outgoing(world: World) {
  await give(world, { gross: '5.00' });
  const id = await drafted(world, expense(world, '2.00'));
  ok(await step(world, 'treasurer', id, 'submit'));
  const body = { version: await version(world, id) };
  return { login: 'chair', path: `/drafts/${id}/approve`, body };
}

/** An expense of 1.00 in the books, to be corrected in full. */
async function correction(world: World) {
  await give(world, { gross: '5.00' });
  const original = await byHand(world, expense(world, '1.00'));
  const fundId = world.funds.F00;
  const lines = [row('530101', 'debit', '1.00', { fundId }), row('100201', 'credit', '1.00')];
  const body = { kind: 'full', reason: '摘要不清', lines };
  return { login: 'treasurer', path: `/vouchers/${original}/correct`, body };
}

/** The POST routes of vouchers by hand. */
export const handwritten = [
  post('/drafts', async (world) => ({
    login: 'treasurer',
    path: '/drafts',
    body: interest(world),
  })),
  post('/drafts/:id/edit', async (world) => {
    const { login, path, body } = await ready(world, [], 'edit', 'treasurer');
    return { login, path, body: { ...body, ...interest(world, { summary: '利息' }) } };
  }),
  post('/drafts/:id/submit', (world) => ready(world, [], 'submit', 'treasurer')),
  post('/drafts/:id/discard', (world) => ready(world, ['submit'], 'discard', 'treasurer')),
  post('/drafts/:id/send-back', async (world) => {
    const { login, path, body } = await ready(world, ['submit'], 'send-back', 'treasurer2');
    return { login, path, body: { ...body, note: '请补附件' } };
  }),
  post('/drafts/:id/review', (world) => ready(world, ['submit'], 'review', 'treasurer2')),
  post('/drafts/:id/approve', outgoing),
  post(
    '/drafts/:id/post',
    (world) => ready(world, ['submit', 'review'], 'post', 'treasurer'),
    money,
  ),
  post('/vouchers/:id/copy', async (world) => ({
    login: 'treasurer',
    path: `/vouchers/${await byHand(world, interest(world))}/copy`,
    body: {},
  })),
  post('/vouchers/:id/correct', correction),
  post('/voucher-templates', async (world) => {
    const { summary, event, lines } = interest(world);
    const body = { name: `模板${next()}`, summary, event, lines };
    return { login: 'treasurer', path: '/voucher-templates', body };
  }),
  // to choose again what is chosen is possible at any time
  post('/voucher-words', async () => ({
    login: 'treasurer',
    path: '/voucher-words',
    body: { words: 'one' },
  })),
];
