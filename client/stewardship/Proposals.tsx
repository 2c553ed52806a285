import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type BudgetRow, budgetParts } from '../../shared/budgets.ts';
import { ErrorSummary } from '../ui/ErrorSummary.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useApproveBudget } from './api.ts';

type Proposed = NonNullable<BudgetRow['proposed']>;

/** Budgets that wait for the chair; until then the earlier ones stay in force. */
export function Proposals({ rows }: { rows: BudgetRow[] }) {
  const { t } = useTranslation();
  const waiting = rows.flatMap(({ proposed, fundCode, fundName }) =>
    proposed ? [{ proposed, fund: `${fundCode} ${fundName}` }] : [],
  );
  if (waiting.length === 0) return null;
  return (
    <section>
      <h2>{t('stewardship.budget.waiting')}</h2>
      {waiting.map(({ proposed, fund }) => (
        <Proposal key={proposed.id} proposed={proposed} fund={fund} />
      ))}
    </section>
  );
}

function Proposal({ proposed, fund }: { proposed: Proposed; fund: string }) {
  const { t } = useTranslation();
  const { id, version, preparedByName, note, mayApprove } = proposed;
  const { key, renew, renewIfUsed } = useIdempotencyKey(`stewardship.budget.${id}`);
  const approve = useApproveBudget(id, key);
  return (
    <div className="card">
      <ErrorSummary error={approve.error} />
      <p>
        <strong>{fund}</strong> {t('stewardship.budget.version', { version, name: preparedByName })}{' '}
        {note}
      </p>
      <dl className="facts">
        {budgetParts.map((part) => (
          <div key={part}>
            <dt>{t(`stewardship.budget.parts.${part}`)}</dt>
            <dd>
              <MoneyText value={proposed[part]} />
            </dd>
          </div>
        ))}
      </dl>
      {mayApprove && (
        <Button
          type="primary"
          loading={approve.isPending}
          onClick={() => approve.mutate(undefined, { onSuccess: renew, onError: renewIfUsed })}
        >
          {t('stewardship.budget.approve', { fund })}
        </Button>
      )}
    </div>
  );
}
