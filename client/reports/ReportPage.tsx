import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useSearchParams } from 'react-router';
import { useMe } from '../api/session.ts';
import { withQuery } from '../api/keyset.ts';
import { monthWords } from '../ui/monthWords.ts';
import { Page } from '../ui/Page.tsx';
import './report.css';

const groups = {
  books: [
    ['/books', 'generalLedger'],
    ['/books/account', 'accountLedger'],
    ['/books/money', 'moneyJournal'],
    ['/books/columns', 'columnarLedger'],
    ['/books/goods', 'goodsLedger'],
    ['/trial-balance', 'trialBalance'],
    ['/journal', 'journal'],
    ['/books/roster', 'roster'],
  ],
  statements: [
    ['/statements', 'balanceSheet'],
    ['/statements/activities', 'activities'],
    ['/statements/cash-flow', 'cashFlow'],
    ['/fund-statement', 'fundStatement'],
    ['/statements/pictures', 'pictures'],
  ],
} as const;
type Group = keyof typeof groups;
export type ReportKey = (typeof groups)[Group][number][1];

/** A book or a statement with the way to its neighbours, for the same months. */
export function ReportPage({
  group,
  report,
  children,
}: {
  group: Group;
  report: ReportKey;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Page title={t(`books.pages.${report}`)}>
      <ReportLinks group={group} />
      {children}
    </Page>
  );
}

function ReportLinks({ group }: { group: Group }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const months = { from: search.get('from'), to: search.get('to') };
  return (
    <nav className="report-links no-print" aria-label={t(`books.groups.${group}`)}>
      {groups[group].map(([path, key]) => (
        <NavLink key={path} to={withQuery(path, months)} end>
          {t(`books.pages.${key}`)}
        </NavLink>
      ))}
    </nav>
  );
}

/** The months as the paper form names them. */
export function useMonthsWords(from: number, to: number): string {
  const { t } = useTranslation();
  return from === to ? monthWords(t, to) : `${monthWords(t, from)} – ${monthWords(t, to)}`;
}

/** What stands above and below a report on paper: whose it is, of when, and who signs. */
export function PrintedForm({
  from,
  to,
  number,
  children,
}: {
  from: number;
  to: number;
  number?: string;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const me = useMe();
  const months = useMonthsWords(from, to);
  return (
    <section className="printed-form">
      <p className="printed-head">
        <span>
          {t('books.unit')}：{me?.organisationName}
        </span>
        <span>
          {t('books.period')}：{months}
        </span>
        {number !== undefined && (
          <span>
            {t('books.formNumber')}：{number}
          </span>
        )}
        <span>{t('books.money')}</span>
      </p>
      {children}
      <p className="printed-foot">
        {(['made', 'checked', 'head'] as const).map((role) => (
          <span key={role}>{t(`books.${role}`)}：</span>
        ))}
      </p>
    </section>
  );
}
