import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useNamedAccounts } from './accounts.ts';
import { useBook } from './api.ts';
import { BookTable } from './BookTable.tsx';
import { Choice } from './Choice.tsx';
import { MonthSpan } from './MonthSpan.tsx';
import { PrintedForm, ReportPage } from './ReportPage.tsx';

const CASH = '100101';

/**
 * The cash and bank journals (现金日记账, 银行存款日记账), one of each money account with the
 * totals of every day. Route: /books/money?account=&from=&to=
 */
export function MoneyJournalPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const account = search.get('account') ?? CASH;
  const { names, options } = useNamedAccounts();
  const money = options.filter(({ value }) => /^(1001|1002|1009)/.test(value));
  return (
    <ReportPage group="books" report="moneyJournal">
      <MonthSpan>
        {(from, to) => (
          <>
            <div className="filters">
              <Choice
                name="account"
                label={t('books.account')}
                value={account}
                options={money}
                wide
              />
            </div>
            <PrintedForm from={from} to={to} number={`${account} ${names.get(account) ?? ''}`}>
              <Journal {...{ from, to, account, names }} />
            </PrintedForm>
          </>
        )}
      </MonthSpan>
    </ReportPage>
  );
}

function Journal({
  names,
  ...filters
}: {
  from: number;
  to: number;
  account: string;
  names: ReadonlyMap<string, string>;
}) {
  return <BookTable kind="money" query={useBook('money-journal', filters)} names={names} />;
}
