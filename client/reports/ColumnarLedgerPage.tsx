import { useSearchParams } from 'react-router';
import { useNamedAccounts } from './accounts.ts';
import { useBook } from './api.ts';
import { BookTable } from './BookTable.tsx';
import { FundChoice } from './FundChoice.tsx';
import { MonthSpan } from './MonthSpan.tsx';
import { PrintedForm, ReportPage } from './ReportPage.tsx';

/** Programme expense by need (多栏账 5101). Route: /books/columns?fund=&from=&to= */
export function ColumnarLedgerPage() {
  const [search] = useSearchParams();
  const fund = search.get('fund');
  const { names } = useNamedAccounts();
  return (
    <ReportPage group="books" report="columnarLedger">
      <MonthSpan>
        {(from, to) => (
          <>
            <div className="filters">
              <FundChoice value={fund} />
            </div>
            <PrintedForm from={from} to={to} number={`5101 ${names.get('5101') ?? ''}`}>
              <Ledger {...{ from, to, fund, names }} />
            </PrintedForm>
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
  fund: string | null;
  names: ReadonlyMap<string, string>;
}) {
  return <BookTable kind="columnar" query={useBook('columnar-ledger', filters)} names={names} />;
}
