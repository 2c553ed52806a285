import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { MonthSelect } from '../ui/MonthSelect.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { useMonths } from './api.ts';
import { ExportWorkbook } from './ExportWorkbook.tsx';

/**
 * The months that a report covers, kept in the address, above the report itself. Without a choice
 * it is the newest month of the books.
 */
export function MonthSpan({
  single = false,
  children,
}: {
  single?: boolean;
  children: (from: number, to: number) => ReactNode;
}) {
  const { t } = useTranslation();
  const months = useMonths();
  const [search, setSearch] = useSearchParams();
  const choose = (from: number, to: number) =>
    setSearch(
      { from: String(Math.min(from, to)), to: String(Math.max(from, to)) },
      { replace: true },
    );
  return (
    <QueryState of={months} empty={t('reports.noPeriods')}>
      {(known) => {
        const newest = known[0] ?? 0;
        const to = Number(search.get('to')) || newest;
        const from = single ? to : Number(search.get('from')) || to;
        return (
          <>
            <div className="filters">
              {!single && (
                <MonthSelect
                  label={t('reports.from')}
                  months={known}
                  value={from}
                  onChange={(month) => choose(month, Math.max(month, to))}
                />
              )}
              <MonthSelect
                label={single ? t('reports.month') : t('reports.to')}
                months={known}
                value={to}
                onChange={(month) => choose(single ? month : Math.min(from, month), month)}
              />
              <ExportWorkbook key={`${from}-${to}`} from={from} to={to} />
            </div>
            {children(from, to)}
          </>
        );
      }}
    </QueryState>
  );
}
