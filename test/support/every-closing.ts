import { openDrive } from './acts.ts';
import { ok } from './cases.ts';
import { closeMonth, signMonth } from './months.ts';
import {
  closedMonth,
  give,
  money,
  next,
  nextMonth,
  post,
  signedMonth,
  type PreparedPost,
} from './prepared.ts';
import type { World } from './world.ts';

const dayOf = (period: number) => `${Math.floor(period / 100)}-${String(period).slice(4)}-05`;

/** A month that the unrestricted fund ended below zero for the fees of another fund's gift. */
async function monthInDeficit(world: World): Promise<number> {
  const period = await signedMonth(world);
  await give(world, { gross: '99000.00' });
  const driveId = await openDrive(world, { code: `D${9000 - Number(next())}` });
  const online = { driveId, channel: 'wechat', gross: '90000.00', fee: '80000.00' };
  await give(world, { ...online, receivedOn: dayOf(period) });
  // made good at once, so that later months end well
  await give(world, { gross: '80000.00', receivedOn: dayOf(nextMonth()) });
  return period;
}

/** A closed year, all of it signed. */
async function closedYear(world: World): Promise<number> {
  let december = nextMonth();
  while (december % 100 !== 12) december = nextMonth();
  await signedMonth(world, december);
  await closeMonth(world, december);
  const year = Math.floor(december / 100);
  for (let month = year * 100 + 1; month <= december; month++) await signMonth(world, month);
  return year;
}

/** The POSTs of closing and opening months and years, each ready to be sent. */
export const closing: readonly PreparedPost[] = [
  post(
    '/periods/:id/close',
    async (world) => ({
      login: 'treasurer',
      path: `/periods/${await signedMonth(world)}/close`,
      body: {},
    }),
    money,
  ),
  post('/periods/:id/deficit-sign-off', async (world) => ({
    login: 'chair',
    path: `/periods/${await monthInDeficit(world)}/deficit-sign-off`,
    body: { reason: '平台手续费，下月补足' },
  })),
  post('/periods/:id/reopen-requests', async (world) => ({
    login: 'treasurer',
    path: `/periods/${await closedMonth(world)}/reopen-requests`,
    body: { reason: '漏记一笔捐款' },
  })),
  post(
    '/periods/:id/reopen-decision',
    async (world) => {
      const period = await closedMonth(world);
      const reason = { reason: '漏记一笔捐款' };
      ok(await world.as('treasurer').post(`/periods/${period}/reopen-requests`, reason));
      return {
        login: 'chair',
        path: `/periods/${period}/reopen-decision`,
        body: { approves: true },
      };
    },
    money,
  ),
  post('/years/:year/lock', async (world) => {
    const year = await closedYear(world);
    const body = { auditedOn: `${year + 1}-03-31`, reference: `审字${next()}号` };
    return { login: 'chair', path: `/years/${year}/lock`, body };
  }),
];
