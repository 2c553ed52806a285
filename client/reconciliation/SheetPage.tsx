import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { BankReconciliation } from '../../shared/reconciliation.ts';
import { ErrorSummary } from '../ui/ErrorSummary.tsx';
import { InstantText } from '../ui/InstantText.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useReconciliation, useReview } from './api.ts';
import { SheetPaper } from './SheetPaper.tsx';

/** A frozen 余额调节表, to review and to print. Route: /bank-reconciliations/:id */
export function SheetPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const sheet = useReconciliation(id);
  const print = <Button onClick={() => window.print()}>{t('common.print')}</Button>;
  return (
    <Page title={t('reconciliation.sheet')} actions={print}>
      <QueryState of={sheet} empty={null}>
        {(found) => (
          <>
            <SheetPaper sheet={found} foot={<Foot sheet={found} />} />
            {found.mayReview && <Review sheet={found} />}
          </>
        )}
      </QueryState>
    </Page>
  );
}

function Foot({ sheet }: { sheet: BankReconciliation }) {
  const { t } = useTranslation();
  return (
    <div className="paper-head">
      <span>
        {t('reconciliation.preparedBy')}：{sheet.preparedByName}{' '}
        <InstantText value={sheet.preparedAt} />
      </span>
      <span>
        {t('reconciliation.reviewedBy')}：
        {sheet.reviewedByName ?? t('reconciliation.waitsForReview')}{' '}
        {sheet.reviewedAt && <InstantText value={sheet.reviewedAt} />}
      </span>
    </div>
  );
}

function Review({ sheet }: { sheet: BankReconciliation }) {
  const { t } = useTranslation();
  const { key, renewIfUsed } = useIdempotencyKey(`reconciliation.review.${sheet.id}`);
  const review = useReview(sheet.id);
  return (
    <div className="no-print">
      <ErrorSummary error={review.error} />
      <p className="hint">{t('reconciliation.reviewHelp')}</p>
      <Button
        type="primary"
        loading={review.isPending}
        onClick={() => review.mutate({ key }, { onError: renewIfUsed })}
      >
        {t('reconciliation.review')}
      </Button>
    </div>
  );
}
