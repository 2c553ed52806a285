import { z } from 'zod';
import { closeDriveBody, drive, openDriveBody } from '../../shared/drives.ts';
import type { Role } from '../../shared/roles.ts';
import { done } from '../../shared/session.ts';
import { idParams, route } from '../core/route.ts';
import { driveById, listDrives } from './queries.ts';
import { closeDrive, openDrive } from './service.ts';

const readers: Role[] = ['treasurer', 'cashier', 'caseworker', 'committee', 'chair', 'auditor'];

export const driveRoutes = [
  route({
    method: 'get',
    path: '/drives',
    summary: 'Drives with their running totals',
    action: 'drive.list',
    roles: readers,
    answer: z.object({ items: z.array(drive) }),
    handle: async ({ context }) => ({ items: await listDrives(context) }),
  }),
  route({
    method: 'post',
    path: '/drives',
    summary: 'Open a donation drive',
    action: 'drive.open',
    roles: ['treasurer'],
    body: openDriveBody,
    answer: done,
    status: 201,
    handle: ({ context, body }) => openDrive(context, body),
  }),
  route({
    method: 'get',
    path: '/drives/:id',
    summary: 'One drive',
    action: 'drive.read',
    roles: readers,
    params: idParams,
    answer: drive,
    handle: ({ context, params }) => driveById(context, params.id),
  }),
  route({
    method: 'post',
    path: '/drives/:id/close',
    summary: 'Close a drive to further gifts',
    action: 'drive.close',
    roles: ['treasurer'],
    params: idParams,
    body: closeDriveBody,
    answer: done,
    handle: ({ context, params, body }) => closeDrive(context, params.id, body.version),
  }),
];
