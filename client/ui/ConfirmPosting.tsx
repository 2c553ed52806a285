import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Money } from '../../shared/money.ts';
import { MoneyText } from './MoneyText.tsx';

export interface PostingLine {
  side: 'debit' | 'credit';
  account: string;
  fund?: string | undefined;
  amount: Money | string;
}

/**
 * What an act will post before it happens: the debit and credit lines, what remains in the fund,
 * and who acts next. `children` is the place for its buttons.
 */
export function ConfirmPosting({
  lines,
  remains,
  next,
  children,
}: {
  lines: PostingLine[];
  remains?: ReactNode;
  next: ReactNode;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <section className="confirm-posting" aria-label={t('common.posting.title')}>
      <h2>{t('common.posting.title')}</h2>
      <div className="scroll-x">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('common.posting.account')}</th>
              <th scope="col">{t('common.posting.fund')}</th>
              <th scope="col" className="figure">
                {t('common.posting.debit')}
              </th>
              <th scope="col" className="figure">
                {t('common.posting.credit')}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <PostingRow key={`${line.side} ${line.account} ${line.fund ?? ''}`} line={line} />
            ))}
          </tbody>
        </table>
      </div>
      <dl className="facts">
        {remains && (
          <div>
            <dt>{t('common.posting.remains')}</dt>
            <dd>{remains}</dd>
          </div>
        )}
        <div>
          <dt>{t('common.posting.next')}</dt>
          <dd>{next}</dd>
        </div>
      </dl>
      {children}
    </section>
  );
}

function PostingRow({ line }: { line: PostingLine }) {
  const money = <MoneyText value={line.amount} />;
  return (
    <tr>
      <td>{line.account}</td>
      <td>{line.fund}</td>
      <td className="figure">{line.side === 'debit' && money}</td>
      <td className="figure">{line.side === 'credit' && money}</td>
    </tr>
  );
}
