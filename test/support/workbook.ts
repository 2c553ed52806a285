import ExcelJS from 'exceljs';
import request from 'supertest';
import { ok } from './cases.ts';
import type { World } from './world.ts';

/** Has the auditor export a workbook of these months, and reads it as a spreadsheet would. */
export async function exportedWorkbook(world: World, order: object): Promise<ExcelJS.Workbook> {
  const { id } = ok(await world.as('auditor').post('/exports', order));
  const { body: file } = await request(world.app)
    .get(`/api/v1/exports/${id}/workbook`)
    .set('Authorization', `Bearer ${await world.tokenOf('auditor')}`)
    .buffer()
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });
  const made = new ExcelJS.Workbook();
  await made.xlsx.load(file as ArrayBuffer);
  return made;
}
