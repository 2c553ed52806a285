import { formatDate } from '../../shared/dates.ts';
import { useLanguage } from '../i18n/index.ts';

/** A business date in the reader's language: 2026年2月10日 or 10 Feb 2026. */
export function DateText({ value }: { value: string }) {
  const language = useLanguage();
  return <time dateTime={value}>{formatDate(value, language)}</time>;
}
