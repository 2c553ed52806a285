import { useTranslation } from 'react-i18next';
import { accountLevel } from '../../shared/books.ts';
import { Choice } from './Choice.tsx';

/** How deep the chart is shown. */
export function LevelChoice({ value }: { value: string }) {
  const { t } = useTranslation();
  return (
    <Choice
      name="level"
      label={t('books.level')}
      value={value}
      options={accountLevel.options.map((level) => ({
        value: level,
        label: t(`books.levels.${level}`),
      }))}
    />
  );
}
