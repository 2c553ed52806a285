import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ErrorSummary } from './ErrorSummary.tsx';

/** What could not be read, in words, with a way to try again. */
export function FailedState({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="failed-state">
      <ErrorSummary error={error} />
      <Button onClick={retry}>{t('common.retry')}</Button>
    </div>
  );
}
