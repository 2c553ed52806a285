import type { UseQueryResult } from '@tanstack/react-query';
import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { ruleBook } from '../../shared/statements.ts';
import { withQuery } from '../api/keyset.ts';
import { useLanguage } from '../i18n/index.ts';
import { QueryState } from '../ui/QueryState.tsx';
import { Choice } from './Choice.tsx';
import { MonthSpan } from './MonthSpan.tsx';
import { PrintedForm, ReportPage } from './ReportPage.tsx';

type Report = 'balanceSheet' | 'activities' | 'cashFlow';
interface Statement {
  ruleBook: string;
  balances: boolean;
  unmapped: { accountCode: string; nameZh: string; nameEn: string }[];
}

/** A statement of a month: its choice of form, what to know about it, and its paper form. */
export function StatementFrame<Shown extends Statement>({
  report,
  balanced,
  note,
  use,
  children,
}: {
  report: Report;
  /** What it says when it balances. */
  balanced: string;
  note?: string;
  use: (month: number, shape: string | null) => UseQueryResult<Shown>;
  children: (statement: Shown) => ReactNode;
}) {
  return (
    <ReportPage group="statements" report={report}>
      <MonthSpan single>
        {(_, month) => <Shown {...{ report, balanced, note, use, children, month }} />}
      </MonthSpan>
    </ReportPage>
  );
}

function Shown<Of extends Statement>({
  report,
  balanced,
  note,
  use,
  children,
  month,
}: Omit<Parameters<typeof StatementFrame<Of>>[0], 'note'> & {
  note: string | undefined;
  month: number;
}) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const statement = use(month, search.get('shape'));
  return (
    <QueryState of={statement} empty={t('reports.nothingPosted')}>
      {(data) => (
        <>
          <div className="filters">
            <Choice
              name="shape"
              label={t('books.shape')}
              value={data.ruleBook}
              options={ruleBook.options.map((shape) => ({
                value: shape,
                label: t(`books.shapes.${shape}`),
              }))}
            />
            <Link className="no-print" to={withQuery('/trial-balance', { to: month })}>
              {t('books.drill')}
            </Link>
          </div>
          <Standing statement={data} balanced={balanced} />
          <PrintedForm from={month} to={month} number={t(`books.forms.${report}`)}>
            {children(data)}
          </PrintedForm>
          {note !== undefined && <p className="hint">{note}</p>}
          {data.ruleBook === '2026' && <p className="hint">{t('books.shapeNote')}</p>}
        </>
      )}
    </QueryState>
  );
}

function Standing({ statement, balanced }: { statement: Statement; balanced: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const accounts = statement.unmapped
    .map((each) => `${each.accountCode} ${language === 'en' ? each.nameEn : each.nameZh}`)
    .join('、');
  return (
    <>
      {statement.unmapped.length > 0 && (
        <Alert type="warning" title={t('books.unmapped', { accounts })} />
      )}
      {statement.balances ? (
        <p className="hint">{balanced}</p>
      ) : (
        <Alert type="error" title={t('books.unbalanced')} />
      )}
    </>
  );
}

/** The class that a row of a statement prints in. */
export function rowClass(kind: string): string {
  if (kind === 'total' || kind === 'net') return 'statement-total';
  return kind === 'part' ? 'statement-part' : '';
}

/** The name of a row in the reader's language. */
export function useRowName() {
  const language = useLanguage();
  return ({ nameZh, nameEn }: { nameZh: string; nameEn: string }) =>
    language === 'en' ? nameEn : nameZh;
}
