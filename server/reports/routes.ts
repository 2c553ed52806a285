import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { z } from 'zod';
import { businessDate, dateRange } from '../../shared/dates.ts';
import { decodeCursor, encodeCursor, pageQuery } from '../../shared/paging.ts';
import { exportBody, exportMade, journalPage } from '../../shared/reports.ts';
import type { Context } from '../core/context.ts';
import { fileRoute, idParams, route } from '../core/route.ts';
import { bookRoutes, readers } from './book-routes.ts';
import { type ExportOrder, readJournal } from './queries.ts';
import { fileNameOf } from './file-name.ts';
import type { TextFormat } from './plain-text.ts';
import { claimExport, makeExport, withText, withWorkbook } from './service.ts';

/** The place of a journal line: the day, the voucher's dense number, the line's number in it. */
const journalPlace = z.tuple([
  z.iso.date(),
  z.string().regex(/^\d{1,18}$/),
  z.number().int().min(1).max(200),
]);
const journalQuery = pageQuery
  .extend({ from: businessDate, to: businessDate })
  .check(dateRange('from', 'to'));

export const reportRoutes = [
  ...bookRoutes,
  route({
    method: 'get',
    path: '/reports/journal',
    summary: 'The journal (序时账) between two days, page by page',
    action: 'report.journal',
    roles: readers,
    query: journalQuery,
    answer: journalPage,
    handle: async ({ context, query: { from, to, cursor, limit } }) => {
      const after = cursor === undefined ? undefined : decodeCursor(cursor, journalPlace);
      const lines = await readJournal(context.client, { from, to }, { after, limit });
      const items = lines.slice(0, limit);
      const last = lines.length > limit ? items.at(-1) : undefined;
      return {
        items,
        nextCursor: last ? encodeCursor([last.voucherDate, last.seq, last.lineNo]) : null,
      };
    },
  }),
  route({
    method: 'post',
    path: '/exports',
    summary: 'Ask for the books of a span of months as a workbook, a journal or an interface file',
    action: 'export.made',
    roles: ['auditor', 'treasurer'],
    body: exportBody,
    answer: exportMade,
    status: 201,
    handle: ({ context, body }) => makeExport(context, body),
  }),
  fileRoute({
    method: 'get',
    path: '/exports/:id/workbook',
    summary: 'Fetch the workbook (xlsx) that this account asked for',
    action: 'export.fetch',
    roles: ['auditor', 'treasurer'],
    params: idParams,
    handle: async ({ context, params, response }) => {
      const order = await claimExport(context, params.id, 'workbook');
      await streamWorkbook(context, order, response);
    },
  }),
  fileRoute({
    method: 'get',
    path: '/exports/:id/journal',
    summary: 'Fetch the journal (hledger, beancount, GB/T 24589 XML) that this account asked for',
    action: 'export.fetch-journal',
    roles: ['auditor', 'treasurer'],
    params: idParams,
    handle: async ({ context, params, response }) => {
      const order = await claimExport(context, params.id, 'text');
      const format = order.format as TextFormat | 'gbt24589';
      await whileListening(context, order, response, () =>
        withText(context, { ...order, format }, async (text) => {
          attach(response.type(format === 'gbt24589' ? 'application/xml' : 'text/plain'), order);
          await pipeline(text, response);
        }),
      );
    },
  }),
];

function attach(response: Response, { from, to, format }: ExportOrder): void {
  const name = encodeURIComponent(fileNameOf(from, to, format));
  const plain = format === 'gbt24589' ? 'books.xml' : `books.${format}`;
  response
    .set('Content-Disposition', `attachment; filename="${plain}"; filename*=UTF-8''${name}`)
    .set('Cache-Control', 'no-store');
}

async function streamWorkbook(context: Context, order: ExportOrder, response: Response) {
  await whileListening(context, order, response, (signal) =>
    withWorkbook(context, order, signal, async (workbook) => {
      attach(
        response.type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
        order,
      );
      await pipeline(workbook, response);
    }),
  );
}

/** A reader who goes away ends the export; that is no failure of ours. */
async function whileListening(
  context: Context,
  order: ExportOrder,
  response: Response,
  send: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const leaving = new AbortController();
  response.once('close', () => leaving.abort());
  try {
    await send(leaving.signal);
  } catch (error) {
    if (!leaving.signal.aborted) throw error;
    context.log('info', { requestId: context.requestId, export: order.id, outcome: 'abandoned' });
  }
}
