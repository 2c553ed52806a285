import { roles } from '../../shared/roles.ts';
import { today } from '../../shared/today.ts';
import { route } from '../core/route.ts';
import { readFunds, readMonths, readOpenDrives, readTasks } from './queries.ts';

export const todayRoutes = [
  route({
    method: 'get',
    path: '/today',
    summary: 'What waits for this person, and the fund at a glance',
    action: 'today.read',
    roles,
    answer: today,
    handle: async ({ context }) => {
      const { actor, client } = context;
      const date = context.today();
      const tasks = await readTasks(client, actor, date);
      // the administrator keeps accounts and sees no money
      const seesMoney = !actor.roles.includes('administrator');
      if (!seesMoney) return { date, tasks, funds: [], drives: [], months: [] };
      const [funds, drives, months] = await Promise.all([
        readFunds(client, Number(date.slice(0, 4))),
        readOpenDrives(client),
        readMonths(client),
      ]);
      return { date, tasks, funds, drives, months };
    },
  }),
];
