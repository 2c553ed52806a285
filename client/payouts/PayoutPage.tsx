import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { toCapitals } from '../../shared/capitals.ts';
import type { Payout } from '../../shared/payouts.ts';
import { DateText } from '../ui/DateText.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { usePayout } from './api.ts';
import { PrepareRecovery, Recoveries } from './Recoveries.tsx';
import { NoteReturn, Returns } from './Returns.tsx';

/** A payment and what happened to it since. Route: /payments/:id */
export function PayoutPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const payout = usePayout(id);
  return (
    <Page title={t('payouts.title', { number: payout.data?.caseNumber ?? '' })}>
      <QueryState of={payout} empty={null}>
        {(found) => (
          <>
            <Facts payout={found} />
            {(found.mayReturn || found.mayRecover) && (
              <div className="row no-print" style={{ marginBottom: 16 }}>
                {found.mayReturn && <NoteReturn payout={found} />}
                {found.mayRecover && <PrepareRecovery payout={found} />}
              </div>
            )}
            <Returns payout={found} />
            <Recoveries payout={found} />
            {found.returns.length + found.recoveries.length === 0 && (
              <p className="hint">{t('payouts.nothing')}</p>
            )}
          </>
        )}
      </QueryState>
    </Page>
  );
}

function Facts({ payout }: { payout: Payout }) {
  const { t } = useTranslation();
  const { familyAid } = payout;
  return (
    <section className="card" aria-label={t('payouts.facts')} style={{ marginBottom: 16 }}>
      <StatusTag
        status={payout.state === 'paid' ? 'paid' : 'overdue'}
        label={t(`payments.state.${payout.state}`)}
      />
      <dl className="facts">
        <div>
          <dt>{t('payments.amount')}</dt>
          <dd>
            <MoneyText value={payout.amount} />
            <br />
            {toCapitals(payout.amount)}
          </dd>
        </div>
        <div>
          <dt>{t('payments.paidOn')}</dt>
          <dd>
            <DateText value={payout.paidOn} />
          </dd>
        </div>
        <div>
          <dt>{t('payouts.net')}</dt>
          <dd>
            <strong>
              <MoneyText value={payout.net} />
            </strong>
          </dd>
        </div>
        <div>
          <dt>{t('payouts.familyAid', { year: familyAid.year })}</dt>
          <dd>
            <MoneyText value={familyAid.amount} />
          </dd>
        </div>
        <div>
          <dt>{t('payments.case')}</dt>
          <dd>
            <Link to={`/aid-requests/${payout.requestId}`}>{payout.caseNumber}</Link>{' '}
            {payout.fundCode}
          </dd>
        </div>
      </dl>
    </section>
  );
}
