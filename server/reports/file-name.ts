import type { ExportFormat } from '../../shared/reports.ts';

const endings = {
  xlsx: 'xlsx',
  hledger: 'journal',
  beancount: 'beancount',
  gbt24589: 'xml',
} as const;

/** What the file of these months (yyyymm) is called. */
export function fileNameOf(from: number, to: number, format: ExportFormat = 'xlsx'): string {
  return `账簿-${from}-${to}.${endings[format]}`;
}
