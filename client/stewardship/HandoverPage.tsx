import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { Handover } from '../../shared/handovers.ts';
import { ErrorSummary } from '../ui/ErrorSummary.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useHandover, useSignHandover } from './api.ts';
import { HandoverPaper } from './HandoverPaper.tsx';

/** A handover as it is signed and printed (移交清册). Route: /handovers/:id */
export function HandoverPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const found = useHandover(id);
  const print = (
    <Button onClick={() => window.print()} disabled={!found.data}>
      {t('common.print')}
    </Button>
  );
  return (
    <Page title={t('stewardship.handover.paper')} actions={print}>
      <QueryState of={found} empty={null}>
        {(handover) => (
          <>
            <Signing handover={handover} />
            <HandoverPaper handover={handover} />
          </>
        )}
      </QueryState>
    </Page>
  );
}

/** What happens next: the signature that waits for this reader, or why none can be given. */
function Signing({ handover }: { handover: Handover }) {
  const { t } = useTranslation();
  const { id, maySign, stale, status } = handover;
  const { key, renew, renewIfUsed } = useIdempotencyKey(`stewardship.sign.${id}`);
  const sign = useSignHandover(id, key);
  if (status === 'superseded') {
    return <Alert type="warning" title={t('stewardship.handover.supersededHelp')} />;
  }
  if (stale) return <Alert type="warning" title={t('stewardship.handover.staleHelp')} />;
  if (maySign === null) {
    return status === 'open' ? (
      <p className="hint no-print">{t('stewardship.handover.waits')}</p>
    ) : null;
  }
  return (
    <div className="no-print">
      <ErrorSummary error={sign.error} />
      <p className="hint">{t(`stewardship.handover.signHelp.${maySign}`)}</p>
      <Button
        type="primary"
        loading={sign.isPending}
        onClick={() => sign.mutate(undefined, { onSuccess: renew, onError: renewIfUsed })}
      >
        {t(`stewardship.handover.sign.${maySign}`)}
      </Button>
    </div>
  );
}
