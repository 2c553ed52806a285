import { Button, Dropdown } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type ExportFormat, exportFormat } from '../../shared/reports.ts';
import { useHasRole } from '../api/session.ts';
import { ErrorSummary } from '../ui/ErrorSummary.tsx';
import { SheetChoice } from './SheetChoice.tsx';
import { useWorkbook, type WorkbookState } from './useWorkbook.ts';

const journals = exportFormat.options.filter((format) => format !== 'xlsx');

/**
 * Exports the months shown as one Excel workbook, or as the journal of another program, with
 * progress and a way to stop.
 */
export function ExportWorkbook({ from, to }: { from: number; to: number }) {
  const { t } = useTranslation();
  const mayExport = useHasRole('auditor', 'treasurer');
  const { state, start, cancel } = useWorkbook(from, to);
  if (!mayExport) return null;
  const busy = state.step === 'preparing' || state.step === 'downloading';
  return (
    <div className="row no-print">
      <Button loading={busy} onClick={() => void start()}>
        {t('reports.export')}
      </Button>
      <Dropdown
        trigger={['click']}
        disabled={busy}
        menu={{
          items: journals.map((key) => ({ key, label: t(`reports.format.${key}`) })),
          onClick: ({ key }) => void start(key as ExportFormat),
        }}
      >
        <Button>{t('reports.otherFormats')}</Button>
      </Dropdown>
      <SheetChoice disabled={busy} onExport={(include) => void start('xlsx', include)} />
      {busy && <Button onClick={cancel}>{t('common.cancel')}</Button>}
      <output>{progressWords(t, state)}</output>
      {state.step === 'failed' && <ErrorSummary error={state.error} />}
    </div>
  );
}

function progressWords(t: TFunction, state: WorkbookState): string {
  switch (state.step) {
    case 'preparing':
      return t('reports.preparing');
    case 'downloading':
      return t('reports.downloading', { kilobytes: Math.ceil(state.bytes / 1024) });
    case 'done':
      return t('reports.exported', { name: state.fileName });
    case 'cancelled':
      return t('reports.cancelled');
    default:
      return '';
  }
}
