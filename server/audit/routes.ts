import { z } from 'zod';
import { auditPage, verification } from '../../shared/audit.ts';
import { decodeCursor, encodeCursor, pageQuery } from '../../shared/paging.ts';
import { route } from '../core/route.ts';
import { readAuditEntries } from './queries.ts';
import { sealAndVerify } from './service.ts';

/** The dense number of the last entry of a page. */
const place = z.number().int().min(1);
const auditQuery = pageQuery.extend({
  subject: z
    .string('VALUE_INVALID')
    .regex(/^[a-z-]{1,40}:[0-9A-Za-z-]{1,64}$/, 'VALUE_INVALID')
    .optional(),
});

export const auditRoutes = [
  route({
    method: 'get',
    path: '/audit-entries',
    summary: 'The audit trail, newest first, of everything or of one subject such as donation:{id}',
    action: 'audit.read',
    roles: ['auditor'],
    query: auditQuery,
    answer: auditPage,
    handle: async ({ context, query: { subject, cursor, limit } }) => {
      const before = cursor === undefined ? undefined : String(decodeCursor(cursor, place));
      const entries = await readAuditEntries(context.client, { subject, before, limit });
      const items = entries.slice(0, limit);
      const last = entries.length > limit ? items.at(-1) : undefined;
      return { items, nextCursor: last ? encodeCursor(last.seq) : null };
    },
  }),
  route({
    method: 'post',
    path: '/verifications',
    summary: 'Seal the trail, then prove every digest, seal and rule of the books anew',
    action: 'audit.verify',
    roles: ['auditor'],
    keyed: false,
    answer: verification,
    handle: ({ context }) => sealAndVerify(context),
  }),
];
