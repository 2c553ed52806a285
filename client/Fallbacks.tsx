import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Page } from './ui/Page.tsx';

/** An address that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title={t('common.notFound.title')}>
      <p>{t('common.notFound.help')}</p>
      <Link to="/">{t('common.notYours.home')}</Link>
    </Page>
  );
}

/** A page that the person's roles do not need; the server would refuse its reads. */
export function NotYours() {
  const { t } = useTranslation();
  return (
    <Page title={t('common.notYours.title')}>
      <p>{t('common.notYours.help')}</p>
      <Link to="/">{t('common.notYours.home')}</Link>
    </Page>
  );
}

/** A page that failed while drawing, or whose code no longer exists after an upgrade. */
export function Crashed() {
  const { t } = useTranslation();
  return (
    <Page title={t('common.crashed.title')}>
      <p role="alert">{t('common.crashed.help')}</p>
      <Button onClick={() => location.reload()}>{t('common.crashed.reload')}</Button>
    </Page>
  );
}
