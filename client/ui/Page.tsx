import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** One page: its heading, what can be done here, its content. Names the window and the print. */
export function Page({
  title,
  actions,
  children,
}: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const product = t('common.product');
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title, product]);
  return (
    <article className="page">
      <header className="page-head">
        <h1>{title}</h1>
        {actions && <div className="page-actions no-print">{actions}</div>}
      </header>
      {children}
    </article>
  );
}
