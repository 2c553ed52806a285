import { useCallback, useRef, useState } from 'react';
import { type ExportFormat, exportMade, type SheetKey } from '../../shared/reports.ts';
import { download, post } from '../api/http.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';

export type WorkbookState =
  | { step: 'idle' | 'preparing' | 'cancelled' }
  | { step: 'downloading'; bytes: number }
  | { step: 'done'; fileName: string }
  | { step: 'failed'; error: unknown };

/**
 * Makes the file of the months, a workbook or a journal, and hands it to the browser. It goes on
 * when the page is left; cancelling stops the download, the export stays in the audit trail.
 */
export function useWorkbook(from: number, to: number) {
  const [state, setState] = useState<WorkbookState>({ step: 'idle' });
  const { key, renew } = useIdempotencyKey(`reports.export.${from}-${to}`);
  const running = useRef<AbortController>(undefined);
  const start = useCallback(
    async (format: ExportFormat = 'xlsx', include?: SheetKey[]) => {
      const controller = new AbortController();
      running.current = controller;
      setState({ step: 'preparing' });
      try {
        const months = { fromPeriod: from, toPeriod: to };
        const body = { format, ...months, ...(include && { include }) };
        const { id, fileName } = await post('/exports', body, exportMade, key);
        const part = format === 'xlsx' ? 'workbook' : 'journal';
        const progress = (bytes: number) => setState({ step: 'downloading', bytes });
        const blob = await download(`/exports/${id}/${part}`, progress, controller.signal);
        renew();
        save(blob, fileName);
        setState({ step: 'done', fileName });
      } catch (error) {
        setState(controller.signal.aborted ? { step: 'cancelled' } : { step: 'failed', error });
      }
    },
    [from, to, key, renew],
  );
  const cancel = useCallback(() => running.current?.abort(), []);
  return { state, start, cancel };
}

function save(blob: Blob, fileName: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(link.href);
}
