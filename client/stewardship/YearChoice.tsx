import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useBusinessDate } from '../api/businessDate.ts';
import { LoadingState } from '../ui/QueryState.tsx';

const YEARS_BACK = 10;

/** The year of a page, kept in the address; without a choice `fallback` years from this one. */
export function YearChoice({
  fallback = 0,
  children,
}: {
  fallback?: number;
  children: (year: number) => ReactNode;
}) {
  const { t } = useTranslation();
  const date = useBusinessDate();
  const [search, setSearch] = useSearchParams();
  const asked = search.get('year');
  if (asked === null && date === undefined) return <LoadingState />;
  const now = date === undefined ? Number(asked) : Number(date.slice(0, 4));
  const year = asked === null ? now + fallback : Number(asked);
  const first = Math.min(year, now - YEARS_BACK);
  const last = Math.max(year, now + 1);
  const years = Array.from({ length: last - first + 1 }, (_, at) => last - at);
  return (
    <>
      <div className="filters no-print">
        <Select
          aria-label={t('stewardship.year')}
          value={year}
          options={years.map((value) => ({
            value,
            label: t('stewardship.yearOf', { year: value }),
          }))}
          onChange={(value) => setSearch({ year: String(value) }, { replace: true })}
        />
      </div>
      {children(year)}
    </>
  );
}
