import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { isRealDate } from '../../shared/dates.ts';
import { isZero } from '../../shared/money.ts';
import type { ReconciliationDraft } from '../../shared/reconciliation.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { useHasRole } from '../api/session.ts';
import { ErrorSummary } from '../ui/ErrorSummary.tsx';
import { moneyWords } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useMatching, usePrepare, useReconciliationDraft } from './api.ts';
import { MatchTable } from './MatchTable.tsx';
import { SheetPaper } from './SheetPaper.tsx';

/** Matching an account line by line, and its sheet on a day. Route: /reconciliation/:account */
export function AccountPage() {
  const { t } = useTranslation();
  const { account = '' } = useParams();
  const matching = useMatching(account);
  const isTreasurer = useHasRole('treasurer');
  const enter = isTreasurer && (
    <Link to={`/reconciliation/${account}/statement`}>{t('reconciliation.enter')}</Link>
  );
  return (
    <Page title={t('reconciliation.of', { account })} actions={enter}>
      <QueryState of={matching} empty={null}>
        {(found) => <MatchTable account={account} matching={found} />}
      </QueryState>
      <Draft account={account} />
    </Page>
  );
}

function Draft({ account }: { account: string }) {
  const { t } = useTranslation();
  const id = useId();
  const today = useBusinessDate();
  const [chosen, setChosen] = useState<string>();
  const asOf = chosen ?? today ?? '';
  return (
    <>
      <h2>{t('reconciliation.sheet')}</h2>
      <p className="no-print">
        <label htmlFor={id}>{t('reconciliation.asOf')}</label>{' '}
        <Input
          id={id}
          type="date"
          value={asOf}
          onChange={(event) => setChosen(event.target.value)}
          style={{ width: 176 }}
        />
      </p>
      {isRealDate(asOf) && <DraftOn key={asOf} account={account} asOf={asOf} />}
    </>
  );
}

function DraftOn({ account, asOf }: { account: string; asOf: string }) {
  const draft = useReconciliationDraft(account, asOf);
  return (
    <QueryState of={draft} empty={null}>
      {(sheet) => <SheetPaper sheet={sheet} foot={<Prepare sheet={sheet} />} />}
    </QueryState>
  );
}

function Prepare({ sheet }: { sheet: ReconciliationDraft }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const place = `reconciliation.prepare.${sheet.accountCode}.${sheet.asOf}`;
  const { key, renew, renewIfUsed } = useIdempotencyKey(place);
  const prepare = usePrepare();
  const body = { accountCode: sheet.accountCode, asOf: sheet.asOf };
  const done = ({ id }: { id: string }) => {
    renew();
    void navigate(`/bank-reconciliations/${id}`);
  };
  if (!isZero(sheet.difference)) {
    return <output>{t('reconciliation.differs', { amount: moneyWords(sheet.difference) })}</output>;
  }
  return (
    <div className="no-print">
      <ErrorSummary error={prepare.error} />
      <p className="hint">
        {t(sheet.handledMoney ? 'reconciliation.handledMoney' : 'reconciliation.prepareHelp')}
      </p>
      {sheet.mayPrepare && (
        <Button
          type="primary"
          loading={prepare.isPending}
          onClick={() => prepare.mutate({ body, key }, { onSuccess: done, onError: renewIfUsed })}
        >
          {t('reconciliation.prepare')}
        </Button>
      )}
    </div>
  );
}
