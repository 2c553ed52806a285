import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { EmptyState } from '../ui/EmptyState.tsx';
import { useNamedAccounts } from './accounts.ts';
import { useBook } from './api.ts';
import { BookTable } from './BookTable.tsx';
import { Choice } from './Choice.tsx';
import { FundChoice } from './FundChoice.tsx';
import { MonthSpan } from './MonthSpan.tsx';
import { PrintedForm, ReportPage } from './ReportPage.tsx';

/** The ledger of one account (三栏明细账). Route: /books/account?account=&fund=&from=&to= */
export function AccountLedgerPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const account = search.get('account');
  const fund = search.get('fund');
  const { names, options } = useNamedAccounts();
  return (
    <ReportPage group="books" report="accountLedger">
      <MonthSpan>
        {(from, to) => (
          <>
            <div className="filters">
              <Choice
                name="account"
                label={t('books.account')}
                value={account}
                wide
                {...{ options }}
              />
              <FundChoice value={fund} />
            </div>
            {account === null ? (
              <EmptyState>{t('books.chooseAccount')}</EmptyState>
            ) : (
              <PrintedForm from={from} to={to} number={`${account} ${names.get(account) ?? ''}`}>
                <Ledger {...{ from, to, account, fund, names }} />
              </PrintedForm>
            )}
          </>
        )}
      </MonthSpan>
    </ReportPage>
  );
}

function Ledger({
  names,
  ...filters
}: {
  from: number;
  to: number;
  account: string;
  fund: string | null;
  names: ReadonlyMap<string, string>;
}) {
  return <BookTable kind="account" query={useBook('account-ledger', filters)} names={names} />;
}
