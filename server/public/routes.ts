import { z } from 'zod';
import { notice } from '../../shared/aid.ts';
import { publicDrive, publicOverview } from '../../shared/today.ts';
import { publicRoute } from '../core/route.ts';
import { readDrives, readOverview } from './queries.ts';
import { noticesToday } from './service.ts';

export const publicRoutes = [
  publicRoute({
    method: 'get',
    path: '/public/overview',
    summary: 'The fund at a glance, for anyone',
    action: 'public.overview',
    answer: publicOverview,
    handle: ({ context }) => readOverview(context.client),
  }),
  publicRoute({
    method: 'get',
    path: '/public/drives',
    summary: 'The drives and what they received, for anyone',
    action: 'public.drives',
    answer: z.object({ items: z.array(publicDrive) }),
    handle: async ({ context }) => ({ items: await readDrives(context.client) }),
  }),
  publicRoute({
    method: 'get',
    path: '/public/notices',
    summary: 'The masked notices that run today, for anyone',
    action: 'public.notices',
    answer: z.object({ items: z.array(notice) }),
    handle: async ({ context }) => ({ items: await noticesToday(context) }),
  }),
];
