import { useTranslation } from 'react-i18next';
import { MoneyText } from '../ui/MoneyText.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { useYearlyAid } from './api.ts';

/** What a family got, year by year: condolences stand apart, they use up no grant of the year. */
export function YearlyAid({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('households.yearly.title')}>
      <h2>{t('households.yearly.title')}</h2>
      <QueryState
        of={useYearlyAid(id)}
        isEmpty={({ years }) => years.length === 0}
        empty={t('households.yearly.empty')}
      >
        {({ years }) => (
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('households.yearly.year')}</th>
                <th scope="col">{t('households.yearly.grants')}</th>
                <th scope="col">{t('households.yearly.condolences')}</th>
              </tr>
            </thead>
            <tbody>
              {years.map(({ year, grants, granted, condolences, condoled }) => (
                <tr key={year}>
                  <th scope="row">{year}</th>
                  <td>
                    {t('households.yearly.times', { count: grants })} <MoneyText value={granted} />
                  </td>
                  <td>
                    {t('households.yearly.times', { count: condolences })}{' '}
                    <MoneyText value={condoled} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </QueryState>
    </section>
  );
}
