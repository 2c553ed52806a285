import { useTranslation } from 'react-i18next';
import { useFundChoices } from './api.ts';
import { Choice } from './Choice.tsx';

/** All funds, or one. */
export function FundChoice({ value }: { value: string | null }) {
  const { t } = useTranslation();
  const funds = useFundChoices().data ?? [];
  const options = funds.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }));
  return (
    <Choice
      name="fund"
      label={t('books.fund')}
      value={value ?? ''}
      options={[{ value: '', label: t('books.allFunds') }, ...options]}
    />
  );
}
