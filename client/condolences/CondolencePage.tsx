import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { CondolenceDetail } from '../../shared/condolences.ts';
import { DateText } from '../ui/DateText.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useCondolence } from './api.ts';
import { BatchActs } from './BatchActs.tsx';
import { Payments } from './Payments.tsx';
import { Roster } from './Roster.tsx';

/** A batch with its roster (发放花名册), to print and sign. Route: /condolences/:id */
export function CondolencePage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const batch = useCondolence(id);
  const print = <Button onClick={() => window.print()}>{t('common.print')}</Button>;
  return (
    <Page title={batch.data?.name ?? t('condolences.title')} actions={print}>
      <QueryState of={batch} empty={null}>
        {(found) => (
          <>
            <Facts batch={found} />
            <BatchActs batch={found} />
            <Roster batch={found} />
            <Payments batch={found} />
            <Votes batch={found} />
          </>
        )}
      </QueryState>
    </Page>
  );
}

function Facts({ batch }: { batch: CondolenceDetail }) {
  const { t } = useTranslation();
  const facts = [
    [
      'status',
      <StatusTag
        key="status"
        status={batch.status}
        label={t(`condolences.statuses.${batch.status}`)}
      />,
    ],
    ['fund', batch.fundCode],
    ['plannedOn', <DateText key="day" value={batch.plannedOn} />],
    ['cashTotal', <MoneyText key="cash" value={batch.cashTotal} />],
    ['budget', <MoneyText key="budget" value={batch.budget} />],
    ['paid', <MoneyText key="paid" value={batch.paid} />],
    ['committed', <MoneyText key="committed" value={batch.committed} />],
    ['preparedBy', batch.preparedByName],
    ['reason', batch.reason],
  ] as const;
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`condolences.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Votes({ batch }: { batch: CondolenceDetail }) {
  const { t } = useTranslation();
  return (
    <section className="no-print" aria-label={t('condolences.votes')}>
      <h2>{t('condolences.votes')}</h2>
      <p className="hint">{t('condolences.votesNeeded', { count: batch.votesNeeded })}</p>
      <ul>
        {batch.votes.map(({ name, agrees, reason }) => (
          <li key={name}>
            {name} · {t(agrees ? 'common.agree' : 'common.refuse')} · {reason}
          </li>
        ))}
      </ul>
    </section>
  );
}
