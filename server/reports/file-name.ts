/** What the workbook of these months (yyyymm) is called. */
export function fileNameOf(from: number, to: number): string {
  return `账簿-${from}-${to}.xlsx`;
}
